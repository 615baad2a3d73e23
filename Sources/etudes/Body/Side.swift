import Motion
import RealModule

/// One half of the body, the figure's own.
enum Side: Int, Sendable, CaseIterable {
    case left, right

    /// The other half.
    var other: Side { self == .left ? .right : .left }

    /// The joint of this side for a joint of the left one.
    func joint(_ left: CanonicalJoint) -> CanonicalJoint { self == .left ? left : left.mirrored }

    /// A vector that was thought for the left side.
    func mirrored(_ vector: SIMD3<Float>) -> SIMD3<Float> {
        self == .left ? vector : SIMD3(-vector.x, vector.y, vector.z)
    }

    /// A rotation that was thought for the left side: axis and sense reflected in the middle plane.
    func mirrored(_ rotation: Quaternion) -> Quaternion {
        guard self == .right else { return rotation }
        let q = rotation.vector
        return Quaternion(vector: SIMD4(q.x, -q.y, -q.z, q.w))
    }
}

/// A pair of values, one for each side.
struct Both<Value: Sendable>: Sendable {
    var left: Value
    var right: Value

    /// The same value on both sides.
    init(_ value: Value) {
        left = value
        right = value
    }

    subscript(side: Side) -> Value {
        get { side == .left ? left : right }
        set {
            switch side {
            case .left: left = newValue
            case .right: right = newValue
            }
        }
    }
}

extension Quaternion {
    /// A turn to the left about the vertical axis, radians.
    static func yaw(_ angle: Float) -> Quaternion { Quaternion(angle: angle, axis: SIMD3(0, 1, 0)) }
    /// A turn about the axis across the body, radians: forward and down where positive.
    static func pitch(_ angle: Float) -> Quaternion { Quaternion(angle: angle, axis: SIMD3(1, 0, 0)) }

    /// A share of this rotation, 0 none and 1 all; the shorter way round.
    func share(_ amount: Float) -> Quaternion { Quaternion(rotationVector: rotationVector * amount) }
}

extension Quaternion: Animatable {
    var lanes: SIMD8<Double> {
        SIMD8(Double(vector.x), Double(vector.y), Double(vector.z), Double(vector.w), 0, 0, 0, 0)
    }

    init(lanes: SIMD8<Double>) {
        self = Quaternion(vector: SIMD4<Float>(lanes.lowHalf)).normalized
    }
}

extension BinaryFloatingPoint {
    /// Degrees as people say them, in radians.
    var degrees: Self { self * .pi / 180 }
}

/// The value between `a` at 0 and `b` at 1.
func mix(_ a: Float, _ b: Float, _ t: Float) -> Float { a + (b - a) * t }

/// The place between `a` at 0 and `b` at 1.
func mix(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ t: Float) -> SIMD3<Float> { a + (b - a) * t }
