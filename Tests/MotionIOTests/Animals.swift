import Motion

/// Figures that are no people, some of them called as if they were.
enum Animals {
    /// A dog that stands: hips behind, head in front, four legs of about one length.
    ///
    /// - Parameter name: What each part is called, from the name of the canonical joint that a careless eye would take
    ///   it for.
    static func dog(_ name: (CanonicalJoint) -> String = \.name) -> Clip {
        var joints: [Skeleton.Joint] = []
        var places: [CanonicalJoint: Int] = [:]
        func add(
            _ joint: CanonicalJoint, _ parent: CanonicalJoint?, _ offset: SIMD3<Float>,
            end: SIMD3<Float>? = nil
        ) {
            places[joint] = joints.count
            joints.append(
                Skeleton.Joint(
                    name: name(joint), parent: parent.flatMap { places[$0] }, offset: offset,
                    endSites: end.map { [$0] } ?? []))
        }
        add(.hips, nil, SIMD3(0, 0.55, 0))
        for (left, x) in [(true, Float(0.08)), (false, -0.08)] {
            func own(_ joint: CanonicalJoint) -> CanonicalJoint { left ? joint : joint.mirrored }
            add(own(.leftUpLeg), .hips, SIMD3(x, -0.05, -0.05))
            add(own(.leftLeg), own(.leftUpLeg), SIMD3(0, -0.2, 0.08))
            add(own(.leftFoot), own(.leftLeg), SIMD3(0, -0.2, -0.1))
            add(own(.leftToe), own(.leftFoot), SIMD3(0, -0.08, 0.06), end: SIMD3(0, 0, 0.05))
        }
        add(.spine, .hips, SIMD3(0, 0, 0.15))
        add(.spine1, .spine, SIMD3(0, 0, 0.15))
        add(.spine2, .spine1, SIMD3(0, 0, 0.15))
        add(.neck, .spine2, SIMD3(0, 0.1, 0.1))
        add(.head, .neck, SIMD3(0, 0.12, 0.08), end: SIMD3(0, 0, 0.15))
        for (left, x) in [(true, Float(0.03)), (false, -0.03)] {
            func own(_ joint: CanonicalJoint) -> CanonicalJoint { left ? joint : joint.mirrored }
            add(own(.leftShoulder), .spine2, SIMD3(x, 0, 0.05))
            add(own(.leftArm), own(.leftShoulder), SIMD3(2 * x, -0.08, 0.02))
            add(own(.leftForeArm), own(.leftArm), SIMD3(0, -0.18, -0.06))
            add(own(.leftHand), own(.leftForeArm), SIMD3(0, -0.2, 0.02), end: SIMD3(0, -0.06, 0.05))
        }
        return standing(joints)
    }

    /// A crab: two claws and three pairs of legs on one shell.
    static let crab: Clip = {
        var joints = [Skeleton.Joint(name: "Hips", parent: nil, offset: SIMD3(0, 0.1, 0))]
        for (side, x) in [("Left", Float(1)), ("Right", -1)] {
            for (index, limb) in ["Arm", "Leg", "UpLeg", "Foot"].enumerated() {
                var parent = 0
                for (joint, y) in [("1", Float(0.04)), ("2", 0.03), ("3", -0.08), ("4", -0.06)] {
                    joints.append(
                        Skeleton.Joint(
                            name: side + limb + joint, parent: parent,
                            offset: SIMD3(x * 0.06, y, joint == "1" ? 0.1 - 0.06 * Float(index) : 0)))
                    parent = joints.count - 1
                }
                joints[parent].endSites = [SIMD3(x * 0.02, -0.03, 0)]
            }
        }
        return standing(joints)
    }()

    /// A clip in which nothing moves.
    static func standing(_ joints: [Skeleton.Joint], frames: Int = 2) -> Clip {
        Clip(
            skeleton: Skeleton(joints: joints), frameRate: 30,
            rootTranslations: Array(repeating: joints[0].offset, count: frames),
            localRotations: Array(repeating: .identity, count: joints.count * frames))
    }
}
