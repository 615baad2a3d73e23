extension Phrase {
    /// A walk that breathes in until it stands on one leg, hangs there, and falls on.
    static let walkWithSuspension = Phrase(
        name: "walk-with-suspension",
        summary:
            "Four steps, a rise on one leg where time stands still, a fall into three steps, and a stop.",
        tempo: 88, counts: 17
    ) { score in
        score.give = 0.008
        score.stand(.parallel)
        score.arms(.hanging, .by(0))
        score.look(0, up: 2, .by(0))

        /// A step onto `side` that touches the floor on `count`; the weight is over it half a count later.
        func step(_ side: Side, on count: Double, to z: Float, from start: Double? = nil, stride: Float = 1) {
            let out: Float = side == .left ? 0.075 : -0.075
            let turn: Float = side == .left ? 14 : -14
            let sign: Float = side == .left ? 1 : -1
            score.step(
                side, over: (start ?? count - 1.2)...count, to: out, z, facing: turn, height: 0.035,
                landing: .heel, settle: 0.22)
            // The knee gives as it takes the weight, and stretches under the body.
            score.bend(side, 6, .by(count - 0.2))
            score.bend(side, Double(16 * stride), .by(count + 0.25))
            score.bend(side, 5, .by(count + 0.72))
            // The pelvis goes with the leg, the chest against it.
            score.pelvis(forward: 1, left: -2.5 * sign, twist: -6 * sign * stride, .by(count))
            score.torso(forward: 1, left: 1.5 * sign, twist: 9 * sign * stride, .by(count + 0.06))
        }
        /// Arms that swing by themselves, against the legs.
        func swing(_ side: Side, on count: Double, _ amount: Float = 1) {
            score.arm(side, .swung(-20 * amount), .by(count + 0.1))
            score.arm(side.other, .swung(24 * amount), .by(count + 0.1))
        }

        score.breathe(0.5, .over(0.2...1.2))
        score.breathe(0, .by(2.6))
        score.weight(.over(.right), .over(0.4...1.2))
        step(.left, on: 2, to: 0.42, from: 0.9)
        score.weight(.over(.left), .by(2.55))
        swing(.left, on: 2, 0.8)
        step(.right, on: 3, to: 0.88)
        score.weight(.over(.right), .by(3.5))
        swing(.right, on: 3)
        step(.left, on: 4, to: 1.35)
        score.weight(.over(.left), .by(4.5))
        swing(.left, on: 4)
        score.breathe(-0.4, .by(4.2))

        // The fourth step goes up: the breath lifts chest, arms and heel, and the free leg stays behind.
        step(.right, on: 5.1, to: 1.80, from: 3.9, stride: 1.2)
        score.weight(.over(.right), .by(5.7))
        score.weight(.over(.right), high: true, .by(6.6))
        score.rise(.right, 0, .over(5.4...5.7))
        score.rise(.right, 38, .by(7, .suspend))
        score.rise(.right, 40, .by(8.4))
        score.rise(.right, 0, .by(9.3, .fall))
        score.rise(.left, 42, .over(4.3...5.2))
        score.leg(.left, .toward(176, height: 14, knee: 40, turnout: 16), .over(5.15...6.3))
        score.leg(.left, .toward(150, height: 20, knee: 66, turnout: 30), .by(7.6, .suspend))
        score.leg(.left, .toward(20, height: 30, knee: 58, turnout: 20, point: 0.7), .by(9, .fall))
        score.breathe(1.3, .over(4.8...7.2, .suspend))
        score.breathe(1.4, .by(8.3))
        score.breathe(-0.7, .by(9.8))
        score.torso(forward: -9, left: -4, twist: 3, .by(7, .suspend))
        score.torso(forward: -14, left: -6, twist: 5, .by(8.4, .suspend))
        score.pelvis(left: 3, .by(7))
        score.arms(.first.hand(palm: 50), .by(6))
        score.arm(.left, .secondAllongee, .by(7.4, .suspend))
        score.arm(.right, .highAllongee, .by(7.5, .suspend))
        score.arm(.left, .floating, .by(8.6))
        score.look(-6, up: 18, tilt: 4, .over(4.8...7))
        score.look(-16, up: 30, tilt: 8, .by(8.4))

        // It tips over its own weight: three quicker steps.
        score.look(0, up: -10, .by(9.8, .fall))
        score.look(0, up: 3, .by(12.4))
        score.torso(forward: 10, twist: -6, .by(9.8, .fall))
        score.pelvis(forward: 5, .by(9.6, .fall))
        score.arms(.demiSecond, .by(9.8, .fall))
        score.bend(.right, 26, .over(8.5...9.5))
        score.bend(.left, 12, .by(9.3))
        score.close(.left, at: .flat(0.075, 2.22, facing: 14), .by(10))
        score.weight(.over(.right), forward: 0.05, .over(8.4...9.3, .fall))
        score.bend(.left, 30, .by(10.2))
        score.bend(.left, 5, .by(10.9))
        score.weight(.over(.left), .by(10.4))
        step(.right, on: 11, to: 2.72, from: 9.9, stride: 1.3)
        score.weight(.over(.right), .by(11.45))
        swing(.right, on: 11, 1.4)
        step(.left, on: 12, to: 3.16)
        score.weight(.over(.left), .by(12.5))
        swing(.left, on: 12, 1)
        score.breathe(0.3, .by(11.6))

        // The last step closes, and the arms come to rest after the body.
        score.step(
            .right, over: 11.6...13.2, to: -0.085, 3.18, facing: -10, height: 0.03, landing: .toes,
            settle: 0.4)
        score.bend(.right, 8, .by(13.5))
        score.bend(.right, 5, .by(14.2))
        score.weight(.between(0.5), .by(13.8, .suspend))
        score.pelvis(.by(13.6))
        score.torso(forward: -3, .by(14))
        score.torso(.by(16))
        score.arm(.left, .swung(16), .by(13.2))
        score.arm(.right, .swung(-10), .by(13.2))
        score.arms(.hanging, .by(14.6))
        score.breathe(0.9, .by(14.4))
        score.breathe(-0.3, .by(16.4))
        score.breathe(0, .by(16.9))
        score.look(0, up: 8, .by(14.4))
        score.look(0, up: 2, .by(16.6))
    }
}
