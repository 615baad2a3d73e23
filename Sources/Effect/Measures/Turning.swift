import Motion
import RealModule

extension EffectKey {
    /// How much the figure turns about itself.
    public static let turning = EffectKey(rawValue: "turning")
}

/// Turning: mean rate of the hips' heading, either way.
struct Turning: Measure {
    let definition = MeasureDefinition(
        key: .turning, unit: "°/s", meaning: "high: turns and spirals; low: keeps its front",
        evidence: .strong, step: 45,
        comparison: Comparison(more: "with more turning", less: "with less turning", family: .paths))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let series = window.map { abs(movement.turning[$0]) * 180 / .pi }
        return Reading(value: series.mean, series: series, joints: [.hips: 1])
    }
}
