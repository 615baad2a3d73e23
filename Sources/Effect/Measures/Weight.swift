import Motion

extension EffectKey {
    /// Laban's Weight: light to strong.
    public static let weight = EffectKey(rawValue: "weight")
}

/// Weight as posture: how far the body gives in to the ground.
struct Weight: Measure {
    let definition = MeasureDefinition(
        key: .weight, unit: "1",
        meaning: "high: strong, sinking into the ground; low: light, lifted",
        evidence: .fair, step: 0.1,
        comparison: Comparison(more: "heavier", less: "lighter", family: .level))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let hips = movement.places[CanonicalJoint.hips.rawValue]
        let feet: [CanonicalJoint] = [.leftFoot, .rightFoot]
        let series = window.map { frame in
            let lower = feet.map { movement.places[$0.rawValue][frame].y }.min() ?? 0
            return 1 - (hips[frame].y - lower) / Self.standing
        }
        return Reading(value: series.mean, series: series, joints: [.hips: 1])
    }

    /// Height of the hips over the ankles of a figure that stands upright, m.
    static let standing = 0.88
}
