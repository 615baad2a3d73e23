import Motion

extension EffectKey {
    /// How busy the arms are.
    public static let arms = EffectKey(rawValue: "arms")
    /// How busy the legs are.
    public static let legs = EffectKey(rawValue: "legs")
}

/// Arms: mean speed of elbows and hands as seen from the chest.
struct Arms: Measure {
    let definition = MeasureDefinition(
        key: .arms, unit: "m/s", meaning: "high: busy arms; low: quiet arms",
        evidence: .strong, step: 0.25,
        comparison: Comparison(more: "busier in the arms", less: "quieter in the arms", family: .limbs))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let joints: [CanonicalJoint] = [.leftForeArm, .leftHand, .rightForeArm, .rightHand]
        return Reading(meanOver: joints, in: window) { movement.speed(of: joints[$0], from: .spine2, in: $1) }
    }
}

/// Legs: mean speed of knees and ankles as seen from the hips.
struct Legs: Measure {
    let definition = MeasureDefinition(
        key: .legs, unit: "m/s", meaning: "high: busy legs; low: quiet legs",
        evidence: .strong, step: 0.3,
        comparison: Comparison(more: "busier in the legs", less: "quieter in the legs", family: .limbs))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let joints: [CanonicalJoint] = [.leftLeg, .leftFoot, .rightLeg, .rightFoot]
        return Reading(meanOver: joints, in: window) { movement.speed(of: joints[$0], from: .hips, in: $1) }
    }
}
