import Motion

extension EffectKey {
    /// How fast the figure gets away from where it was.
    public static let travel = EffectKey(rawValue: "travel")
}

/// Travel: the farthest that the hips get on the floor from where they started, divided by the time.
struct Travel: Measure {
    let definition = MeasureDefinition(
        key: .travel, unit: "m/s", meaning: "high: goes places; low: stays on the spot",
        evidence: .strong, step: 0.2,
        comparison: Comparison(more: "farther through the room", less: "more on the spot", family: .paths))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let hips = CanonicalJoint.hips.rawValue
        let start = movement.places[hips][window.lowerBound]
        let farthest = window.map { (movement.places[hips][$0] - start).flat.length }.max() ?? 0
        return Reading(
            value: farthest * Movement.frameRate / Double(window.count),
            series: window.map { movement.velocities[hips][$0].flat.length }, joints: [.hips: 1])
    }
}
