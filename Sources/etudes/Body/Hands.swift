import Motion
import RealModule

extension Performer {
    /// Brings a hand to where it is put, if it is.
    func prop(_ side: Side, of trunk: inout Trunk, hips: SIMD3<Float>, at time: Double) {
        let amount = Float(score.propped[side].value(at: time))
        guard amount > 0 else { return }
        let shoulder = trunk.place(side.joint(.leftArm))
        let hand = trunk[side.joint(.leftHand)]
        let away = score.props[side].value(at: time) - hips - shoulder
        let chest = trunk[.spine2]
        let place = side.mirrored(chest.inverse.act(away))
        let reach = ArmPose.wrist(place.x, place.y, place.z, elbow: SIMD3(0.7, 0, -1))

        // Between air and floor the arm goes through rotations, as between all its positions.
        let arm = trunk[side.joint(.leftArm)]
        let fold = (arm.inverse * trunk[side.joint(.leftForeArm)]).normalized
        let reachingArm = (chest * side.mirrored(reach.upper)).normalized
        let reachingFold = side.mirrored(Quaternion(angle: -reach.elbow, axis: SIMD3(0, 1, 0)))
        let upper = arm.slerp(to: reachingArm, at: amount)
        trunk.set(side.joint(.leftArm), upper)
        trunk.set(side.joint(.leftForeArm), (upper * fold.slerp(to: reachingFold, at: amount)).normalized)

        // The palm lies flat, fingers away from the body.
        let fingers = SIMD3(away.x, 0, away.z).normalized
        let bone = side == .left ? fingers : -fingers
        let up = SIMD3<Float>(0, 1, 0)
        let flat = Quaternion(orthonormal: bone, up, bone.cross(up))
        trunk.set(side.joint(.leftHand), hand.slerp(to: flat, at: amount))
    }

    /// Lets the fingers give way where they would go through the floor.
    func liftFingers(_ side: Side, of trunk: inout Trunk, hips: SIMD3<Float>) {
        let length: Float = 0.17
        let softness: Float = 0.01
        let hand = trunk[side.joint(.leftHand)]
        let bone = hand.act(side.mirrored(SIMD3(1, 0, 0)))
        let wrist = hips.y + trunk.place(side.joint(.leftHand)).y
        let gap = wrist + length * bone.y - 0.01
        // Higher up it would be a tenth of a millimetre.
        guard gap < 20 * softness else { return }
        let lifted = (gap + (gap * gap + softness * softness).squareRoot()) / 2 + 0.01
        let slope = max(-1, min(1, (lifted - wrist) / length))
        let level = SIMD3(bone.x, 0, bone.z).normalized * (1 - slope * slope).squareRoot()
        let turn = Quaternion(from: bone, to: SIMD3(level.x, slope, level.z))
        trunk.set(side.joint(.leftHand), (turn * hand).normalized)
    }
}
