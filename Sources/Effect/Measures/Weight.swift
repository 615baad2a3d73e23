import Motion

extension EffectKey {
    /// Laban's Weight: light to strong.
    public static let weight = EffectKey(rawValue: "weight")
}

/// Weight as what the body does with gravity: how low it is carried, and whether it sinks or rises.
///
/// Half of it is posture, the height of the hips below standing; half is the share of vertical movement that goes
/// down rather than up, (fall) / (path + 10 cm), means over all joints. Each is counted in its typical spread, and
/// 0 is a figure that stands tall and neither sinks nor rises. Kinetic energy, the textbook's formula, was tried and
/// says nothing about labelled Weight.
///
/// Source: the affinity of lightness with rising and of strength with sinking in Laban, "Choreutics", 1966;
/// measures chosen as Documentation/Effect.md tells.
struct Weight: Measure {
    let definition = MeasureDefinition(
        key: .weight, unit: "steps",
        meaning: "high: strong, sinking into the ground; low: light, rising",
        evidence: .fair, step: 0.8,
        comparison: Comparison(more: "heavier", less: "lighter", family: .level))

    /// Height of the hips of a figure that stands upright, m.
    static let standing = 0.95
    /// Typical spread of the hips' height between phrases, m.
    static let heightSpread = 0.08
    /// Typical spread of the share of falling.
    static let fallSpread = 0.11
    /// A vertical path that is as good as none, m.
    static let stillPath = 0.1

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let seconds = Double(window.count) / Movement.frameRate
        let falls = window.map { frame in -movement.velocities.map { $0[frame].y }.mean }
        let path = movement.velocities.map { track in window.map { abs(track[$0].y) }.mean }.mean * seconds
        let hips = movement.places[CanonicalJoint.hips.rawValue]
        let series = zip(window, falls).map { frame, fall in
            (Self.standing - hips[frame].y) / Self.heightSpread / 2
                + fall * seconds / (path + Self.stillPath) / Self.fallSpread / 2
        }
        let joints = CanonicalJoint.allCases.map { joint in
            (joint, window.map { max(0, -movement.velocities[joint.rawValue][$0].y) }.mean)
        }
        return Reading(
            value: series.mean, series: series, joints: Dictionary(uniqueKeysWithValues: joints))
    }
}
