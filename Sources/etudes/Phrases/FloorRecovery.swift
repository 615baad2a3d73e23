extension Phrase {
    /// The spine rolls down, the hips sink to the floor, the legs float off it; a bridge on one hand opens the chest,
    /// and the rock forward becomes the way up.
    static let floorRecovery = Phrase(
        name: "floor-recovery",
        summary:
            "Roll down, sit, legs float, a bridge on one hand, rock forward over the feet and unroll to standing.",
        tempo: 70, counts: 22
    ) { score in
        let stance = Stance(left: .flat(0.11, 0, facing: 12), right: .flat(-0.11, 0, facing: -12))
        score.give = 0.008
        score.stand(stance)
        score.arms(.hanging, .by(0))

        // One breath up, and the head begins to fall.
        score.breathe(1, .over(0.2...1.4, .suspend))
        score.arms(.demiSecond, .over(0.4...1.7, .suspend))
        score.look(0, up: 14, .over(0.2...1.5, .suspend))
        score.look(0, up: -45, .by(3.2))
        score.look(0, up: -25, .by(5))
        score.yieldHead(0.8, .over(1.6...3.2))

        // Down through the spine, then through the knees, until the hands find the floor.
        score.breathe(-0.8, .by(4))
        score.torso(forward: 68, .over(1.6...4.2))
        score.pelvis(forward: 42, .over(2.2...4.3))
        score.arms(.hangingForward, .over(1.7...3.8))
        for side in Side.allCases {
            score.knee(side, 0.25, 1, 1, .over(1.2...2.4))
            score.bend(side, 30, .over(1.8...3))
            score.bend(side, 122, .by(4.8))
        }
        score.prop(.left, x: 0.24, z: 0.42, .over(3.4...4.6))
        score.prop(.right, x: -0.24, z: 0.42, .over(3.5...4.75))

        // The hips sink back while the hands leave the floor to the front.
        score.release(.left, .over(4.9...6))
        score.release(.right, .over(5...6.1))
        score.sit(0, 0.155, -0.47, .over(4.9...6.5))
        score.pelvis(forward: -22, .over(4.9...6.4))
        score.torso(forward: 44, .over(5...6.6))
        score.arms(.reachingForward, .over(3.9...5.4))

        // Rolled back on the sit bones, the legs leave the floor, unfold, and hang.
        score.breathe(1.1, .over(6.2...8.4, .suspend))
        score.sit(0, 0.150, -0.50, .by(7.8))
        score.pelvis(forward: -42, .by(7.8))
        score.torso(forward: 22, .by(8))
        score.torso(forward: 8, .by(9.4))
        score.leg(.left, .toward(6, height: 138, knee: 86, turnout: 10), .over(6.2...7.3))
        score.leg(.right, .toward(6, height: 138, knee: 88, turnout: 10), .over(6.35...7.45))
        score.leg(.left, .toward(6, height: 130, knee: 8, turnout: 14), .by(8.7, .suspend))
        score.leg(.right, .toward(6, height: 132, knee: 8, turnout: 14), .by(8.85, .suspend))
        score.arms(.second, .over(6.9...8.9, .suspend))
        score.look(0, up: 10, .over(6...8.4))
        score.yieldHead(0.2, .over(6...8))

        // The left foot comes back to the floor, the right leg lies down long, the right hand goes behind.
        score.breathe(-0.5, .by(10.6))
        score.leg(.left, .toward(6, height: 138, knee: 96, turnout: 10), .over(9...9.9))
        score.close(.left, .by(10.7))
        score.leg(.right, .toward(6, height: 112, knee: 6, turnout: 14), .over(9.1...10))
        score.close(.right, at: .heelDown(-0.13, 0.31, facing: -14, toesUp: 62), .by(11))
        score.prop(.right, x: -0.27, z: -0.84, .over(9.3...10.7))
        score.sit(0, 0.155, -0.48, .by(10.6))
        score.pelvis(forward: -34, left: -3, .over(9.2...10.8))
        score.torso(forward: 4, twist: -14, .over(9.5...10.9))
        score.arm(.left, .first, .over(9.3...11))
        score.look(-26, up: -8, .over(9.2...10.8))
        score.yieldHead(1, .over(9.2...10.8))

        // Up into the bridge: the hips first, then the ribs, the left arm last and over.
        score.breathe(1.2, .over(10.9...13.2, .suspend))
        score.sit(-0.03, 0.37, -0.42, .by(12.7, .suspend))
        score.sit(-0.03, 0.39, -0.41, .by(13.7))
        score.pelvis(forward: -64, left: -6, twist: -8, .by(12.8, .suspend))
        score.torso(forward: -22, left: -8, twist: -22, .over(11.1...13.3, .suspend))
        score.arm(.left, .fifth, .over(11.2...12.9, .suspend))
        score.arm(.left, .highAllongee, .by(13.9, .suspend))
        score.look(-24, up: 16, tilt: -4, .over(11.2...13.2))

        // Down by the same way; the right leg folds in, the arm falls forward and takes the body along.
        score.breathe(-0.4, .by(15.4))
        score.sit(0, 0.155, -0.46, .over(13.9...15.1))
        score.pelvis(forward: -20, .over(13.8...15.1))
        score.torso(forward: 36, .over(13.9...15.4))
        score.release(.right, .over(14.5...15.4))
        score.leg(.right, .toward(4, height: 128, knee: 70, turnout: 8), .over(14.1...14.9))
        score.close(.right, at: stance.right, .by(15.6))
        score.arm(.left, .reachingForward, .over(13.9...15.4))
        score.arm(.right, .reachingForward, .over(14.3...15.6))
        score.look(0, up: -14, .over(13.8...15))

        // Over the feet, and up from the base of the spine.
        score.stand(.over(15.3...16.7))
        score.pelvis(forward: 44, .over(15.2...16.5))
        score.torso(forward: 56, .over(15.5...16.7))
        score.prop(.left, x: 0.20, z: 0.36, .over(15.3...16.5))
        score.prop(.right, x: -0.20, z: 0.36, .over(15.4...16.65))
        score.release(.left, .over(17.2...18.3))
        score.release(.right, .over(17.3...18.4))
        score.arms(.hangingForward, .over(16...17.4))
        score.plie(28, .over(16.5...18.6))
        score.stretch(.by(20))
        score.pelvis(forward: 0, .over(16.9...19))
        score.torso(forward: 0, .over(17.2...20))
        score.arms(.hanging, .over(17.5...19.2))
        for side in Side.allCases { score.kneeOverToes(side, .over(18...19.4)) }
        score.look(0, up: 8, .over(17.6...20))
        score.yieldHead(0, .over(18.4...20))
        score.breathe(1, .over(18...20.2, .suspend))
        score.breathe(0, .by(21.4))
        score.arms(.demiSecond.hand(wrist: -8), .over(19.4...20.6, .suspend))
        score.arms(.hanging, .by(21.8))
    }
}
