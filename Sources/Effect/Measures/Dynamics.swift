import Motion

extension EffectKey {
    /// How much the energy rises and falls.
    public static let dynamics = EffectKey(rawValue: "dynamics")
}

/// Dynamics: how much the speed of the body varies over the window, relative to its mean.
struct Dynamics: Measure {
    let definition = MeasureDefinition(
        key: .dynamics, unit: "1",
        meaning: "high: bursts and pauses; low: one even stream",
        evidence: .fair, step: 0.3,
        comparison: Comparison(more: "with more ebb and flow", less: "more even", family: .paths))

    /// Mean speed under which a figure stands still, m/s: then there is nothing to vary.
    static let still = 0.01

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        guard let speed = Speed().read(movement, in: window), speed.value > Self.still else { return nil }
        return Reading(
            value: speed.series.deviation / speed.value,
            series: speed.series.map { abs($0 - speed.value) }, joints: speed.joints)
    }
}
