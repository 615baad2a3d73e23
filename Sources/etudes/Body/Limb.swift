import Motion
import RealModule

/// The geometry that thigh with shin and upper arm with forearm share: two bones and a hinge.
struct Limb: Sendable {
    /// Length of the bone nearer to the trunk, m.
    let upper: Float
    /// Length of the other bone, m.
    let lower: Float

    /// Thigh and shin of the canonical body.
    static let leg = Limb(upper: 0.42, lower: 0.40)
    /// Upper arm and forearm of the canonical body.
    static let arm = Limb(upper: 0.28, lower: 0.25)

    /// Distance from end to end when the hinge is bent by `angle` radians from straight.
    func reach(bentBy angle: Float) -> Float {
        (upper * upper + lower * lower + 2 * upper * lower * Float.cos(angle)).squareRoot()
    }

    /// The bend of the hinge, radians from straight, at which the ends are `distance` apart.
    ///
    /// The law of cosines, written with the half angle: near a straight limb the usual form loses half of the
    /// digits. The last part of the reach, `softness` m, is rounded off, since there the hinge would have to turn
    /// at unbounded speed; beyond reach the limb comes near to straight.
    func bend(reaching distance: Float, softness: Float = 5e-4) -> Float {
        let sum = upper + lower
        let difference = upper - lower
        let gap = sum - max(distance, abs(difference) + 1e-4)
        let soft = (gap + (gap * gap + softness * softness).squareRoot()) / 2
        let d = sum - soft
        let open = max((d - difference) * (d + difference), 1e-9)
        return 2 * Float.atan2(y: (soft * (sum + d)).squareRoot(), x: open.squareRoot())
    }

    /// Direction of the upper bone so that the end lies along `toward` when the hinge, which points to `pole`, is
    /// bent by `angle`.
    func upperDirection(toward: SIMD3<Float>, pole: SIMD3<Float>, bentBy angle: Float) -> (
        bone: SIMD3<Float>, out: SIMD3<Float>
    ) {
        let line = toward.normalized
        let side = (pole - line * line.dot(pole)).normalized
        // Angle at the upper joint between the bone and the line to the end.
        let lean = Float.atan2(y: lower * Float.sin(angle), x: upper + lower * Float.cos(angle))
        return (
            line * Float.cos(lean) + side * Float.sin(lean), side * Float.cos(lean) - line * Float.sin(lean)
        )
    }
}
