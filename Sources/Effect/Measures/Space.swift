import Motion

extension EffectKey {
    /// Laban's Space: indirect to direct.
    public static let space = EffectKey(rawValue: "space")
}

/// Space: how straight the hands go where they go.
///
/// Over every second, the distance between the ends of a hand's path relative to the body, divided by its length;
/// seconds count by the length of their path, so that a resting hand says nothing.
///
/// Source: Larboulette, Gibet, "A review of computable expressive descriptors of human motion", MOCO 2015, section
/// on the Space effort: directness.
struct Space: Measure {
    let definition = MeasureDefinition(
        key: .space, unit: "1",
        meaning: "high: direct, straight to the point; low: indirect, winding (hands' paths; a hint only)",
        evidence: .low, step: 0.12,
        comparison: Comparison(more: "more direct", less: "more roundabout", family: .paths))

    /// Length of a path that is read, in frames.
    static let span = 30
    /// A hand that covers less than this in the whole window, m, has no path.
    static let least = 0.1

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let hands: [CanonicalJoint] = [.leftHand, .rightHand]
        var series = [Double](repeating: 0, count: window.count)
        var joints: [CanonicalJoint: Double] = [:]
        var straight = 0.0
        var walked = 0.0
        var total = 0.0
        for hand in hands {
            let path = window.map { frame in
                movement.places[hand.rawValue][frame] - movement.places[CanonicalJoint.hips.rawValue][frame]
            }
            let steps = zip(path, path.dropFirst()).map { ($1 - $0).length }
            total = max(total, steps.reduce(0, +))
            let span = min(Self.span, steps.count)
            for start in 0...(steps.count - span) {
                let length = steps[start..<start + span].reduce(0, +)
                let distance = (path[start + span] - path[start]).length
                straight += distance
                walked += length
                series[start + span / 2] += distance
                joints[hand, default: 0] += distance
            }
        }
        guard total > Self.least, walked > 0 else { return nil }
        return Reading(value: straight / walked, series: series, joints: joints)
    }
}
