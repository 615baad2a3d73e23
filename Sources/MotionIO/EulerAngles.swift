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
        var result = DoubleQuaternion.identity
        for (axis, angle) in zip(axes, degrees) {
            result = result * DoubleQuaternion(degrees: angle, axis: axis)
        }
        return Quaternion(result)
    }

    /// The angles in degrees that make `rotation`, for three different axes, nearest to `previous`.
    ///
    /// As ``degrees(of:order:near:)``, for a rotation of single precision.
    static func degrees(of rotation: Quaternion, axes: [Int], previous: [Double]) -> [Double] {
        let angles = degrees(
            of: DoubleQuaternion(vector: SIMD4<Double>(rotation.vector)),
            order: SIMD3(axes[0], axes[1], axes[2]), near: SIMD3(previous[0], previous[1], previous[2]))
        return [angles.x, angles.y, angles.z]
    }

    /// The angles in degrees that make `rotation`, for three different axes, nearest to `near`.
    ///
    /// Of the two solutions and their whole turns the one nearest to the previous frame is taken, so that curves
    /// in an animator's graph editor do not jump. At gimbal lock the first angle keeps its previous value.
    ///
    /// Source: Shuster, "A survey of attitude representations", Journal of the Astronautical Sciences 1993.
    static func degrees(
        of rotation: DoubleQuaternion, order: SIMD3<Int>, near: SIMD3<Double>
    ) -> SIMD3<Double> {
        let (i, j, k) = (order.x, order.y, order.z)
        // +1 where the axes are in cyclic order (XYZ, YZX, ZXY), −1 otherwise.
        let sign: Double = (i + 1) % 3 == j ? 1 : -1
        // R = Ri(a) Rj(b) Rk(c): R[j][k] = ∓ sin a cos b and R[k][k] = cos a cos b give a, except at gimbal lock,
        // where a keeps its previous value. What is left, Ri(−a) R, then gives b and c exactly, whatever a is.
        let last = rotation.act(axis(k))
        let across = SIMD2(-sign * last[j], last[k])
        let a = (across * across).sum() > 1e-10 ? atan2(across.x, across.y) : near.x * .pi / 180
        var back = DoubleQuaternion(vector: SIMD4(0, 0, 0, cos(a / 2)))
        back.vector[i] = -sin(a / 2)
        let rest = back.act(last)
        let b = atan2(sign * rest[i], rest[k])
        let c = atan2(sign * back.act(rotation.act(axis(i)))[j], back.act(rotation.act(axis(j)))[j])
        var first = SIMD3(a, b, c) * (180 / Double.pi)
        var second = SIMD3(first.x + 180, 180 - first.y, first.z + 180)
        first = unwound(first, toward: near)
        second = unwound(second, toward: near)
        return distance(first, near) <= distance(second, near) ? first : second
    }

    /// The angles of a joint's rotation channels, whatever their number, nearest to `near`.
    ///
    /// Three different axes give the rotation exactly. With fewer, or with repeated axes, the joint cannot hold every
    /// rotation: the part about its own axes is kept, which for a hinge is the hinge's angle.
    static func degrees(of rotation: DoubleQuaternion, channels: [Int], near: [Double]) -> [Double] {
        let distinct = Set(channels).count
        if channels.count == 3, distinct == 3 {
            let angles = degrees(
                of: rotation, order: SIMD3(channels[0], channels[1], channels[2]),
                near: SIMD3(near[0], near[1], near[2]))
            return [angles.x, angles.y, angles.z]
        }
        if channels.count == 2, distinct == 2 {
            let angles = degrees(
                of: rotation, order: SIMD3(channels[0], channels[1], 3 - channels[0] - channels[1]),
                near: SIMD3(near[0], near[1], 0))
            return [angles.x, angles.y]
        }
        guard let axis = channels.first else { return [] }
        let angle = 2 * atan2(rotation.vector[axis], rotation.vector.w) * 180 / .pi
        let turned = angle + ((near[0] - angle) / 360).rounded() * 360
        return [turned] + Array(repeating: 0, count: channels.count - 1)
    }

    /// Whole turns added to each angle so that it lies within half a turn of `near`.
    static func unwound(_ angles: SIMD3<Double>, toward near: SIMD3<Double>) -> SIMD3<Double> {
        let turns = (near - angles) / 360
        return angles + turns.rounded(.toNearestOrEven) * 360
    }

    private static func axis(_ index: Int) -> SIMD3<Double> {
        SIMD3(index == 0 ? 1 : 0, index == 1 ? 1 : 0, index == 2 ? 1 : 0)
    }

    private static func distance(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double {
        let d = a - b
        return abs(d.x) + abs(d.y) + abs(d.z)
    }
}
