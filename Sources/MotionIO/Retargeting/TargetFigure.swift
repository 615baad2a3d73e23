import Motion

/// One pose of the rig that a movement is brought to, while it is made.
struct TargetFigure {
    private let retarget: Retarget
    private let players: [CanonicalJoint?]
    private let offsets: [SIMD3<Float>]
    /// World rotations that joints should have; nil for joints that hang on their parent as `hanging` says.
    private var wanted: [Quaternion?]
    private var hanging: [Quaternion]
    private var pelvisPlace: SIMD3<Float>
    private var pose: Pose

    private var pelvis: Int { retarget.map[.hips] ?? 0 }

    /// Takes the directions of a canonical pose.
    ///
    /// - Parameters:
    ///   - canonical: World rotations of the canonical joints.
    ///   - root: Place of the canonical hips.
    ///   - extras: World rotations of joints that the canonical skeleton does not know; nil for those that rest.
    init(
        _ retarget: Retarget, players: [CanonicalJoint?], offsets: [SIMD3<Float>], canonical: [Quaternion],
        root: SIMD3<Float>, extras: [Quaternion?]
    ) {
        self.retarget = retarget
        self.players = players
        self.offsets = offsets
        wanted = zip(players, extras).map { player, extra in
            player.map { retarget.rigRotation(of: $0, canonical[$0.rawValue]) } ?? extra
        }
        hanging = retarget.usual
        pelvisPlace = .zero
        pose = Pose(rotations: [], positions: [])
        settle()
        pelvisPlace = retarget.pelvisPlace(
            root: root, hips: canonical[0], pelvis: pose.rotations[retarget.map[.hips] ?? 0])
        settle()
        // From now on what is not a canonical joint follows its parent as it does now.
        for joint in players.indices where players[joint] == nil {
            let parent = retarget.skeleton.joints[joint].parent
            hanging[joint] =
                ((parent.map { pose.rotations[$0].inverse } ?? .identity) * pose.rotations[joint])
                .normalized
            wanted[joint] = nil
        }
    }

    /// Forward kinematics with the pelvis at its place.
    private mutating func settle() {
        var rotations: [Quaternion] = []
        var positions: [SIMD3<Float>] = []
        rotations.reserveCapacity(wanted.count)
        positions.reserveCapacity(wanted.count)
        for (joint, node) in retarget.skeleton.joints.enumerated() {
            let parent = node.parent.map { rotations[$0] } ?? .identity
            rotations.append(wanted[joint] ?? (parent * hanging[joint]).normalized)
            positions.append(node.parent.map { positions[$0] + parent.act(offsets[joint]) } ?? .zero)
        }
        let shift = pelvisPlace - positions[pelvis]
        pose = Pose(rotations: rotations, positions: positions.map { $0 + shift })
    }

    /// Brings the balls of the feet to where they should be.
    ///
    /// The hips first rise or sink by what the feet near the floor lack in height: on toes, a foot of another length
    /// lifts its ankle by another height, and the knee should not pay for that.
    mutating func stand(_ goals: RigStage.Places, stage: RigStage, canonical: [Quaternion]) {
        let now = stage.places(in: pose, canonical: canonical)
        let feet = [(goals.left, now.left), (goals.right, now.right)]
        var lift: Float = 0
        var total: Float = 0.05
        for (goal, now) in feet {
            let weight = 1 - Easing.smoothstep((goal.ball.y - 0.03) / 0.15)
            lift += weight * (goal.ball.y - now.ball.y)
            total += weight
        }
        lift = min(max(lift / total, -0.15), 0.15)
        pelvisPlace += stage.own(way: SIMD3(0, lift, 0))
        settle()
        for (foot, (goal, now)) in zip([CanonicalJoint.leftFoot, .rightFoot], feet) {
            let way = goal.ball - now.ball - SIMD3(0, lift, 0)
            guard let joint = retarget.map[foot] else { continue }
            // The foot keeps its direction, so its ankle goes the way of its ball.
            bend(
                foot, upper: CanonicalJoint(rawValue: foot.rawValue - 2),
                to: pose.positions[joint] + stage.own(way: way),
                hint: stage.own(way: canonical[foot.rawValue - 2].act(SIMD3(0, 0, 0.02))))
        }
        settle()
    }

    /// Brings the wrists to where they should be, see ``Reach``.
    mutating func reach(_ goals: RigStage.Places, stage: RigStage, canonical: [Quaternion]) {
        let now = stage.places(in: pose, canonical: canonical)
        let raised = [(CanonicalJoint.leftShoulder, CanonicalJoint.leftArm), (.rightShoulder, .rightArm)].map
        {
            collar, arm in
            guard retarget.map[collar] == nil else { return SIMD3<Float>.zero }
            let bone = Skeleton.canonical.joints[arm.rawValue].offset
            return canonical[collar.rawValue].act(bone)
                - canonical[CanonicalJoint.spine2.rawValue].act(bone)
        }
        let wrists = Reach(of: goals, on: now, raised: raised).wrists
        for (hand, wrist) in zip([CanonicalJoint.leftHand, .rightHand], wrists) {
            guard let wrist, let before = now[hand], let joint = retarget.map[hand] else { continue }
            bend(
                hand, upper: CanonicalJoint(rawValue: hand.rawValue - 2),
                to: pose.positions[joint] + stage.own(way: wrist - before),
                hint: stage.own(way: canonical[hand.rawValue - 2].act(SIMD3(0, 0, -0.01))))
        }
        settle()
    }

    /// Turns the two bones above `end` so that it comes to `target`; what bends keeps its plane.
    ///
    /// - Parameter hint: Where the middle joint points while the limb is straight, in the rig's unit.
    private mutating func bend(
        _ end: CanonicalJoint, upper: CanonicalJoint?, to target: SIMD3<Float>, hint: SIMD3<Float>
    ) {
        guard let upper, let lower = CanonicalJoint(rawValue: upper.rawValue + 1),
            let a = retarget.map[upper],
            let b = retarget.map[lower], let c = retarget.map[end]
        else { return }
        let (start, middle, now) = (pose.positions[a], pose.positions[b], pose.positions[c])
        let length = (middle - start).length + (now - middle).length
        guard (target - now).length > 1e-6 * length else { return }
        let line = (now - start).normalized
        let thigh = middle - start
        let solution = TwoBoneIK.solve(
            start: start, middle: middle, end: now, upper: pose.rotations[a], lower: pose.rotations[b],
            target: target, pole: thigh - line * line.dot(thigh) + hint, softness: 0.003)
        wanted[a] = solution.upper
        wanted[b] = solution.lower
    }

    /// Rotations relative to parents, and the places of root and pelvis relative to theirs.
    ///
    /// - Parameter rootStays: Where the root is whatever the figure does; nil where it carries the figure.
    func locals(rootStays: SIMD3<Float>?) -> (
        locals: [Quaternion], root: SIMD3<Float>, pelvis: SIMD3<Float>
    ) {
        let locals = retarget.skeleton.joints.enumerated().map { joint, node in
            ((node.parent.map { pose.rotations[$0].inverse } ?? .identity) * pose.rotations[joint]).normalized
        }
        guard let rootStays, let parent = retarget.skeleton.joints[pelvis].parent else {
            return (locals, pose.positions[0], .zero)
        }
        let parentPlace = rootStays + pose.positions[parent] - pose.positions[0]
        return (locals, rootStays, pose.rotations[parent].inverse.act(pelvisPlace - parentPlace))
    }
}
