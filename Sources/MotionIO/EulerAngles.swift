import BVHFormat
import Foundation
import Motion

/// Rotations as three angles about axes, as BVH has them; degrees exist only here.
enum EulerAngles {
    /// The rotation of one joint's rotation channels, in file order: the first channel's turn is outermost.
    ///
    /// - Parameters:
    ///   - axes: Axis of each rotation channel in file order, 0 x, 1 y, 2 z; any number of them.
    ///   - degrees: Angle of each.
    static func rotation(axes: [Int], degrees: [Double]) -> Quaternion {
        var result = SIMD4<Double>(0, 0, 0, 1)
        for (axis, angle) in zip(axes, degrees) {
            // A whole number of turns is taken off in Double first: some files count up for minutes.
            let half = angle.remainder(dividingBy: 720) * .pi / 360
            var turn = SIMD4<Double>(0, 0, 0, cos(half))
            turn[axis] = sin(half)
            result = product(result, turn)
        }
        return Quaternion(vector: SIMD4<Float>(result)).normalized
    }

    /// The angles in degrees that make `rotation`, for three different axes, nearest to `previous`.
    ///
    /// Of the two solutions and their whole turns the one nearest to the previous frame is taken, so that curves
    /// in an animator's graph editor do not jump. At gimbal lock the first angle keeps its previous value.
    ///
    /// Source: Shuster, "A survey of attitude representations", Journal of the Astronautical Sciences 1993.
    static func degrees(of rotation: Quaternion, axes: [Int], previous: [Double]) -> [Double] {
        let q = SIMD4<Double>(rotation.vector)
        let columns = [
            turned(SIMD3(1, 0, 0), by: q), turned(SIMD3(0, 1, 0), by: q), turned(SIMD3(0, 0, 1), by: q),
        ]
        let (i, j, k) = (axes[0], axes[1], axes[2])
        // +1 where the axes are in cyclic order (XYZ, YZX, ZXY), −1 otherwise.
        let sign: Double = (i + 1) % 3 == j ? 1 : -1
        // R = Ri(a) Rj(b) Rk(c): R[j][k] = ∓ sin a cos b and R[k][k] = cos a cos b give a, except at gimbal lock,
        // where a keeps its previous value. What is left, Ri(−a) R, then gives b and c exactly, whatever a is.
        let across = SIMD2(-sign * columns[k][j], columns[k][k])
        let a = (across * across).sum() > 1e-10 ? atan2(across.x, across.y) : previous[0] * .pi / 180
        var back = SIMD4<Double>(0, 0, 0, cos(a / 2))
        back[i] = -sin(a / 2)
        let rest = columns.map { turned($0, by: back) }
        let b = atan2(sign * rest[k][i], rest[k][k])
        let c = atan2(sign * rest[i][j], rest[j][j])
        var first = SIMD3(a, b, c) * (180 / Double.pi)
        var second = SIMD3(first.x + 180, 180 - first.y, first.z + 180)
        let near = SIMD3(previous[0], previous[1], previous[2])
        first = unwound(first, toward: near)
        second = unwound(second, toward: near)
        let best = distance(first, near) <= distance(second, near) ? first : second
        return [best.x, best.y, best.z]
    }

    /// Whole turns added to each angle so that it lies within half a turn of `near`.
    private static func unwound(_ angles: SIMD3<Double>, toward near: SIMD3<Double>) -> SIMD3<Double> {
        let turns = (near - angles) / 360
        return angles + turns.rounded(.toNearestOrEven) * 360
    }

    private static func distance(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
        let d = a - b
        return abs(d.x) + abs(d.y) + abs(d.z)
    }

    private static func product(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> {
        SIMD4(
            a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y, a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
            a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w, a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z)
    }

    private static func turned(_ v: SIMD3<Double>, by q: SIMD4<Double>) -> SIMD3<Double> {
        let u = SIMD3(q.x, q.y, q.z)
        let t = 2 * u.cross(v)
        return v + q.w * t + u.cross(t)
    }
}
