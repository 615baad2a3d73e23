import Motion

extension EffectKey {
    /// Laban's Flow: free to bound.
    public static let flow = EffectKey(rawValue: "flow")
}

/// Flow: how much the body holds itself in, by the reach of hands, feet and head from the hips.
struct Flow: Measure {
    let definition = MeasureDefinition(
        key: .flow, unit: "1",
        meaning: "high: bound, held in; low: free, let out",
        evidence: .fair, step: 0.1,
        comparison: Comparison(more: "more held in", less: "freer", family: .shape))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        Extent().read(movement, in: window).map {
            Reading(value: 1 - $0.value / 0.8, series: $0.series.map { 1 - $0 / 0.8 }, joints: $0.joints)
        }
    }
}
