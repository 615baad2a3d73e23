import Motion
import RealModule

/// Dances a score: finds, for each frame, the pose of the canonical body that does all that the score asks.
///
/// The trunk is built from the pelvis up; then hips and legs are found together: the feet are where the score puts
/// them, the bearing knees are bent as it says, and the hips go where that brings the centre of mass over its
/// support. Nothing depends on the frame before, and every step is smooth, so the movement is as smooth as its
/// tracks.
struct Performer: Sendable {
    /// What to dance.
    let score: Score

    /// Seconds by which each part of the spine follows the one below.
    static let spineLag = 0.045
    /// Seconds by which the arm follows the trunk.
    static let shoulderLag = 0.03
    /// Seconds by which the elbow follows the trunk.
    static let elbowLag = 0.09
    /// Seconds by which the hand follows the trunk.
    static let handLag = 0.17
    /// Seconds behind which the hand trails its arm.
    static let trail = 0.14

    /// Dances `seconds` at `frameRate` frames per second.
    func perform(seconds: Double, frameRate: Double = 60) -> Clip {
        let frames = Int((seconds * frameRate).rounded())
        var roots: [SIMD3<Float>] = []
        var rotations: [Quaternion] = []
        for frame in 0..<frames {
            let pose = pose(at: Double(frame) / frameRate)
            roots.append(pose.root)
            rotations += pose.locals
        }
        return Clip(
            skeleton: .canonical, frameRate: frameRate, rootTranslations: roots, localRotations: rotations)
    }

    /// Hips and local rotations at a time.
    private func pose(at time: Double) -> (root: SIMD3<Float>, locals: [Quaternion]) {
        var trunk = trunk(at: time)
        let hips = hips(under: trunk, at: time)
        for side in Side.allCases {
            prop(side, of: &trunk, hips: hips, at: time)
            liftFingers(side, of: &trunk, hips: hips)
        }

        for side in Side.allCases {
            let leg = leg(side, hip: hips + hipJoint(side, trunk[.hips]), at: time)
            trunk[side.joint(.leftUpLeg)] = leg.thigh
            trunk[side.joint(.leftLeg)] = leg.shin
            trunk[side.joint(.leftFoot)] = leg.foot
            trunk[side.joint(.leftToe)] = leg.toes
        }
        let locals = Skeleton.canonical.joints.indices.map { joint in
            guard let parent = Skeleton.canonical.joints[joint].parent else { return trunk.rotations[joint] }
            return (trunk.rotations[parent].inverse * trunk.rotations[joint]).normalized
        }
        return (hips, locals)
    }

    /// A hip joint from the hips, in the axes of the world.
    private func hipJoint(_ side: Side, _ pelvis: Quaternion) -> SIMD3<Float> {
        pelvis.act(side.mirrored(SIMD3(0.09, -0.06, 0)))
    }

    /// The place of the hips: over the support, as high as the bearing knees say, or where they are put.
    private func hips(under trunk: Trunk, at time: Double) -> SIMD3<Float> {
        let seated = Float(score.seated.value(at: time))
        let seat = score.seat.value(at: time)
        guard seated < 1 else { return seat }

        let goal = score.balance.value(at: time) + sway(at: time)
        let (moment, share) = Balance.trunkMoment(trunk.places)
        var hips = SIMD3(goal.x, 0.95, goal.z)
        hips.y = height(over: hips, pelvis: trunk[.hips], at: time)
        // Hips that move carry all but the standing feet along, so each round leaves a small part of the error.
        for _ in 0..<10 {
            var centre = moment + hips * share
            for side in Side.allCases {
                let hip = hips + hipJoint(side, trunk[.hips])
                let leg = leg(side, hip: hip, at: time)
                centre += Balance.legMoment([hip, leg.kneePlace, leg.ankle, leg.ball])
            }
            hips.x += goal.x - centre.x
            hips.z += goal.z - centre.z
            hips.y = height(over: hips, pelvis: trunk[.hips], at: time)
        }
        return mix(hips, seat, seated)
    }

    /// Height of the hips at which the bearing knees are bent as the score says, as far as both legs reach.
    private func height(over hips: SIMD3<Float>, pelvis: Quaternion, at time: Double) -> Float {
        let right = Float(score.bearing.value(at: time))
        var wanted: Float = 0
        var limits: [Float] = []
        for side in Side.allCases {
            let ankle = footing(side, at: time).ankle
            let joint = hipJoint(side, pelvis)
            let away = SIMD2(hips.x + joint.x - ankle.x, hips.z + joint.z - ankle.z)
            /// Height of the hips over an ankle with the leg this long.
            func height(_ reach: Float) -> Float {
                ankle.y + max(reach * reach - (away * away).sum(), 0.01).squareRoot() - joint.y
            }
            let bend = Float(score.bends[side].value(at: time))
            let share = side == .right ? right : 1 - right
            wanted += share * height(Limb.leg.reach(bentBy: bend))
            // A leg can bend more than it was told but cannot be longer than it is. One without weight lets its
            // heel come up instead of holding the body down, and one that is free does not hold it at all.
            let freedom = Float(score.freedom[side].value(at: time))
            let idle = max(0, 1 - 2.5 * share)
            let slack = freedom + 0.03 * idle * idle
            limits.append(height(Limb.leg.reach(bentBy: Float(2).degrees)) + slack)
        }
        let softness = score.give
        let lowest = min(wanted, limits[0], limits[1])
        let sum = [wanted, limits[0], limits[1]].reduce(0) { $0 + Float.exp((lowest - $1) / softness) }
        return lowest - softness * Float.log(sum)
    }

    /// The small wandering of weight in a standing body, m.
    private func sway(at time: Double) -> SIMD3<Float> {
        let x = 0.0025 * Double.sin(time * 1.9) + 0.0015 * Double.sin(time * 4.3 + 1)
        let z = 0.003 * Double.sin(time * 1.4 + 2) + 0.0015 * Double.sin(time * 3.7)
        return SIMD3(Float(x), 0, Float(z))
    }
}
