import Motion

extension EffectKey {
    /// How high over the floor the body is carried.
    public static let level = EffectKey(rawValue: "level")
}

/// Level: mean height of the hips over the floor.
struct Level: Measure {
    let definition = MeasureDefinition(
        key: .level, unit: "m",
        meaning: "high: standing tall or in the air; low: crouched or on the floor (standing is 0.95)",
        evidence: .strong, step: 0.08,
        comparison: Comparison(more: "higher", less: "lower", family: .level))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let series = window.map { movement.places[CanonicalJoint.hips.rawValue][$0].y }
        return Reading(value: series.mean, series: series, joints: [.hips: 1])
    }
}
