import Motion

extension EffectKey {
    /// Laban's Time: sustained to sudden.
    public static let time = EffectKey(rawValue: "time")
}

/// Time: how hard hands, feet and head are started, stopped and turned.
///
/// Source: Larboulette, Gibet, "A review of computable expressive descriptors of human motion", MOCO 2015, section
/// on the Time effort: acceleration over time.
struct Time: Measure {
    let definition = MeasureDefinition(
        key: .time, unit: "m/s²",
        meaning: "high: sudden, sharp; low: sustained, taking its time",
        evidence: .strong, step: 2.5,
        comparison: Comparison(more: "sharper", less: "more sustained", family: .energy))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let joints = EffectMeasures.extremities
        return Reading(meanOver: joints, in: window) { movement.accelerations[joints[$0].rawValue][$1] }
    }
}
