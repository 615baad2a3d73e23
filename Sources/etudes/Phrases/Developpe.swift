extension Phrase {
    /// The right leg unfolds to the front, then to the side: toes to the ankle, to the knee, then the shin opens.
    ///
    /// The thigh stays where it is while the shin opens, and the body makes room for it on the other side.
    static let developpe = Phrase(
        name: "developpe",
        summary:
            "The right leg unfolds to the front and to the side, held on a breath, lowered slowly; from fifth.",
        tempo: 72, counts: 24
    ) { score in
        let back = Footing.flat(-0.05, -0.135, facing: -52)
        score.stand(.fifth)
        score.look(-12, up: -2, tilt: -2, .by(0))
        score.torso(twist: 6, .by(0))

        // The weight is on the left before anything lifts.
        score.breathe(0.6, .over(0.2...1.4))
        score.weight(.over(.left), .over(0.6...2.2))
        score.arms(.first, .over(0.8...3, .suspend))
        score.look(0, up: -8, .over(0.6...2.2))
        score.torso(forward: -2, .over(0.6...2.4))

        // Devant.
        score.leg(.right, .coudePied, .over(2...3.2))
        score.leg(.right, .retire, .by(4.3))
        score.leg(.right, .toward(-4, height: 70, knee: 88, turnout: 50), .by(5.4))
        score.leg(.right, .toward(-5, height: 84), .by(6.9, .suspend))
        score.leg(.right, .toward(-5, height: 90), .by(8.3, .float))
        score.leg(.right, .toward(-6, height: 29), .by(10.4))
        score.close(.right, .by(11.4, .suspend))
        score.pelvis(forward: -7, left: 2, .over(3.4...6.2))
        score.pelvis(.by(10.4))
        score.torso(forward: -4, left: 3, twist: -6, .over(4...6.6, .suspend))
        score.torso(forward: -9, left: 4, twist: -8, .by(8.4, .suspend))
        score.torso(forward: -2, .by(11))
        score.arm(.left, .fifth, .by(5.9, .suspend))
        score.arm(.right, .second, .by(6.1, .suspend))
        score.look(-24, up: 10, tilt: 6, .over(4.2...6.4))
        score.look(-30, up: 14, tilt: 9, .by(8.2))
        score.look(-16, up: -6, tilt: 2, .by(10.6))
        score.breathe(1, .over(5.6...8.2, .suspend))
        score.breathe(-0.4, .by(10.8))
        score.arm(.left, .second, .over(8.5...10.6))
        score.arms(.brasBas, .over(10.4...12, .suspend))

        // À la seconde.
        score.arms(.first, .over(12.2...13.9))
        score.leg(.right, .coudePied, .over(12...13))
        score.leg(.right, .retire, .by(14))
        score.leg(.right, .toward(66, height: 84, knee: 100, turnout: 58), .by(15.1))
        score.leg(.right, .toward(78, height: 92), .by(16.6, .suspend))
        score.leg(.right, .toward(80, height: 99), .by(18, .float))
        score.leg(.right, .toward(82, height: 29), .by(20.4))
        score.close(.right, at: back, .by(21.4, .suspend))
        score.pelvis(left: 4, .over(13.6...15.2))
        score.pelvis(left: 14, .by(16.8))
        score.pelvis(left: 16, .by(18))
        score.pelvis(.by(20.6))
        score.torso(forward: -3, left: -2, .over(13...15))
        score.torso(forward: -4, left: 7, twist: -3, .by(17))
        score.torso(forward: -6, left: 10, twist: -4, .by(18.2, .suspend))
        score.torso(forward: -1, .by(20.8))
        score.arm(.right, .second, .by(15.6, .suspend))
        score.arm(.left, .fifth, .by(16, .suspend))
        score.look(10, up: 2, tilt: 2, .over(12.6...14.4))
        score.look(-40, up: 6, tilt: 5, .by(17.2))
        score.look(-14, up: -4, tilt: 2, .by(20.6))
        score.breathe(1, .over(15...18.1, .suspend))
        score.breathe(-0.5, .by(20.8))
        score.arm(.left, .second, .over(18.2...20.2))
        score.arms(.secondAllongee, .by(21))

        // Close, plié, stretch.
        score.weight(.between(0.5), .over(21...22))
        score.plie(46, .over(21.2...22.2))
        score.stretch(.by(23.4, .suspend))
        score.arms(.brasBas, .by(23, .suspend))
        score.torso(twist: 6, .over(21...23))
        score.look(16, up: 0, tilt: 2, .over(21...23))
        score.breathe(0.2, .by(23.6))
    }
}
