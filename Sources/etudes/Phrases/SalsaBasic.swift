extension Phrase {
    /// The basic step on one: to the front and back, to the sides, and behind with an open body.
    ///
    /// The knee bends as the foot arrives and stretches a count later: that is what moves the hips.
    static let salsaBasic = Phrase(
        name: "salsa-basic",
        summary:
            "Basic steps on one: front and back twice, to the sides, opening behind, and a last basic to the close.",
        tempo: 168, counts: 44
    ) { score in
        score.give = 0.008
        score.stand(Stance(left: .flat(0.08, 0, facing: 8), right: .flat(-0.08, 0, facing: -8)))
        score.arms(.dancing, .by(0))
        score.look(0, up: 3, .by(0))

        /// A step: the foot arrives on the count with a soft knee, the hip settles over it until the next.
        func step(
            _ side: Side, on count: Double, to x: Float, _ z: Float, turn: Float = 0, share: Double = 0.85,
            arm: ArmPose = .dancingBack
        ) {
            let sign: Float = side == .left ? 1 : -1
            score.step(
                side, over: count - 0.95...count, to: x, z, facing: 8 * sign + turn, height: 0.012, peel: 24,
                settle: 0.45)
            settle(side, on: count, share: share, arm: arm)
        }
        /// The weight arrives over a foot that is there already, or has just come.
        func settle(_ side: Side, on count: Double, share: Double = 0.85, arm: ArmPose = .dancingBack) {
            let sign: Float = side == .left ? 1 : -1
            score.weight(.between(side == .left ? 1 - share : share), .by(count + 0.35))
            score.bend(side.other, 30, .by(count))
            score.bend(side, 11, .by(count + 0.75))
            score.pelvis(forward: 2, left: -7 * sign, twist: -7 * sign, .by(count + 0.6))
            score.torso(forward: -1, left: 7 * sign, twist: 9 * sign, .by(count + 0.65))
            score.arm(side, arm, .by(count + 0.55))
            score.arm(side.other, .dancing, .by(count + 0.55))
        }

        /// Front with the left on one, in place, together; back with the right on five, in place, together.
        func basic(at one: Double) {
            step(.left, on: one, to: 0.06, 0.20, share: 0.8)
            settle(.right, on: one + 1)
            step(.left, on: one + 2, to: 0.08, 0)
            step(.right, on: one + 4, to: -0.06, -0.20, share: 0.8)
            settle(.left, on: one + 5)
            step(.right, on: one + 6, to: -0.08, 0)
        }
        /// The same to the sides; the arms open with the step.
        func sides(at one: Double) {
            for (side, count) in [(Side.left, one), (.right, one + 4)] {
                let sign: Float = side == .left ? 1 : -1
                step(side, on: count, to: 0.26 * sign, 0, share: 0.75)
                score.look(18 * sign, up: 3, tilt: 3 * sign, .by(count + 0.6))
                settle(side.other, on: count + 1)
                step(side, on: count + 2, to: 0.08 * sign, 0)
                score.look(0, up: 3, .by(count + 2.6))
            }
        }
        /// Behind, the body opening to the side of the step.
        func open(at one: Double) {
            for (side, count) in [(Side.left, one), (.right, one + 4)] {
                let sign: Float = side == .left ? 1 : -1
                score.face(Double(30 * sign), .over(count - 0.7...count + 0.5))
                step(
                    side, on: count, to: 0.04 * sign, -0.19, turn: 44 * sign, share: 0.75,
                    arm: .secondAllongee
                )
                score.look(24 * sign, up: 4, tilt: 4 * sign, .over(count - 0.6...count + 0.6))
                settle(side.other, on: count + 1)
                score.face(0, .over(count + 0.8...count + 2.2))
                step(side, on: count + 2, to: 0.08 * sign, 0)
                score.look(0, up: 3, .by(count + 2.4))
            }
        }

        basic(at: 2)
        basic(at: 10)
        sides(at: 18)
        open(at: 26)
        basic(at: 34)

        // The last count is held.
        score.weight(.between(0.5), .by(42.2))
        score.stretch(.by(42.4))
        score.pelvis(.by(42.3))
        score.torso(forward: -2, .by(42.6))
        score.arms(.demiSecond, .by(42.9, .suspend))
        score.look(8, up: 8, tilt: -3, .by(42.6))
        score.breathe(0.8, .over(40.5...43))
    }
}
