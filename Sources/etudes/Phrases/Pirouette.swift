extension Phrase {
    /// Preparation from the side to fourth, two turns to the right on the left foot, and a lunge to land in.
    static let pirouette = Phrase(
        name: "pirouette",
        summary:
            "Tendu to the side, fourth position, a double pirouette en dehors with spotting, landed in a lunge.",
        tempo: 104, counts: 20
    ) { score in
        let fourth = Footing.flat(-0.075, -0.30, facing: -52)
        let lunge = Footing.flat(-0.085, -0.46, facing: -48)
        score.stand(.fifthLeft)
        score.look(6, .by(0))

        // To the side, and around to the back.
        score.breathe(0.7, .over(0.2...1.6))
        score.breathe(-0.2, .by(5))
        score.arms(.first, .over(0.4...2))
        score.weight(.over(.left), .over(0.6...2))
        score.leg(.right, .toward(84, height: 30), .over(1.8...3, .suspend))
        score.leg(.right, .toward(165, height: 29), .by(4.2))
        score.close(.right, at: fourth, .by(5.2))
        score.arms(.second, .by(3.4, .suspend))
        score.look(-18, up: 4, tilt: 4, .over(1.4...3))
        score.look(0, up: 2, .by(5))

        // Fourth: down into the floor, wound to the left, the right arm before the body.
        score.weight(.between(0.4), .over(4.4...5.6))
        score.plie(34, .over(4.6...5.8))
        score.plie(56, .over(6.2...7.3, .suspend))
        score.weight(.between(0.3), .by(7))
        score.arm(.right, .first, .over(4.6...6))
        score.torso(forward: 2, twist: 14, .over(4.8...7))
        score.pelvis(twist: 8, .over(5...7))
        score.breathe(0.9, .over(6.8...8, .suspend))

        // Up and round: the foot rises under the body, the toes go to the knee at once, the arms close.
        score.weight(.over(.left), high: true, .over(7.05...7.75))
        score.bend(.left, 5, .over(7.3...7.9))
        score.bend(.right, 5, .over(7.3...7.9))
        score.rise(.left, 0, .by(7.3))
        score.rise(.left, 48, .by(7.85))
        score.leg(.right, .retire, .over(7.25...8.02))
        score.turn(-2, on: .left, .over(7.25...10.35, Ease(lean: 0.2)))
        score.torso(forward: -3, twist: -6, .over(7.15...7.8))
        score.pelvis(twist: 0, .over(7.15...7.9))
        score.arm(.right, .demiSecond, .by(7.35))
        score.arms(.turning, .by(8.1, .suspend))
        score.arms(.turning, .by(9.9))

        // It slows, hangs for a moment, and lands.
        score.torso(forward: -5, .over(9.6...10.3))
        score.look(-720, up: 10, .by(10.9))
        score.rise(.left, 48, .by(10.55))
        score.rise(.left, 0, .by(11.35))
        score.leg(.right, .toward(172, height: 24, knee: 58, turnout: 50), .over(10.3...11.1))
        score.close(.right, at: lunge, .by(11.9))
        score.weight(.between(0.3), .over(10.9...12.2))
        score.bend(.left, 62, .over(10.7...12, .suspend))
        score.bend(.right, 5, .by(12))
        score.breathe(-0.2, .by(11.8))
        score.torso(forward: -4, left: -4, twist: 6, .by(12, .suspend))
        score.torso(forward: -12, left: -7, twist: 10, .by(14.4, .suspend))
        score.arm(.left, .fifth, .over(10.5...12.2, .suspend))
        score.arm(.right, .second, .over(10.4...11.8, .suspend))
        score.arm(.right, .secondAllongee, .by(13.6, .suspend))
        score.arm(.left, .highAllongee, .by(14.2, .suspend))
        score.look(-716, up: 22, tilt: -6, .by(13.8))
        score.breathe(1, .by(14, .suspend))

        // Out of the lunge.
        score.bend(.left, 5, .over(14.8...16.8))
        score.weight(.over(.left), .over(14.8...16.4))
        score.leg(.right, .toward(182, height: 28), .over(15.4...16.6))
        score.close(.right, at: Stance.fifthLeft.right, .over(16.9...17.9, .suspend))
        score.weight(.between(0.5), .over(17.2...18.2))
        score.torso(.over(14.8...17))
        score.arms(.secondAllongee, .over(15...16.8))
        score.arms(.brasBas, .by(19, .suspend))
        score.look(-708, up: 2, .over(15...17.4))
        score.breathe(-0.2, .by(18))
        score.breathe(0, .by(19.6))
    }
}
