import RealModule

/// A rotation as a unit quaternion, Hamilton convention, active: `q.act(v)` turns the vector `v`.
///
/// `a * b` turns by `b` first, then by `a`. `q` and `−q` are the same rotation; ``angle(to:)`` knows that,
/// `==` does not.
public struct Quaternion: Sendable, Equatable {
    /// Components x, y, z (imaginary) and w (real).
    public var vector: SIMD4<Float>

    /// Imaginary part.
    public var imaginary: SIMD3<Float> { SIMD3(vector.x, vector.y, vector.z) }
    /// Real part.
    public var real: Float { vector.w }

    /// The rotation by nothing.
    public static let identity = Quaternion(vector: SIMD4(0, 0, 0, 1))

    /// Creates a quaternion from components x, y, z, w; the caller sees to unit length.
    public init(vector: SIMD4<Float>) { self.vector = vector }

    /// Creates a quaternion from imaginary and real part.
    public init(imaginary: SIMD3<Float>, real: Float) {
        vector = SIMD4(imaginary, real)
    }

    /// Creates the rotation by `angle` radians about `axis`, a unit vector.
    public init(angle: Float, axis: SIMD3<Float>) {
        self.init(imaginary: axis * Float.sin(angle / 2), real: Float.cos(angle / 2))
    }

    /// Creates the shortest rotation that turns the direction `from` to the direction `to`.
    ///
    /// Neither needs unit length. Opposite directions turn about some axis at a right angle to `from`; a zero
    /// vector gives the identity.
    public init(from: SIMD3<Float>, to: SIMD3<Float>) {
        let a = from.normalized
        let b = to.normalized
        guard a != .zero, b != .zero else {
            self = .identity
            return
        }
        let half = (a + b).length
        if half < 1e-4 {
            let other: SIMD3<Float> = abs(a.x) < 0.8 ? SIMD3(1, 0, 0) : SIMD3(0, 1, 0)
            self.init(angle: .pi, axis: a.cross(other).normalized)
        } else {
            self = Quaternion(imaginary: a.cross(b), real: 1 + a.dot(b)).normalized
        }
    }

    /// The opposite rotation.
    public var inverse: Quaternion { Quaternion(imaginary: -imaginary, real: real) }

    /// The same rotation at unit length; the identity where the length is zero or not finite.
    public var normalized: Quaternion {
        let length = (vector * vector).sum().squareRoot()
        return length > 0 && length.isFinite ? Quaternion(vector: vector / length) : .identity
    }

    /// Turns a vector.
    public func act(_ v: SIMD3<Float>) -> SIMD3<Float> {
        let t = 2 * imaginary.cross(v)
        return v + real * t + imaginary.cross(t)
    }

    /// Turns by `b`, then by `a`.
    public static func * (a: Quaternion, b: Quaternion) -> Quaternion {
        Quaternion(
            imaginary: a.real * b.imaginary + b.real * a.imaginary + a.imaginary.cross(b.imaginary),
            real: a.real * b.real - a.imaginary.dot(b.imaginary))
    }

    /// The inner product of the four components; negative when the signs disagree.
    public func dot(_ other: Quaternion) -> Float { (vector * other.vector).sum() }

    /// This rotation with the sign that lies nearer to `other`.
    public func aligned(with other: Quaternion) -> Quaternion {
        dot(other) < 0 ? Quaternion(vector: -vector) : self
    }

    /// The angle between two rotations, 0 to π radians.
    public func angle(to other: Quaternion) -> Float {
        let difference = inverse * other
        return 2 * Float.atan2(y: difference.imaginary.length, x: abs(difference.real))
    }

    /// The rotation vector (axis times angle, radians, length at most π).
    public var rotationVector: SIMD3<Float> {
        let q = real < 0 ? Quaternion(vector: -vector) : self
        let sine = q.imaginary.length
        guard sine > 1e-7 else { return 2 * q.imaginary }
        return q.imaginary * (2 * Float.atan2(y: sine, x: q.real) / sine)
    }

    /// Creates the rotation of a rotation vector (axis times angle, radians).
    public init(rotationVector v: SIMD3<Float>) {
        let angle = v.length
        self =
            angle > 1e-7
            ? Quaternion(angle: angle, axis: v / angle) : Quaternion(imaginary: v / 2, real: 1).normalized
    }

    /// The rotation at `t` between this (0) and `other` (1), at constant angular speed on the shorter way.
    ///
    /// Source: Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985.
    public func slerp(to other: Quaternion, at t: Float) -> Quaternion {
        let end = other.aligned(with: self)
        let cosine = min(dot(end), 1)
        guard cosine < 0.9995 else {
            return Quaternion(vector: vector + (end.vector - vector) * t).normalized
        }
        let angle = Float.acos(cosine)
        let a = Float.sin((1 - t) * angle)
        let b = Float.sin(t * angle)
        return Quaternion(vector: (vector * a + end.vector * b) / Float.sin(angle)).normalized
    }
}

extension Quaternion {
    /// The first two columns of the rotation matrix: the six-number form that networks learn from.
    ///
    /// Source: Zhou et al., "On the continuity of rotation representations in neural networks", CVPR 2019.
    public var columns: (SIMD3<Float>, SIMD3<Float>) {
        (act(SIMD3(1, 0, 0)), act(SIMD3(0, 1, 0)))
    }

    /// Creates the rotation whose matrix has the first column along `x` and the second in the plane of `x` and
    /// `y` (Gram-Schmidt); neither needs to be exact.
    public init(columns x: SIMD3<Float>, _ y: SIMD3<Float>) {
        let first = x.normalized
        let second = (y - first * first.dot(y)).normalized
        guard first != .zero, second != .zero else {
            self = .identity
            return
        }
        self.init(orthonormal: first, second, first.cross(second))
    }

    /// Creates the rotation with these orthonormal, right-handed matrix columns.
    ///
    /// Source: Shepperd, "Quaternion from rotation matrix", Journal of Guidance and Control 1978.
    public init(orthonormal x: SIMD3<Float>, _ y: SIMD3<Float>, _ z: SIMD3<Float>) {
        let trace = x.x + y.y + z.z
        let q: SIMD4<Float>
        if trace > 0 {
            q = SIMD4(y.z - z.y, z.x - x.z, x.y - y.x, 1 + trace)
        } else if x.x > y.y, x.x > z.z {
            q = SIMD4(1 + x.x - y.y - z.z, x.y + y.x, x.z + z.x, y.z - z.y)
        } else if y.y > z.z {
            q = SIMD4(x.y + y.x, 1 + y.y - x.x - z.z, y.z + z.y, z.x - x.z)
        } else {
            q = SIMD4(x.z + z.x, y.z + z.y, 1 + z.z - x.x - y.y, x.y - y.x)
        }
        self = Quaternion(vector: q).normalized
    }
}
