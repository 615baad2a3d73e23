import Motion

extension EffectKey {
    /// How fast the body moves.
    public static let speed = EffectKey(rawValue: "speed")
}

/// Speed: the mean over all joints and frames.
struct Speed: Measure {
    let definition = MeasureDefinition(
        key: .speed, unit: "m/s", meaning: "high: fast; low: slow or still",
        evidence: .strong, step: 0.3,
        comparison: Comparison(more: "faster", less: "slower", family: .energy))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        Reading(meanOver: CanonicalJoint.allCases, in: window) { movement.velocities[$0][$1].length }
    }
}
