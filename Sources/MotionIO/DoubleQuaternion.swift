import Foundation
import Motion

/// A unit quaternion in `Double`, for what must come back as it went in: angles of a file, over and over.
///
/// The same conventions as `Quaternion`: Hamilton, active, `a * b` turns by `b` first.
struct DoubleQuaternion: Sendable, Equatable {
    /// Components x, y, z (imaginary) and w (real).
    var vector: SIMD4<Double>

    static let identity = DoubleQuaternion(vector: SIMD4(0, 0, 0, 1))

    /// Creates a quaternion from components; the caller sees to unit length.
    init(vector: SIMD4<Double>) { self.vector = vector }

    /// Creates the rotation by `degrees` about the axis 0 x, 1 y or 2 z.
    ///
    /// A whole number of turns is taken off first: some files count up for minutes.
    init(degrees: Double, axis: Int) {
        let half = degrees.remainder(dividingBy: 720) * .pi / 360
        vector = SIMD4(0, 0, 0, cos(half))
        vector[axis] = sin(half)
    }

    var inverse: DoubleQuaternion {
        DoubleQuaternion(vector: SIMD4(-vector.x, -vector.y, -vector.z, vector.w))
    }

    /// The same rotation at unit length.
    var normalized: DoubleQuaternion {
        let length = (vector * vector).sum().squareRoot()
        return length > 0 && length.isFinite ? DoubleQuaternion(vector: vector / length) : .identity
    }

    static func * (a: DoubleQuaternion, b: DoubleQuaternion) -> DoubleQuaternion {
        let (a, b) = (a.vector, b.vector)
        return DoubleQuaternion(
            vector: SIMD4(
                a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y, a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
                a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w, a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z))
    }

    /// Turns a vector.
    func act(_ v: SIMD3<Double>) -> SIMD3<Double> {
        let u = SIMD3(vector.x, vector.y, vector.z)
        let t = 2 * u.cross(v)
        return v + vector.w * t + u.cross(t)
    }

    /// This rotation with the sign that lies nearer to `other`.
    func aligned(with other: DoubleQuaternion) -> DoubleQuaternion {
        (vector * other.vector).sum() < 0 ? DoubleQuaternion(vector: -vector) : self
    }

    /// The rotation at `t` between this (0) and `other` (1), at constant angular speed on the shorter way.
    ///
    /// Source: Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985.
    func slerp(to other: DoubleQuaternion, at t: Double) -> DoubleQuaternion {
        let end = other.aligned(with: self)
        let cosine = min((vector * end.vector).sum(), 1)
        // Nearer than this the sine of the angle loses its digits, and the straight line is as good.
        guard cosine < 1 - 1e-9 else {
            return DoubleQuaternion(vector: vector + (end.vector - vector) * t).normalized
        }
        let angle = acos(cosine)
        return DoubleQuaternion(
            vector: (vector * sin((1 - t) * angle) + end.vector * sin(t * angle)) / sin(angle)
        ).normalized
    }
}

extension Quaternion {
    /// Rounds to single precision.
    init(_ quaternion: DoubleQuaternion) {
        self = Quaternion(vector: SIMD4<Float>(quaternion.vector)).normalized
    }
}
