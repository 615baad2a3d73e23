extension Phrase {
    /// The right leg to the front, side, back and side: out along the floor, off it, down and in.
    ///
    /// The weight goes to the left leg before the right one goes.
    static let tenduEnCroix = Phrase(
        name: "tendu-en-croix",
        summary:
            "The right leg out along the floor, lifted, lowered and closed: front, side, back, side; then plié.",
        tempo: 84, counts: 25
    ) { score in
        let front = Stance.fifth.right
        let back = Footing.flat(-0.05, -0.135, facing: -52)
        score.stand(.fifth)
        score.look(10, .by(0))

        // Arms: low, first, open.
        score.breathe(0.7, .over(0.2...1.4))
        score.breathe(0, .by(3.2))
        score.look(0, up: -8, .over(0.4...1.6))
        score.arms(.first, .over(0.5...2))
        score.arms(.second, .by(3.6, .suspend))
        score.look(-26, up: 4, tilt: 4, .by(3.4))
        score.torso(forward: -3, twist: -5, .over(1.8...3.4))
        score.weight(.over(.left), .over(2.4...3.8))

        /// Out, up with a breath, down on the toes, and in.
        func tendu(
            _ way: Float, low: Float = 29, lift: Float, at count: Double, closing footing: Footing? = nil
        ) {
            score.leg(.right, .toward(way, height: low), .over(count - 0.15...count + 0.85))
            score.leg(.right, .toward(way, height: lift), .over(count + 1.1...count + 1.95, .suspend))
            score.leg(.right, .toward(way, height: low), .over(count + 2.1...count + 2.8))
            score.close(.right, at: footing, .over(count + 2.9...count + 3.75))
            score.breathe(0.5, .over(count + 0.6...count + 1.9))
            score.breathe(-0.1, .by(count + 3.4))
        }

        // Devant.
        tendu(-7, lift: 47, at: 4)
        score.torso(forward: -4, left: 3, twist: -8, .over(4.6...6))
        score.look(-34, up: 8, tilt: 7, .over(4.2...5.8))
        score.arms(.second.hand(palm: 45, wrist: -2), .over(4.8...6))
        score.arms(.second, .by(7.4))

        // À la seconde; it closes behind.
        score.look(0, up: 4, .over(7...8.4))
        score.torso(forward: -3, left: 3, .over(7...8.5))
        score.pelvis(left: 3, .over(8.8...9.9))
        score.pelvis(left: 0, .by(11.4))
        tendu(82, lift: 48, at: 8, closing: back)

        // Derrière: the chest comes forward over the standing leg, the arms lengthen.
        score.pelvis(forward: 8, left: 1, .over(11.6...13.9))
        score.torso(forward: -6, twist: 8, .over(11.6...13.8))
        score.look(30, up: 6, tilt: -5, .over(11.4...13))
        score.arm(.right, .first, .over(10.7...11.8))
        score.arm(.right, .arabesqueFront, .by(13.4, .suspend))
        score.arm(.left, .secondAllongee, .over(11.3...13.2, .suspend))
        tendu(186, low: 32, lift: 44, at: 12)

        // And to the side again, closing in front.
        score.pelvis(.over(15...16.2))
        score.torso(forward: -3, left: 2, .over(15...16.4))
        score.look(-4, up: 4, .over(14.9...16.3))
        score.arm(.right, .second, .over(15...16.5))
        score.arm(.left, .second, .over(15...16.3))
        score.pelvis(left: 3, .over(16.8...17.9))
        score.pelvis(left: 0, .by(19.4))
        tendu(82, lift: 52, at: 16, closing: front)
        score.arms(.second.hand(palm: 45, wrist: -2), .over(16.7...18))
        score.arms(.second, .by(19.3))

        // Plié, and rest.
        score.weight(.between(0.5), .over(19.6...20.8))
        score.torso(.over(19.6...20.8))
        score.plie(58, .over(20.2...21.6, .suspend))
        score.stretch(.by(23.2, .suspend))
        score.arms(.demiSecond, .over(20...21))
        score.arms(.brasBas, .by(22.4, .suspend))
        score.torso(twist: 6, .by(22.6))
        score.look(-12, up: -10, tilt: -4, .over(20...21.6))
        score.look(-16, up: 2, tilt: -2, .by(23.4))
        score.breathe(0.6, .over(21.6...23))
        score.breathe(0, .by(24.6))
    }
}
