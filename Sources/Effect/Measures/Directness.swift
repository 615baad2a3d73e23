import Motion

extension EffectKey {
    /// How straight the hands' paths are.
    public static let directness = EffectKey(rawValue: "directness")
}

/// Directness: how straight the hands go where they go.
///
/// Over every second, the distance between the ends of a hand's path as seen from the hips, divided by its length;
/// seconds count by the length of their path, so that a resting hand says nothing.
///
/// Source: Larboulette, Gibet, "A review of computable expressive descriptors of human motion", MOCO 2015.
struct Directness: Measure {
    let definition = MeasureDefinition(
        key: .directness, unit: "1",
        meaning: "high: hands go straight to their place; low: they wind, circle or shake",
        evidence: .strong, step: 0.17,
        comparison: Comparison(
            more: "straighter in its lines", less: "more winding in its lines", family: .paths))

    /// Length of a path that is read, in frames.
    static let span = 30
    /// A hand that covers less than this in the whole window, m, has no path.
    static let least = 0.1

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let hands: [CanonicalJoint] = [.leftHand, .rightHand]
        let hips = movement.places[CanonicalJoint.hips.rawValue]
        var series = [Double](repeating: 0, count: window.count)
        var joints: [CanonicalJoint: Double] = [:]
        var straight = 0.0
        var walked = 0.0
        var longest = 0.0
        for hand in hands {
            let path = window.map { movement.places[hand.rawValue][$0] - hips[$0] }
            let steps = zip(path, path.dropFirst()).map { ($1 - $0).length }
            longest = max(longest, steps.reduce(0, +))
            let span = min(Self.span, steps.count)
            for start in 0...(steps.count - span) {
                let distance = (path[start + span] - path[start]).length
                straight += distance
                walked += steps[start..<start + span].reduce(0, +)
                series[start + span / 2] += distance
                joints[hand, default: 0] += distance
            }
        }
        guard longest > Self.least, walked > 0 else { return nil }
        return Reading(value: straight / walked, series: series, joints: joints)
    }
}
