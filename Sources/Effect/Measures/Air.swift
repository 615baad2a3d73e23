import Motion

extension EffectKey {
    /// How long nothing touches the floor.
    public static let air = EffectKey(rawValue: "air")
}

/// Air: share of the frames in which nothing touches the floor.
struct Air: Measure {
    let definition = MeasureDefinition(
        key: .air, unit: "1", meaning: "high: jumps, leaps or runs; 0: something always touches the floor",
        evidence: .fair, step: 0.1)

    /// Lowest height of both ankles and toes over their rest heights at which a figure is in the air, m.
    static let clearance = 0.05

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let series = window.map { movement.isInTheAir(in: $0) ? 1.0 : 0.0 }
        return Reading(value: series.mean, series: series, joints: [.leftFoot: 1, .rightFoot: 1])
    }
}

extension Movement {
    /// Whether every joint is clear of the floor, however fast it moves.
    func isInTheAir(in frame: Int) -> Bool {
        CanonicalJoint.allCases.allSatisfy { joint in
            let rest: Double =
                switch joint {
                case .leftFoot, .rightFoot: 0.07 + Air.clearance
                case .leftToe, .rightToe: Air.clearance
                default: Movement.touchHeight
                }
            return places[joint.rawValue][frame].y > rest
        }
    }
}
