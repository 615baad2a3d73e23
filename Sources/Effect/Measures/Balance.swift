import Motion

extension EffectKey {
    /// How safely the weight stands over what bears it.
    public static let balance = EffectKey(rawValue: "balance")
}

/// Balance: how deep the centre of mass stands inside the support, seen from above.
///
/// The support is the hull of everything that touches the floor (``Movement/support(in:)``), half a sole wider.
/// Frames in the air don't count. It is the static margin: a fast body may be safe outside it for a moment.
///
/// Source: Hof, Gazendam, Sinke, "The condition for dynamic stability", Journal of Biomechanics 2005, without its
/// velocity term.
struct Balance: Measure {
    let definition = MeasureDefinition(
        key: .balance, unit: "cm",
        meaning: "high: the weight stands safely over the feet; below 0: it hangs outside them, off balance",
        evidence: .fair, step: 8,
        comparison: Comparison(more: "steadier", less: "farther off balance", family: .paths))

    /// Half the width of a sole, m.
    static let halfSole = 0.05

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let margins = window.map { frame -> Double? in
            let support = movement.support(in: frame)
            guard !support.isEmpty else { return nil }
            let mass = CenterOfMass.of(movement.places.map { $0[frame] })
            let depth = SupportPolygon(hullOf: support).depth(of: SIMD2(mass.x, mass.z))
            return 100 * (depth + Self.halfSole)
        }
        let known = margins.compactMap(\.self)
        guard !known.isEmpty else { return nil }
        let value = known.mean
        return Reading(value: value, series: margins.map { $0 ?? value }, joints: [.hips: 1])
    }
}

extension Movement {
    /// Height under which flesh other than a sole touches the floor, m.
    static let touchHeight = 0.12

    /// What touches the floor in a frame, as places (x, z) on it; empty in the air.
    ///
    /// A foot bears from ankle to the tip of the toe where its contact label says so; hands, elbows, knees, hips,
    /// spine and head bear where they are lower than 0.12 m, the thickness of flesh around a joint.
    func support(in frame: Int) -> [SIMD2<Double>] {
        func below(_ place: SIMD3<Double>) -> SIMD2<Double> { SIMD2(place.x, place.z) }
        var points: [SIMD2<Double>] = []
        for (index, foot) in CanonicalJoint.feet.enumerated() where contacts.labels[frame][index] {
            points.append(below(places[foot.rawValue][frame]))
            if let tip = ends[foot.rawValue].isEmpty ? nil : ends[foot.rawValue][frame] {
                points.append(below(tip))
            }
        }
        for joint in CanonicalJoint.allCases where !CanonicalJoint.feet.contains(joint) {
            let place = places[joint.rawValue][frame]
            if place.y < Self.touchHeight { points.append(below(place)) }
        }
        return points
    }
}
