import Cores
import Motion

/// What is measured of one continuation, context and all: six seconds in, figures and vectors out.
struct Findings: Sendable {
    /// The largest acceleration around the join, m/s².
    let seam: Double
    /// Speed of every joint in every frame, m/s.
    let speeds: [Double]
    /// Mean size of the jerks, m/s³.
    let jerk: Double
    /// Mean speed of the joints in each second, m/s.
    let secondSpeeds: [Double]
    /// Foot skate, cm/s.
    let skate: Double
    /// Penetration of the floor, cm.
    let penetration: Double
    /// Physical foot contact.
    let footContact: Double
    /// Share of frames with a foot down.
    let contactShare: Double
    /// Feature vectors.
    let kinetic: [Double]
    let pose: [Double]
    let legacyKinetic: [Double]
    let legacyGeometric: [Double]
    /// Places of the joints, aligned at the context's end, m; joint j of frame f at f · 22 + j.
    let places: [SIMD3<Double>]
    /// The continuation in stretches of 2 s, each aligned at its own first frame.
    let stretches: [[SIMD3<Float>]]

    /// Measures a window: 2 s of context, 4 s of continuation.
    init(of window: Clip) {
        precondition(window.frameCount == EvaluationWindow.length, "a whole window")
        let movement = Movement(window)
        let asked = EvaluationWindow.asked
        seam = movement.seam(at: EvaluationWindow.context)
        speeds = movement.speeds(in: asked)
        jerk = movement.jerk(in: asked)
        secondSpeeds = movement.secondSpeeds(in: asked)
        skate = movement.skate(in: asked)
        penetration = movement.penetration(in: asked)
        footContact = movement.physicalFootContact(in: asked)
        contactShare = movement.contactShare(in: asked)
        kinetic = KineticVector.of(movement, in: asked)
        pose = PoseVector.of(movement, in: asked)
        legacyKinetic = LegacyFeatures.kinetic(movement, in: asked)
        legacyGeometric = LegacyFeatures.geometric(movement, in: asked)
        places = movement.places(asked, alignedAt: EvaluationWindow.context - 1)
        stretches = stride(
            from: asked.lowerBound, through: asked.upperBound - TrainingTrack.length, by: TrainingTrack.length
        ).map { start in
            movement.places(start..<start + TrainingTrack.length, alignedAt: start).map { SIMD3<Float>($0) }
        }
    }

    /// Measures many windows on all cores, shape [windows][proposals].
    static func of(
        _ proposals: [[Clip]], progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) -> [[Findings]] {
        let counter = Counter(total: proposals.count, report: progress)
        return concurrentMap(count: proposals.count) { index in
            defer { counter.advance() }
            return proposals[index].map { Findings(of: $0) }
        }
    }
}
