extension Phrase {
    /// Two chassés on a line, each a slide, a hop in which one foot chases the other, and a soft landing; then a
    /// step into an arabesque that hangs, and a lunge.
    static let chasse = Phrase(
        name: "chasse",
        summary:
            "Two chassés with the arms opening, a step into a low arabesque that hangs, and a lunge to land in.",
        tempo: 108, counts: 22
    ) { score in
        score.give = 0.008
        score.stand(.fifth)
        score.look(-10, .by(0))
        score.torso(twist: 6, .by(0))

        // Gather: plié, and the front foot slides out.
        score.breathe(0.8, .over(0.2...1.6))
        score.breathe(-0.2, .by(3.4))
        score.arms(.first, .over(0.4...2.4))
        score.plie(50, .over(1...2.4))
        score.look(0, up: 3, .over(0.6...2))
        score.torso(forward: 3, .over(1...2.6))
        score.slide(.right, over: 2...3.3, to: -0.045, 0.46, facing: -30)
        score.weight(.between(0.5), forward: 0.03, .over(2.1...3.2))

        /// One chase: over the front foot, off the floor, down on the back foot, and on to the front one.
        func chase(from z: Float, at count: Double, arms: () -> Void) {
            score.weight(.between(0.75), high: true, forward: 0.15, .by(count))
            score.bend(.right, 28, .by(count - 0.3))
            score.bend(.left, 24, .by(count - 0.3))
            score.jump(over: count...count + 0.75, height: 0.07)
            score.bend(.right, 8, .by(count + 0.22))
            score.bend(.left, 8, .by(count + 0.22))
            score.leap(
                .left, over: count - 0.2...count + 0.8, to: 0.045, z + 0.40, facing: 34, push: 0.6)
            score.leap(.right, over: count + 0.02...count + 1.35, to: -0.045, z + 0.86, facing: -30)
            score.weight(.between(0.2), forward: 0.03, .by(count + 0.95))
            score.bend(.left, 50, .by(count + 1.2))
            score.bend(.right, 44, .by(count + 1.2))
            score.weight(.between(0.5), forward: 0.03, .by(count + 1.6))
            arms()
        }
        chase(from: 0.46, at: 4) {
            score.arm(.right, .first, .by(3.6))
            score.arms(.second, .by(5.1, .suspend))
            score.torso(forward: -5, left: 2, .by(4.5))
            score.torso(forward: 4, left: -4, twist: -4, .by(5.6))
            score.look(-14, up: 9, tilt: 4, .by(4.6))
            score.look(-6, up: 2, .by(5.7))
            score.breathe(0.8, .by(4.4))
            score.breathe(-0.2, .by(5.6))
        }
        chase(from: 1.32, at: 6.4) {
            score.arms(.demiSecond, .by(6))
            score.arms(.first, .by(6.7))
            score.arm(.left, .fifth, .by(7.7, .suspend))
            score.arm(.right, .second, .by(7.8, .suspend))
            score.torso(forward: -6, left: -4, twist: 4, .by(7))
            score.torso(forward: 3, twist: 2, .by(8.1))
            score.look(10, up: 12, tilt: -5, .by(7))
            score.look(4, up: 4, .by(8.2))
            score.breathe(0.9, .by(6.9))
            score.breathe(0, .by(8))
        }

        // Onto the right leg, up, the left one long behind: it hangs.
        score.weight(.over(.right), .by(9))
        score.bend(.right, 5, .by(9.7))
        score.bend(.left, 5, .by(9.4))
        score.leg(.left, .toward(176, height: 26), .over(8.5...9.4))
        score.leg(.left, .toward(176, height: 62), .by(10.7))
        score.leg(.left, .toward(176, height: 67), .by(11.9, .suspend))
        score.pelvis(forward: 20, .over(8.7...10.5, .suspend))
        score.torso(forward: -20, twist: 3, .by(10.8, .suspend))
        score.torso(forward: -25, twist: 4, .by(12.3, .suspend))
        score.weight(.over(.right), high: true, .over(9.4...10.2))
        score.rise(.right, 0, .over(9.2...9.6))
        score.rise(.right, 34, .by(10.5, .suspend))
        score.rise(.right, 34, .by(11.9))
        score.rise(.right, 0, .by(12.9))
        score.arm(.left, .first, .by(9))
        score.arm(.left, .arabesqueSide, .by(10.6, .suspend))
        score.arm(.right, .first, .by(9.1))
        score.arm(.right, .arabesqueHigh, .by(10.9, .suspend))
        score.arm(.right, .arabesqueHigh.hand(wrist: -18), .by(12.4))
        score.look(-4, up: 14, tilt: 2, .by(10.6))
        score.look(-6, up: 20, tilt: 3, .by(12.2))
        score.breathe(1, .by(10.6, .suspend))
        score.breathe(1.2, .by(12.1))
        score.breathe(-0.6, .by(13.8))

        // Past its end: it falls on, the left leg swings through to a lunge.
        score.pelvis(forward: 0, .over(12.3...13.6, .fall))
        score.torso(forward: 4, twist: -4, .over(12.4...13.8))
        score.weight(.over(.right), .over(12...12.9))
        score.bend(.right, 34, .over(12.5...13.3))
        score.leg(.left, .toward(176, height: 40, knee: 66, turnout: 50), .over(11.9...12.75))
        score.leg(.left, .ankle(0.01, -0.54, 0.04, knee: SIMD3(0.6, 0.1, 1), point: 0.7), .by(13.5))
        score.leg(.left, .toward(0, height: 29, knee: 16, point: 0.9), .by(14.35))
        score.close(.left, at: .flat(0.06, 2.62, facing: 40), .by(15.1))
        score.weight(.between(0.35), .over(13.7...15.2))
        score.bend(.left, 62, .over(13.9...15.4, .suspend))
        score.bend(.right, 8, .over(14...15.2))
        score.arms(.demiSecond, .over(12.4...13.4))
        score.arm(.left, .first, .by(14.3))
        score.arm(.left, .highAllongee, .by(15.8, .suspend))
        score.arm(.right, .secondAllongee, .by(15, .suspend))
        score.torso(forward: -14, left: -8, twist: -8, .by(16, .suspend))
        score.look(0, up: -8, .over(12.4...13.8))
        score.look(10, up: 22, tilt: -6, .by(16))
        score.breathe(0.9, .by(16, .suspend))
        score.breathe(0, .by(18.6))

        // The back foot comes to the front one, and rest.
        score.weight(.over(.left), .over(16.6...18))
        score.bend(.left, 5, .over(16.6...18.4, .suspend))
        score.leg(.right, .toward(178, height: 29), .over(17...18))
        score.close(.right, at: .flat(-0.04, 2.53, facing: -52), .over(18.2...19.2, .suspend))
        score.weight(.between(0.5), .over(18.8...19.8))
        score.torso(twist: 4, .over(16.6...19))
        score.arms(.secondAllongee, .over(16.6...18.2))
        score.arms(.brasBas, .by(20.6, .suspend))
        score.look(-10, up: 2, .over(17...19.6))
        score.breathe(-0.2, .by(20.4))
    }
}
