import Motion

extension EffectKey {
    /// How much the feet slide on the floor.
    public static let footSkate = EffectKey(rawValue: "footSkate")
}

/// Foot skate: ``FootSkate`` over the window.
struct FootSkateMeasure: Measure {
    let definition = MeasureDefinition(
        key: .footSkate, unit: "cm/s",
        meaning: "high: feet slide while they are down; near 0: feet stay where they are set",
        evidence: .strong, step: 2)

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        Reading(meanOver: CanonicalJoint.feet, in: window) { movement.slides[$0][$1] }
    }
}
