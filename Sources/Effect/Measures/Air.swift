import Motion

extension EffectKey {
    /// How long nothing touches the floor.
    public static let air = EffectKey(rawValue: "air")
}

/// Air: share of the frames in which the whole body, toes and fingertips included, is clear of the floor.
struct Air: Measure {
    let definition = MeasureDefinition(
        key: .air, unit: "1", meaning: "high: jumps, leaps or runs; 0: something always touches the floor",
        evidence: .fair, step: 0.1)

    /// Height over which all of a body must be to be in the air, m.
    ///
    /// The lowest place of a standing foot is 0, of one on its toes about 2 cm, of a runner's foot as it pushes off
    /// up to 7 cm; even a small jump with pointed toes clears 10 cm.
    static let clearance = 0.08

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let series = window.map { movement.isInTheAir(in: $0) ? 1.0 : 0.0 }
        return Reading(value: series.mean, series: series, joints: [.leftFoot: 1, .rightFoot: 1])
    }
}

extension Movement {
    /// Whether nothing is near the floor, however fast it moves.
    func isInTheAir(in frame: Int) -> Bool {
        places.allSatisfy { $0[frame].y > Air.clearance }
            && ends.allSatisfy { $0.isEmpty || $0[frame].y > Air.clearance }
    }
}
