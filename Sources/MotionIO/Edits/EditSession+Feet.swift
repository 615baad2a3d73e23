public import Diagnostics
public import Motion

extension EditSession {
    /// An edited movement with planted feet held where they stand, on its own rig.
    ///
    /// Feet are judged as on the canonical skeleton, with the rig's own proportions: a stand-in with canonical axes has
    /// every joint of the legs at the rig's own place, scaled to canonical leg length. What planting changes there, as
    /// turns of thigh, shin, foot and toes in the world and a rise or drop of the body, is done to the rig. Joints
    /// between them (twist, rolls) go along.
    ///
    /// Carried: everything but the legs' turns and the root's place, in frames where those change by less than a hundredth
    /// of a millimetre and of a degree.
    ///
    /// - Parameters:
    ///   - edited: Movement as an edit gives it.
    ///   - shares: How much of the correction counts in each frame, 0 … 1; nil is all of it throughout.
    /// - Throws: ``Problem`` when the rig is no human body.
    public func plantingFeet(_ edited: EditedClip, shares: [Float]? = nil) throws(Problem) -> EditedClip {
        let clip = edited.clip
        let map = try files[0].jointMap()
        let stand = StandIn(for: clip, map: map)
        let contacts = Contacts(of: stand.clip)
        let planted = stand.clip.plantingFeet(
            contacts.labels.map { SIMD4($0[0] ? 1 : 0, $0[1] ? 1 : 0, $0[2] ? 1 : 0, $0[3] ? 1 : 0) },
            of: .captured)
        var result = clip
        var touched: [Bool] = []
        for frame in 0..<clip.frameCount {
            let share = shares?[frame] ?? 1
            let change = stand.change(to: planted, frame: frame, share: share)
            let isTouched =
                abs(change.rise) > 1e-5 || change.turns.contains { $0.turn.angle(to: .identity) > 2e-4 }
            touched.append(isTouched)
            guard isTouched else { continue }
            result.apply(change, frame: frame)
        }
        var account = EditedClip(clip, carried: edited.carried)
        var kept = JointValues.all(of: clip.jointCount)
        kept.rotations.subtract(stand.joints)
        kept.translations.remove(0)
        for frames in touched.stretches { account = account.keepingOnly(kept, in: frames, of: result) }
        account.clip = result
        return account
    }

    /// An edited movement raised or lowered as a whole, so that its feet stand at height 0.
    ///
    /// Carried: all but the root's place.
    ///
    /// - Throws: ``Problem`` when the rig is no human body.
    public func onFloor(_ edited: EditedClip) throws(Problem) -> EditedClip {
        let stand = StandIn(for: edited.clip, map: try files[0].jointMap())
        return edited.clip.raised(by: -stand.floor).following([edited])
    }
}

/// A movement on a skeleton with canonical axes whose legs are where the rig has them.
private struct StandIn {
    /// The stand-in: canonical leg length, floor at 0.
    let clip: Clip
    /// Height of the floor under the rig's own movement, m.
    let floor: Float
    /// Rig joints whose turns may change.
    let joints: Set<Int>
    /// Canonical joints of the legs and the rig's own.
    private let players: [(canonical: Int, own: Int)]
    /// From the rig's metres to the stand-in's.
    private let scale: Float

    init(for own: Clip, map: JointMap) {
        let retarget = Retarget(clip: own, map: map, up: .y)
        var stand = retarget.canonical(own)
        scale = retarget.scale
        let legs: [CanonicalJoint] = [
            .leftUpLeg, .leftLeg, .leftFoot, .leftToe, .rightUpLeg, .rightLeg, .rightFoot, .rightToe,
        ]
        players = legs.compactMap { joint in map[joint].map { (joint.rawValue, $0) } }
        joints = Set(players.map(\.own))
        // Places of the legs' joints seen from their canonical parents.
        let scale = retarget.scale
        let hips = map[.hips] ?? 0
        var toes: [Float] = []
        var moving = [Int: [SIMD3<Float>]]()
        for frame in 0..<own.frameCount {
            let (pose, canonical) = (own.pose(at: frame), stand.pose(at: frame))
            var places = [SIMD3<Float>](repeating: .zero, count: CanonicalJoint.allCases.count)
            places[0] = pose.positions[hips] * scale
            for joint in legs {
                let (index, parent) = (joint.rawValue, stand.skeleton.joints[joint.rawValue].parent ?? 0)
                let place = map[joint].map { pose.positions[$0] * scale }
                // Toes that the rig lacks lie where the canonical skeleton has them.
                places[index] =
                    place ?? places[parent]
                    + canonical.rotations[parent].act(stand.skeleton.joints[index].offset)
                moving[index, default: []].append(
                    canonical.rotations[parent].inverse.act(places[index] - places[parent]))
            }
            stand.rootTranslations[frame] = places[0]
            toes += [places[CanonicalJoint.leftToe.rawValue].y, places[CanonicalJoint.rightToe.rawValue].y]
        }
        toes.sort()
        let ground = toes.isEmpty ? 0 : toes[toes.count / 100]
        floor = ground / scale
        for frame in 0..<own.frameCount { stand.rootTranslations[frame].y -= ground }
        // A bone's usual place is its offset: what plans with bones of fixed length finds the rig's.
        var nodes = stand.skeleton.joints
        for joint in legs {
            let values = moving[joint.rawValue] ?? []
            nodes[joint.rawValue].offset = values.reduce(.zero, +) / Float(max(values.count, 1))
        }
        clip = Clip(
            skeleton: Skeleton(joints: nodes), frameRate: own.frameRate,
            rootTranslations: stand.rootTranslations, localRotations: stand.localRotations,
            jointTranslations: moving)
    }

    /// What planting changed in a frame, for the rig.
    func change(to planted: Clip, frame: Int, share: Float) -> FootChange {
        let (before, after) = (clip.pose(at: frame), planted.pose(at: frame))
        let rise = (after.positions[0].y - before.positions[0].y) / scale
        return FootChange(
            rise: rise * share,
            turns: players.map { joint, own in
                let turn = (after.rotations[joint] * before.rotations[joint].inverse).normalized
                return (own, Quaternion.identity.slerp(to: turn, at: share))
            })
    }
}

/// A correction of one frame: how far the body rises, and how far joints turn in the world.
private struct FootChange {
    var rise: Float
    var turns: [(joint: Int, turn: Quaternion)]
}

extension Clip {
    /// Does a correction to a frame.
    fileprivate mutating func apply(_ change: FootChange, frame: Int) {
        let before = pose(at: frame).rotations
        var world = before
        for (joint, node) in skeleton.joints.enumerated() {
            guard let parent = node.parent else { continue }
            if let turn = change.turns.first(where: { $0.joint == joint })?.turn {
                world[joint] = (turn * before[joint]).normalized
                self[frame, joint] = (world[parent].inverse * world[joint]).normalized
                    .aligned(with: self[frame, joint])
            } else {
                world[joint] = world[parent] * self[frame, joint]
            }
        }
        rootTranslations[frame].y += change.rise
    }
}
