import Motion

/// The constant turn between each joint of a rig and the canonical joint it plays.
///
/// `canonical world rotation = rig world rotation · turn`. A rig whose rest pose is a standing figure tells its turns
/// by that pose; a rig with bone-local axes (limbs drawn along X, whatever they do at rest) tells them by how its
/// joints lie while it moves, or by a pose that stands: a T in front of the movement, or all that the file has.
struct Calibration {
    /// Turns of the 22 canonical joints; the identity where the rig has no such joint.
    let turns: [Quaternion]
    /// Local rotations of the standing pose that told the turns; nil where the whole movement did.
    let reference: [Quaternion]?

    /// Learns the turns of `clip`, Y up.
    ///
    /// - Parameter opening: A pose of the rig, Y up, that was put in front of the movement.
    init(of clip: Clip, opening: Clip?, map: JointMap) {
        let rest = RestPose(skeleton: clip.skeleton, map: map)
        if let body = rest.bodyFrame {
            turns = rest.turns(body: body)
            reference = rest.locals
            return
        }
        let pose = opening ?? (clip.frameCount == 1 ? clip : nil)
        if let lone = pose.map({ RestPose(of: $0, map: map) }), let body = lone.bodyFrame {
            turns = lone.turns(body: body)
            reference = lone.locals
        } else {
            turns = MovingPose(clip: clip, map: map).turns()
            reference = nil
        }
    }

    /// The direction from hips to shoulders of a rest pose that stands; nil where the rest pose does not.
    static func restUp(of skeleton: Skeleton, map: JointMap) -> SIMD3<Float>? {
        RestPose(skeleton: skeleton, map: map).bodyFrame?.act(SIMD3(0, 1, 0))
    }

    /// The direction from hips to shoulders in the first frame of a clip, if it stands there.
    static func standingUp(of clip: Clip, map: JointMap) -> SIMD3<Float>? {
        RestPose(of: clip, map: map).bodyFrame?.act(SIMD3(0, 1, 0))
    }

    /// The canonical bone whose line a joint's turn must meet: from the joint to this child or end.
    static let bones: [(joint: CanonicalJoint, child: CanonicalJoint?)] = [
        (.leftUpLeg, .leftLeg), (.leftLeg, .leftFoot), (.leftFoot, .leftToe), (.leftToe, nil),
        (.rightUpLeg, .rightLeg), (.rightLeg, .rightFoot), (.rightFoot, .rightToe), (.rightToe, nil),
        (.leftShoulder, .leftArm), (.leftArm, .leftForeArm), (.leftForeArm, .leftHand), (.leftHand, nil),
        (.rightShoulder, .rightArm), (.rightArm, .rightForeArm), (.rightForeArm, .rightHand),
        (.rightHand, nil),
    ]

    /// The canonical bone as a vector from its joint.
    static func canonicalBone(_ joint: CanonicalJoint, _ child: CanonicalJoint?) -> SIMD3<Float> {
        if let child { return Skeleton.canonical.joints[child.rawValue].offset }
        return Skeleton.canonical.joints[joint.rawValue].endSites.first ?? .zero
    }

    /// The rig's bone for a canonical one, in the rig joint's own axes; nil where it has no length.
    ///
    /// Joints between the two (a twist joint, a hip socket) are taken as they rest. A hand's or toe's bone goes to
    /// the middle of its children, or to its end site.
    static func rigBone(
        _ joint: CanonicalJoint, _ child: CanonicalJoint?, skeleton: Skeleton, map: JointMap
    ) -> SIMD3<Float>? {
        guard let index = map[joint] else { return nil }
        var bone = SIMD3<Float>.zero
        if let child, let childIndex = map[child] {
            for step in skeleton.ancestry(of: childIndex).prefix(while: { $0 != index }) {
                bone += skeleton.joints[step].offset
            }
        } else {
            let ends = ends(of: index, in: skeleton)
            bone = ends.isEmpty ? .zero : ends.reduce(.zero, +) / Float(ends.count)
        }
        return bone.length > 1e-6 ? bone : nil
    }

    /// Offsets of the children and end sites of a joint; those of a child without length stand for it.
    static func ends(of index: Int, in skeleton: Skeleton) -> [SIMD3<Float>] {
        var result = skeleton.joints[index].endSites.filter { $0.length > 1e-6 }
        for child in skeleton.children(of: index) {
            let offset = skeleton.joints[child].offset
            if offset.length > 1e-6 { result.append(offset) } else { result += ends(of: child, in: skeleton) }
        }
        return result
    }
}

/// A pose that may show a standing figure: a skeleton with all rotations zero, or the first frame of a clip.
private struct RestPose {
    let skeleton: Skeleton
    let map: JointMap
    let locals: [Quaternion]
    private let places: [SIMD3<Float>]
    private let rotations: [Quaternion]

    init(skeleton: Skeleton, map: JointMap) {
        self.init(
            of: Clip(
                skeleton: skeleton, frameRate: 1, rootTranslations: [.zero],
                localRotations: Array(repeating: .identity, count: skeleton.joints.count)), map: map)
    }

    init(of clip: Clip, map: JointMap) {
        skeleton = clip.skeleton
        self.map = map
        locals = Array(clip.localRotations[0..<clip.jointCount])
        let pose = clip.pose(at: 0)
        places = pose.positions
        rotations = pose.rotations
    }

    /// The body's axes at rest (left, up, forward), if the rest pose is a figure that stands.
    var bodyFrame: Quaternion? {
        func place(_ joint: CanonicalJoint) -> SIMD3<Float>? { map[joint].map { places[$0] } }
        guard let leftHip = place(.leftUpLeg), let rightHip = place(.rightUpLeg),
            let leftArm = place(.leftArm),
            let rightArm = place(.rightArm), let leftFoot = place(.leftFoot),
            let rightFoot = place(.rightFoot),
            let head = place(.head), let leftHand = place(.leftHand), let rightHand = place(.rightHand)
        else { return nil }
        let hips = (leftHip + rightHip) / 2
        let shoulders = (leftArm + rightArm) / 2
        let up = (shoulders - hips).normalized
        var left = leftHip - rightHip
        left = (left - up * up.dot(left)).normalized
        guard up != .zero, left != .zero else { return nil }
        let body = Quaternion(orthonormal: left, up, left.cross(up))

        let legsDown = ((leftFoot - leftHip).normalized + (rightFoot - rightHip).normalized).dot(up) < -1.4
        let headUp = (head - shoulders).normalized.dot(up) > 0.6
        let shouldersAcross = (leftArm - rightArm).normalized.dot(left) > 0.8
        // Arms out or hanging, each on its own side: straight down is still its own side.
        let half = (leftArm - rightArm).dot(left) / 4
        let armsOut = (leftHand - shoulders).dot(left) > half && (rightHand - shoulders).dot(left) < -half
        let forward = left.cross(up)
        let feetForward = [CanonicalJoint.leftFoot, .rightFoot].allSatisfy { joint in
            let toe = joint == .leftFoot ? CanonicalJoint.leftToe : .rightToe
            guard let index = map[joint],
                let bone = Calibration.rigBone(joint, toe, skeleton: skeleton, map: map)
            else { return true }
            return rotations[index].act(bone).normalized.dot(forward) > 0.3
        }
        return legsDown && headUp && shouldersAcross && armsOut && feetForward ? body : nil
    }

    /// Trunk and head take the body's axes; each limb joint besides is turned so that its bone lies on the rig's.
    func turns(body: Quaternion) -> [Quaternion] {
        var result = CanonicalJoint.allCases.map { joint in
            map[joint].map { rotations[$0].inverse * body } ?? body
        }
        for (joint, child) in Calibration.bones {
            guard let bone = Calibration.rigBone(joint, child, skeleton: skeleton, map: map) else { continue }
            let turn = result[joint.rawValue]
            let canonical = turn.act(Calibration.canonicalBone(joint, child))
            result[joint.rawValue] = (Quaternion(from: canonical, to: bone) * turn).normalized
        }
        return result
    }
}

/// The axes of a body's parts told by where its joints are over a whole clip.
///
/// For each joint and frame an anatomical frame is built from places (a knee's axis from thigh and shin, the chest's
/// from the shoulders, …); the rig's joint keeps a constant turn to it, but for how far anatomy is ideal, so the mean
/// over the clip is taken, weighted by how surely each frame tells it (a straight knee tells no axis).
private struct MovingPose {
    let clip: Clip
    let map: JointMap

    func turns() -> [Quaternion] {
        var sums = Array(repeating: SIMD4<Float>.zero, count: CanonicalJoint.allCases.count)
        // A few hundred poses over the whole clip are plenty for a mean.
        let step = max(1, clip.frameCount / 400)
        for frame in stride(from: 0, to: clip.frameCount, by: step) {
            let pose = clip.pose(at: frame)
            for (joint, axes) in anatomicalFrames(of: pose) {
                guard let index = map[joint] else { continue }
                let turn = pose.rotations[index].inverse * axes.frame
                let sum = Quaternion(vector: sums[joint.rawValue])
                sums[joint.rawValue] += turn.aligned(with: sum).vector * axes.weight
            }
        }
        var result = sums.map { Quaternion(vector: $0).normalized }
        for (joint, child) in Calibration.bones {
            guard let bone = Calibration.rigBone(joint, child, skeleton: clip.skeleton, map: map) else {
                continue
            }
            let turn = result[joint.rawValue]
            let canonical = turn.act(Calibration.canonicalBone(joint, child))
            result[joint.rawValue] = (Quaternion(from: canonical, to: bone) * turn).normalized
        }
        return result
    }

    /// World axes (x left, y up, z forward, as the canonical joint has them at rest) of each part in one pose.
    private func anatomicalFrames(of pose: Pose) -> [(CanonicalJoint, (frame: Quaternion, weight: Float))] {
        func place(_ joint: CanonicalJoint) -> SIMD3<Float>? { map[joint].map { pose.positions[$0] } }
        func end(_ joint: CanonicalJoint, _ child: CanonicalJoint?) -> SIMD3<Float>? {
            Calibration.rigBone(joint, child, skeleton: clip.skeleton, map: map).flatMap { bone in
                map[joint].map { pose.rotations[$0].act(bone).normalized }
            }
        }
        /// Axes with y exact and x as near to `left` as that allows.
        func upright(_ up: SIMD3<Float>, left: SIMD3<Float>) -> Quaternion {
            let y = up.normalized
            let x = (left - y * y.dot(left)).normalized
            return Quaternion(orthonormal: x, y, x.cross(y))
        }
        /// Axes with x exact and y as near to `up` as that allows.
        func level(_ left: SIMD3<Float>, up: SIMD3<Float>) -> Quaternion {
            let x = left.normalized
            let y = (up - x * x.dot(up)).normalized
            return Quaternion(orthonormal: x, y, x.cross(y))
        }
        guard let leftHip = place(.leftUpLeg), let rightHip = place(.rightUpLeg),
            let leftArm = place(.leftArm),
            let rightArm = place(.rightArm), let head = place(.head)
        else { return [] }
        let hips = (leftHip + rightHip) / 2
        let shoulders = (leftArm + rightArm) / 2
        let hipAxis = (leftHip - rightHip).normalized
        let shoulderAxis = (leftArm - rightArm).normalized
        let trunk = shoulders - hips

        var result: [(CanonicalJoint, (frame: Quaternion, weight: Float))] = [
            (.hips, (level(hipAxis, up: trunk), 1)),
            (.spine, (upright(trunk, left: hipAxis * 2 + shoulderAxis), 1)),
            (.spine1, (upright(trunk, left: hipAxis + shoulderAxis * 2), 1)),
            (.spine2, (upright(trunk, left: shoulderAxis), 1)),
            (.neck, (upright(head - shoulders, left: shoulderAxis), 1)),
            (.head, (upright(head - shoulders, left: shoulderAxis), 1)),
        ]
        let chestUp = upright(trunk, left: shoulderAxis).act(SIMD3(0, 1, 0))

        for side in [false, true] {
            func own(_ left: CanonicalJoint) -> CanonicalJoint { side ? left.mirrored : left }
            // Legs: x is the axis that the knee bends about.
            if let thigh = end(own(.leftUpLeg), own(.leftLeg)), let shin = end(own(.leftLeg), own(.leftFoot))
            {
                let bend = thigh.cross(shin)
                let toes = end(own(.leftFoot), own(.leftToe))
                // While the knee is nearly straight the foot says where forward is, weakly.
                let hint = toes.map { -thigh.cross($0) } ?? hipAxis
                let axis = bend + hint.normalized * 0.05
                let weight = bend.length + 0.02
                result.append((own(.leftUpLeg), (upright(-thigh, left: axis), weight)))
                result.append((own(.leftLeg), (upright(-shin, left: axis), weight)))
                if let toes {
                    let foot = upright(SIMD3(0, 1, 0), left: -toes.cross(SIMD3(0, 1, 0)))
                    let low = (place(own(.leftFoot)) ?? hips).y - min(leftHip.y, rightHip.y)
                    result.append((own(.leftFoot), (foot, low < 0 ? 1 : 0.01)))
                    result.append((own(.leftToe), (foot, low < 0 ? 1 : 0.01)))
                }
            }
            // Arms: y is the axis that the elbow bends about; it brings the hand forward.
            let outward: Float = side ? -1 : 1
            if let collar = end(own(.leftShoulder), own(.leftArm)) {
                result.append((own(.leftShoulder), (level(collar * outward, up: chestUp), 1)))
            }
            if let upper = end(own(.leftArm), own(.leftForeArm)),
                let lower = end(own(.leftForeArm), own(.leftHand))
            {
                let bend = upper.cross(lower) * -outward
                let axis = bend + chestUp * 0.02
                let weight = bend.length + 0.01
                let forearm = level(lower * outward, up: axis)
                result.append((own(.leftArm), (level(upper * outward, up: axis), weight)))
                result.append((own(.leftForeArm), (forearm, weight)))
                result.append((own(.leftHand), (forearm, weight)))
            }
        }
        return result
    }
}
