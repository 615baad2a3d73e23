import Motion

extension EffectKey {
    /// How abruptly movement changes.
    public static let jerk = EffectKey(rawValue: "jerk")
}

/// Jerk: the mean over all joints and frames; high in sharp accents, and in trembling.
struct Jerk: Measure {
    let definition = MeasureDefinition(
        key: .jerk, unit: "m/s³", meaning: "high: abrupt or trembling; low: smooth",
        evidence: .strong, step: 35,
        comparison: Comparison(more: "more abrupt", less: "smoother", family: .energy))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        Reading(meanOver: CanonicalJoint.allCases, in: window) { movement.jerks[$0][$1] }
    }
}
