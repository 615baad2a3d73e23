import Motion

extension EffectKey {
    /// Which side of the body moves more.
    public static let side = EffectKey(rawValue: "side")
}

/// Side: speed of the right limbs less that of the left, relative to the hips, as a share of their sum.
struct Side: Measure {
    let definition = MeasureDefinition(
        key: .side, unit: "1", meaning: "above 0: the right side moves more; below 0: the left side",
        evidence: .strong, step: 0.08)

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let right: [CanonicalJoint] = [.rightHand, .rightForeArm, .rightFoot, .rightLeg]
        func speeds(_ joints: [CanonicalJoint]) -> Reading {
            Reading(meanOver: joints, in: window) { movement.speed(of: joints[$0], from: .hips, in: $1) }
        }
        let r = speeds(right)
        let l = speeds(right.map(\.mirrored))
        guard r.value + l.value > 2 * Dynamics.still else { return nil }
        return Reading(
            value: (r.value - l.value) / (r.value + l.value), series: zip(r.series, l.series).map { $0 - $1 },
            joints: r.joints.merging(l.joints) { a, _ in a })
    }
}

extension Movement {
    /// Speed of a joint as someone sees it who travels and turns with the body, m/s.
    ///
    /// The velocity of `origin` is taken off, and what the turn of the hips about the vertical adds at that
    /// distance: the arms of a still pose carried round in a pirouette are quiet.
    func speed(of joint: CanonicalJoint, from origin: CanonicalJoint, in frame: Int) -> Double {
        let arm = places[joint.rawValue][frame] - places[origin.rawValue][frame]
        let carried = SIMD3(0, turning[frame], 0).cross(arm)
        return (velocities[joint.rawValue][frame] - velocities[origin.rawValue][frame] - carried).length
    }
}
