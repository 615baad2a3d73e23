import Motion

extension EffectKey {
    /// How much room the body takes around itself.
    public static let extent = EffectKey(rawValue: "extent")
}

/// Extent: mean distance of hands, feet and head from the hips.
struct Extent: Measure {
    let definition = MeasureDefinition(
        key: .extent, unit: "m",
        meaning: "high: reaching out, large; low: gathered, close to the body",
        evidence: .strong, step: 0.06,
        comparison: Comparison(more: "larger", less: "closer to the body", family: .shape))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let hips = movement.places[CanonicalJoint.hips.rawValue]
        let joints = EffectMeasures.extremities
        return Reading(meanOver: joints, in: window) { index, frame in
            (movement.places[joints[index].rawValue][frame] - hips[frame]).length
        }
    }
}
