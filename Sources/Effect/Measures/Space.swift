import Motion

extension EffectKey {
    /// Laban's Space: indirect to direct.
    public static let space = EffectKey(rawValue: "space")
}

/// Space as attention: whether the face keeps one direction from the chest or looks about.
///
/// The value is the length of the mean of all directions of the face, seen from the chest: 1 is one focus. The
/// textbook's formula, how straight the hands go, says nothing about labelled Space; it is ``Directness``.
///
/// Source: Space as a single or many foci of attention in Bartenieff, Lewis, "Body movement: coping with the
/// environment", 1980; measure chosen as Documentation/Effect.md tells.
struct Space: Measure {
    let definition = MeasureDefinition(
        key: .space, unit: "1",
        meaning: "high: direct, one focus; low: indirect, looking about (a hint only)",
        evidence: .low, step: 0.05,
        comparison: Comparison(more: "more direct", less: "more roundabout", family: .paths))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let gaze = Gaze(movement, from: .chest, in: window)
        // A frame shows direct attention the more, the nearer it is to the one focus.
        return Reading(value: gaze.focus, series: gaze.offsets.map { -$0 }, joints: [.head: 1])
    }
}
