import Motion
import RealModule

extension EffectKey {
    /// Laban's Flow: free to bound.
    public static let flow = EffectKey(rawValue: "flow")
}

/// Flow: how much the body holds itself in.
///
/// Half of it is reach (``Extent``), half is how far the face turns away from the hips, a twist that runs through
/// the whole trunk. Each is counted in its typical spread; 0 is usual, and more is more bound. Jerk, the textbook's
/// formula, was tried and says little about labelled Flow.
///
/// Source: measures chosen as Documentation/Effect.md tells.
struct Flow: Measure {
    let definition = MeasureDefinition(
        key: .flow, unit: "steps",
        meaning: "high: bound, held in; low: free, let out",
        evidence: .fair, step: 0.75,
        comparison: Comparison(more: "more held in", less: "freer", family: .shape))

    /// Usual reach and its typical spread, m.
    static let reach = (usual: 0.61, spread: 0.06)
    /// Usual turning of the face about the hips and its typical spread, radians (17° and 12°).
    static let twist = (usual: 0.30, spread: 0.21)

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        guard let extent = Extent().read(movement, in: window) else { return nil }
        let gaze = Gaze(movement, from: .hips, in: window)
        func held(_ reach: Double, _ twist: Double) -> Double {
            -(reach - Self.reach.usual) / Self.reach.spread / 2
                - (twist - Self.twist.usual) / Self.twist.spread / 2
        }
        return Reading(
            value: held(extent.value, gaze.deviation),
            series: zip(extent.series, gaze.offsets).map { held($0, $1) }, joints: extent.joints)
    }
}
