import Motion

/// Joints that the canonical skeleton does not know, brought from one rig to another.
///
/// A finger is known by its hand, its name and its place in the chain; another joint (twist, jaw, prop) by its name, if
/// it hangs on the same part of the body on both rigs. Such a joint moves, relative to that part, as it does on the
/// source. What a longer spine or neck has between two joints that are known turns in equal steps from the one below
/// to the one above. Everything else rests on its parent.
struct ExtraJoints: Sendable {
    /// How a joint of the target gets its rotation.
    private enum Way {
        /// World rotation of joint `source` of the source, then `after`.
        case follows(source: Int, after: Quaternion)
        /// Between two canonical joints, the share `t` of the way, then `after`.
        case between(CanonicalJoint, CanonicalJoint, t: Float, after: Quaternion)
    }

    private let ways: [Way?]
    private let from: Retarget
    private let to: Retarget

    /// Finds which joints belong together.
    init(from: Retarget, to: Retarget) {
        self.from = from
        self.to = to
        let known = RigParts(of: from)
        let wanted = RigParts(of: to)
        let sources = Dictionary(known.names.map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
        ways = to.skeleton.joints.indices.map { joint in
            if let name = wanted.names[joint], let source = sources[name] {
                // In the axes of the part that they hang on, both as they lie in their reference poses.
                let own = known.inAnchor(source)
                let new = wanted.inAnchor(joint)
                var aligning = Quaternion.identity
                if let a = Self.bone(of: source, in: from.skeleton),
                    let b = Self.bone(of: joint, in: to.skeleton)
                {
                    aligning = Quaternion(from: new.act(b), to: own.act(a))
                }
                return .follows(source: source, after: (own.inverse * aligning * new).normalized)
            }
            guard let gap = wanted.gaps[joint] else { return nil }
            return .between(gap.below, gap.above, t: gap.t, after: wanted.inAnchor(joint))
        }
    }

    /// Where a joint leads, in its own axes; nil for one that leads nowhere.
    private static func bone(of joint: Int, in skeleton: Skeleton) -> SIMD3<Float>? {
        let ends = Calibration.ends(of: joint, in: skeleton)
        let mean = ends.reduce(.zero, +)
        return mean.length > 1e-6 ? mean : nil
    }

    /// World rotations of the target's joints for a pose of the source; nil for joints that rest or are canonical.
    func rotations(for pose: Pose, canonical: [Quaternion]) -> [Quaternion?] {
        ways.map { way in
            switch way {
            case nil: nil
            case .follows(let source, let after):
                (to.uprighting.inverse * from.uprighting * pose.rotations[source] * after).normalized
            case .between(let below, let above, let t, let after):
                (to.uprighting.inverse
                    * canonical[below.rawValue].slerp(to: canonical[above.rawValue], at: t) * after)
                    .normalized
            }
        }
    }
}

/// The joints of a rig that the canonical skeleton does not know, and what is known of them.
private struct RigParts {
    /// What tells that joints of two rigs are the same.
    struct Name: Hashable {
        /// The canonical joint that they hang on.
        var anchor: CanonicalJoint
        /// `thumb 1`, or the joint's own name in lower case, without namespace.
        var name: String
    }

    /// A joint between two canonical ones of the trunk.
    struct Gap {
        var below: CanonicalJoint
        var above: CanonicalJoint
        var t: Float
    }

    private(set) var names: [Int: Name] = [:]
    private(set) var gaps: [Int: Gap] = [:]
    private let retarget: Retarget
    private let anchors: [(joint: Int, player: CanonicalJoint)?]

    init(of retarget: Retarget) {
        self.retarget = retarget
        let skeleton = retarget.skeleton
        let players = retarget.players
        anchors = skeleton.joints.indices.map { joint in
            guard players[joint] == nil else { return nil }
            return skeleton.ancestry(of: joint).lazy.compactMap { above in players[above].map { (above, $0) }
            }
            .first
        }
        var seen: [Name: Int] = [:]
        for joint in skeleton.joints.indices {
            guard let anchor = anchors[joint] else { continue }
            let finger =
                [.leftHand, .rightHand].contains(anchor.player)
                ? FingerNames.name(of: joint, below: anchor.joint, in: skeleton) : nil
            let name = Name(
                anchor: anchor.player, name: finger ?? FingerNames.plain(skeleton.joints[joint].name))
            seen[name, default: 0] += 1
            names[joint] = name
        }
        // A name that several joints share tells nothing.
        names = names.filter { seen[$0.value] == 1 }
        findGaps(players: players)
    }

    /// Joints of the trunk that lie between two canonical ones.
    private mutating func findGaps(players: [CanonicalJoint?]) {
        let trunk: [CanonicalJoint] = [.spine, .spine1, .spine2, .neck, .head]
        for above in trunk {
            guard let top = retarget.map[above] else { continue }
            let way = retarget.skeleton.ancestry(of: top).dropFirst()
            let between = Array(way.prefix { players[$0] == nil }.reversed())
            guard let first = way.first(where: { players[$0] != nil }), let below = players[first] else {
                continue
            }
            for (index, joint) in between.enumerated() {
                gaps[joint] = Gap(below: below, above: above, t: Float(index + 1) / Float(between.count + 1))
            }
        }
    }

    /// Rotation of a joint in the canonical axes of the part that it hangs on, in the rig's reference pose.
    func inAnchor(_ joint: Int) -> Quaternion {
        guard let anchor = anchors[joint] else { return .identity }
        let way = retarget.skeleton.ancestry(of: joint).prefix { $0 != anchor.joint }.reversed()
        let turn = way.reduce(Quaternion.identity) { $0 * retarget.reference[$1] }
        return (retarget.turns[anchor.player.rawValue].inverse * turn).normalized
    }
}
