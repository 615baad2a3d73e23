extension Phrase {
    /// The arms through all their positions, the eyes with the leading hand, then the body after the arms: to the
    /// side, forward, back.
    static let portDeBras = Phrase(
        name: "port-de-bras",
        summary:
            "Arms through first, fourth and fifth with épaulement, a bend to the side, forward and back; fifth position.",
        tempo: 58, counts: 18
    ) { score in
        score.stand(.fifth)
        score.torso(twist: 10, .by(0))
        score.pelvis(twist: 4, .by(0))
        score.look(-14, up: -4, tilt: -3, .by(0))

        // The breath opens the low arms and brings them back.
        score.breathe(0.8, .over(0.2...1.1, .suspend))
        score.breathe(-0.2, .by(2))
        score.arms(.demiSecond.hand(wrist: -8), .over(0.25...1.1, .suspend))
        score.arms(.brasBas, .by(2))
        score.look(-8, up: -14, tilt: -5, .over(0.6...1.9))

        // First: eyes into the hands.
        score.arms(.first, .by(3.2))
        score.look(0, up: -12, tilt: 0, .by(3.1))
        score.torso(forward: 3, twist: 3, .over(1.6...2.9))
        score.breathe(0.8, .by(3.8, .suspend))

        // Fourth: the left arm up, the right to the side, and the eyes go along with the right hand.
        score.arm(.left, .fifth, .by(4.9, .suspend))
        score.arm(.right, .second, .by(5, .suspend))
        score.torso(forward: -4, left: -5, twist: -9, .by(4.7, .suspend))
        score.pelvis(twist: -3, .over(2.6...4.6))
        score.follow(.right, 0.75, .over(3...4.6))
        score.look(-30, up: 6, tilt: 5, .by(4.6))
        score.breathe(0, .by(5.6))

        // A bend to the right under the high arm; it comes from the ribs, and the arm goes last.
        score.torso(forward: -3, left: -30, twist: -6, .over(5.2...7, .suspend))
        score.pelvis(left: 4, twist: -3, .over(5.1...6.9))
        score.weight(.between(0.42), .over(5.2...6.8))
        score.arm(.right, .demiSecond, .over(5.4...7, .suspend))
        score.follow(.right, 0.2, .over(5.6...6.8))
        score.look(24, up: 20, tilt: -12, .over(5.4...7))

        // Back up through the middle, both arms high.
        score.torso(forward: -6, .by(8.5, .suspend))
        score.pelvis(.by(8.4))
        score.weight(.between(0.5), .by(8.4))
        score.arm(.right, .first, .by(7.8))
        score.arm(.right, .fifth, .by(8.9, .suspend))
        score.arm(.left, .fifth, .over(5.2...8.6))
        score.follow(.right, 0, .by(8))
        score.look(0, up: 22, .by(8.8))
        score.breathe(1, .over(7.2...8.8, .suspend))

        // Forward and down, long first, the head last.
        score.breathe(-0.8, .by(10.8))
        score.torso(forward: 58, .over(8.9...11.2, .suspend))
        score.pelvis(forward: 40, .over(8.7...10.9, .suspend))
        score.yieldHead(0.85, .over(8.9...10.6))
        score.arms(.first, .over(9.2...11.2, .suspend))
        score.look(0, up: -30, .over(9.2...11))

        // Up from the base of the spine, and over to the back with the left arm.
        score.pelvis(forward: 0, .over(11.3...13, .fall))
        score.torso(forward: 0, .over(11.5...13.4))
        score.torso(forward: -34, left: 3, twist: 8, .by(15, .suspend))
        score.pelvis(forward: -5, .by(14.8, .suspend))
        score.weight(.between(0.5), forward: 0.012, .over(12.6...14.6))
        score.yieldHead(0.4, .by(13))
        score.yieldHead(0.75, .by(14.8))
        score.look(16, up: 16, tilt: 6, .over(11.6...14.8))
        score.arm(.left, .first, .by(12.6))
        score.arm(.left, .fifth, .by(14.5, .suspend))
        score.arm(.right, .first, .by(12.8))
        score.arm(.right, .second, .by(14.7, .suspend))
        score.breathe(1, .over(12...14.6))

        // Home; the arms open and breathe down.
        score.torso(.over(15.2...16.6))
        score.pelvis(.over(15.2...16.4))
        score.weight(.between(0.5), .over(15.1...16.5))
        score.yieldHead(0, .over(15.2...16.3))
        score.look(20, up: 4, tilt: -3, .over(15.1...16.6))
        score.arm(.left, .second, .over(15.1...16.5))
        score.arms(.secondAllongee, .over(16.5...17, .suspend))
        score.arms(.brasBas, .by(17.9, .suspend))
        score.torso(twist: 10, .by(17.8))
        score.breathe(-0.3, .by(17))
        score.look(-14, up: -4, tilt: -3, .by(17.8))
    }
}
