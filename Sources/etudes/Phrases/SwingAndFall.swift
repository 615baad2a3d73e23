extension Phrase {
    /// Fall and recovery: the weight drops through the middle and rises on the other side, each time farther, until
    /// the body hangs beyond its foot, falls, is caught low, and swings back to stand.
    static let swingAndFall = Phrase(
        name: "swing-and-fall",
        summary:
            "Swings from side to side that grow to a balance past its end, a fall into a low lunge, and back up.",
        tempo: 80, counts: 23
    ) { score in
        score.give = 0.010
        score.stand(Stance(left: .flat(0.27, 0, facing: 32), right: .flat(-0.27, 0, facing: -32)))
        score.arms(.hanging, .by(0))

        /// The end of a swing: weight and arms high on one side, the other heel drawn up.
        func hang(_ side: Side, at count: Double, _ size: Float = 1) {
            let sign: Float = side == .left ? 1 : -1
            score.weight(.between(0.5 + Double(-0.20 * sign * min(size, 1.2))), .by(count))
            score.bend(side, 6, .by(count, .suspend))
            score.bend(side.other, 8, .by(count, .suspend))
            score.rise(side.other, 34 * size, .by(count))
            score.pelvis(left: -4 * sign, twist: 8 * sign, .by(count - 0.1, .suspend))
            score.torso(forward: -8, left: -6 * sign, twist: 14 * sign * size, .by(count, .suspend))
            score.arm(side, .floating, .by(count + 0.05, .suspend))
            score.arm(side.other, .across, .by(count + 0.1, .suspend))
            score.look(34 * sign, up: 16 * size, tilt: -4 * sign, .by(count, .suspend))
            score.breathe(Double(0.9 * size), .by(count, .suspend))
        }
        /// The bottom of a swing: everything hangs from the spine, the knees give.
        func drop(at count: Double, depth: Float = 1) {
            score.weight(.between(0.5), .by(count))
            score.plie(Double(58 * depth), .by(count + 0.08))
            for side in Side.allCases { score.rise(side, 0, .by(count - 0.15)) }
            score.pelvis(forward: 30 * depth, .by(count))
            score.torso(forward: 52 * depth, .by(count + 0.06))
            score.arms(.hangingForward, .by(count + 0.1))
            score.look(0, up: -50 * depth, .by(count))
            score.breathe(-0.6, .by(count))
        }

        // A breath to the left, and let go.
        hang(.left, at: 1.9, 0.8)
        score.yieldHead(0.35, .by(2))
        drop(at: 3, depth: 0.85)
        hang(.right, at: 4.2)
        drop(at: 5.2)
        hang(.left, at: 6.5, 1.15)

        // The third swing is long enough to go over the top: a whole circle, and down again.
        drop(at: 7.5, depth: 1.05)
        hang(.right, at: 8.6)
        score.weight(.between(0.5), .by(9.5))
        score.rise(.left, 0, .by(9.2))
        score.torso(forward: -16, .by(9.4))
        score.pelvis(forward: -4, .by(9.4))
        score.arm(.left, .highAllongee, .by(9.3))
        score.arm(.right, .highAllongee, .by(9.35))
        score.look(0, up: 34, .by(9.4))
        score.weight(.between(0.3), .by(10.1))
        score.torso(left: 22, twist: 8, .by(10.1))
        score.pelvis(left: 4, twist: 4, .by(10.1))
        score.arm(.left, .secondAllongee, .by(10.1))
        score.arm(.right, .fifth, .by(10.2))
        score.look(20, up: 0, .by(10.1))
        drop(at: 10.9)

        // Up on the left foot alone; the right leg is carried out, the body hangs over its edge.
        score.weight(.over(.left), .by(11.9))
        score.weight(.over(.left), high: true, .by(12.4))
        score.weight(.over(.left), high: true, left: -0.035, .by(13.6))
        score.bend(.left, 5, .by(12, .suspend))
        score.bend(.right, 6, .by(11.9))
        score.rise(.left, 0, .by(11.5))
        score.rise(.left, 30, .by(12.6, .suspend))
        score.rise(.left, 32, .by(13.4))
        score.leg(.right, .toward(84, height: 34, knee: 8, turnout: 38), .over(11.3...12.3))
        score.leg(.right, .toward(84, height: 52, knee: 5, turnout: 40), .by(13.6, .float))
        score.pelvis(left: 8, .by(12.4, .suspend))
        score.pelvis(left: 6, .by(13.6))
        score.torso(forward: -10, left: 4, twist: 4, .by(12.4, .suspend))
        score.torso(forward: -12, left: -8, twist: -4, .by(13.7))
        score.arm(.left, .first, .by(11.6))
        score.arm(.left, .highAllongee, .by(12.7, .suspend))
        score.arm(.right, .secondAllongee, .by(12.4, .suspend))
        score.arm(.right, .floating, .by(13.6))
        score.look(20, up: 24, tilt: 4, .by(12.5, .suspend))
        score.look(-30, up: 12, tilt: -6, .by(13.6))
        score.breathe(1.3, .by(12.8, .suspend))
        score.breathe(1.3, .by(13.5))

        // It goes: the right foot catches far out, the knee takes it, the hand sweeps past the floor.
        score.rise(.left, 0, .by(14.5, .fall))
        score.close(.right, at: .flat(-0.58, 0.02, facing: -48), .over(13.6...14.6))
        score.weight(.between(0.72), .over(13.4...14.9))
        score.bend(.right, 24, .over(13.6...14.6))
        score.bend(.right, 84, .by(15.5))
        score.bend(.left, 8, .by(14.4))
        score.pelvis(forward: 26, left: -6, twist: -12, .over(13.8...15.2))
        score.torso(forward: 44, left: -16, twist: -16, .over(13.9...15.4))
        score.arm(.right, .hangingForward, .over(13.8...15.3))
        score.arm(.left, .floating, .over(13.9...15))
        score.look(-40, up: -40, .over(13.7...15))
        score.breathe(-0.9, .by(15.2))

        // The swing comes back through the floor and brings the right foot home.
        score.weight(.over(.left), .over(15.2...16.5))
        score.bend(.left, 52, .over(15.1...16.3))
        score.bend(.left, 5, .by(17.8, .suspend))
        score.bend(.right, 5, .over(15.4...16.4))
        score.pelvis(forward: 28, .over(15.2...16.1))
        score.torso(forward: 50, left: 4, twist: 6, .over(15.4...16.2))
        score.arm(.left, .hangingForward, .over(15.2...16.2))
        score.arm(.right, .hangingForward, .by(16.2))
        score.look(10, up: -50, .over(15.2...16.2))
        score.rise(.right, 40, .over(14.9...15.7))
        score.leg(.right, .toward(86, height: 42, knee: 24, turnout: 36), .over(15.4...16.6))
        score.close(.right, at: .flat(0.06, 0.01, facing: -16), .by(17.9, .suspend))
        score.weight(.between(0.5), .by(18.3))

        // Unrolled, both arms through the middle to the top, on the balls of the feet for as long as it lasts.
        score.pelvis(.by(17.9))
        score.torso(forward: -6, .by(18.5, .suspend))
        score.arms(.first, .by(17.6))
        score.arms(.highAllongee, .by(19.2, .suspend))
        score.look(0, up: 26, .by(19))
        score.breathe(1.2, .by(19.2, .suspend))
        score.weight(.between(0.5), high: true, .by(19))
        for side in Side.allCases {
            score.rise(side, 0, .by(18.35))
            score.rise(side, 34, .by(19.3, .suspend))
            score.rise(side, 34, .by(19.8))
            score.rise(side, 0, .by(20.8))
        }
        score.weight(.between(0.5), .over(19.8...20.8))
        score.plie(20, .over(20...21))
        score.stretch(.by(22, .suspend))
        score.torso(forward: 3, .over(19.8...21))
        score.torso(.by(22.4))
        score.arms(.secondAllongee, .over(19.7...20.8))
        score.arms(.hanging, .by(22.2, .suspend))
        score.look(0, up: 0, .over(19.8...21.4))
        score.breathe(-0.5, .by(21.2))
        score.breathe(0, .by(22.8))
    }
}
