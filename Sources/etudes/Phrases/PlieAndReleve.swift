extension Phrase {
    /// Two demi-pliés, a grand plié with the arms through first, and a long balance on the balls of the feet.
    static let plieAndReleve = Phrase(
        name: "plie-and-releve",
        summary:
            "Demi-plié twice, grand plié, relevé with the arms overhead, held, and down; first position.",
        tempo: 66, counts: 20
    ) { score in
        score.stand(.first)
        score.look(8, up: -2, tilt: 2, .by(0))

        // Preparation: breathe, open the arms a little, return.
        score.breathe(0.9, .over(0.2...1.2, .suspend))
        score.breathe(0, .by(2.2))
        score.arms(.demiSecond.hand(wrist: -6), .over(0.3...1.3, .suspend))
        score.arms(.brasBas, .by(2.3))
        score.look(0, up: 4, .over(0.3...1.2))
        score.look(10, up: -6, tilt: 3, .by(2.4))

        // Demi-plié, arms to demi-second: down slowly, up through the floor.
        score.plie(64, .over(2...3.7, .suspend))
        score.stretch(.by(5))
        score.torso(forward: -2, .over(2.2...3.6))
        score.arm(.left, .first, .over(2.4...3.8))
        score.arm(.left, .second, .by(5.3, .suspend))
        score.arm(.right, .demiSecond, .over(2.6...3.9))
        score.arm(.right, .brasBas, .by(5.3, .suspend))
        score.look(32, up: 2, tilt: -3, .over(3...5.2))

        // The second one, the arm closing.
        score.plie(66, .over(5.4...7, .suspend))
        score.stretch(.by(8.2))
        score.arm(.left, .brasBas, .over(5.5...7.2))
        score.look(12, up: -10, tilt: 4, .over(5.6...7.2))
        score.breathe(0.6, .over(7.2...8.3))
        score.breathe(-0.3, .by(9.6))

        // Grand plié: the heels come up late; both arms through first.
        score.arms(.demiSecond, .over(7.8...8.7))
        score.plie(66, .over(8.4...9.6))
        score.plie(112, .by(11, .suspend))
        for side in Side.allCases {
            score.rise(side, 0, .by(9.4))
            score.rise(side, 32, .by(10.9))
            score.rise(side, 0, .by(12.3))
        }
        score.weight(.between(0.5), .by(9.4))
        score.weight(.between(0.5), high: true, .by(10.8))
        score.weight(.between(0.5), .by(12.4))
        score.arms(.brasBas, .by(11))
        score.look(0, up: -4, .over(8.6...10.5))
        score.plie(64, .by(12.4))
        score.stretch(.by(13.5, .suspend))
        score.arms(.first, .by(12.9))

        // Up to the balls of the feet, arms overhead, a breath at the top.
        score.weight(.between(0.5), high: true, .over(13.4...14.1))
        for side in Side.allCases {
            score.rise(side, 46, .over(13.5...14.6, .suspend))
            score.rise(side, 43, .over(16...16.4))
            score.rise(side, 0, .by(17.8, .suspend))
        }
        score.arms(.fifth, .by(14.7, .suspend))
        score.torso(forward: -5, .over(13.2...14.8, .suspend))
        score.look(0, up: 16, .over(13.2...14.6))
        score.breathe(1, .over(13.2...14.8, .suspend))
        score.look(20, up: 12, tilt: -5, .by(16.2))

        // Down through the feet; the arms open last.
        score.weight(.between(0.5), .over(16.4...17.8))
        score.breathe(-0.4, .by(18))
        score.torso(.over(16.2...18))
        score.arms(.second, .over(15.9...17.6))
        score.arms(.secondAllongee, .by(18.1))
        score.arms(.brasBas, .by(19.4, .suspend))
        score.plie(24, .over(17.2...18.2))
        score.stretch(.by(19.2, .suspend))
        score.look(4, up: -2, tilt: 2, .over(17...19))
    }
}
