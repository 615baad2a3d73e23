import Motion

extension BodyPlan {
    /// The plan of a file's rig: a human body by its joint map, any other figure by names and structure.
    init(of file: MotionFile) {
        let skeleton = file.clip.skeleton
        var partners = MirrorPairs.partners(in: skeleton)
        let map = try? file.jointMap()
        if let map {
            // The map knows sides that names may hide.
            for joint in CanonicalJoint.allCases where joint.mirrored != joint {
                guard let own = map[joint], let other = map[joint.mirrored], own != other else { continue }
                partners[own] = other
            }
        }
        let hips = map?[.hips] ?? Self.hips(of: file.clip)
        let across = map.flatMap { map in
            map[.leftUpLeg].flatMap { left in map[.rightUpLeg].map { (left, $0) } }
        }
        self.init(
            hips: hips, partners: partners,
            across: across ?? Self.across(skeleton, partners: partners),
            parts: map.map { BodyParts(of: skeleton, map: $0).parts } ?? ["root": [0]])
        hanging = (parts["leftArm"] ?? []).union(parts["rightArm"] ?? [])
    }

    /// The joint that carries the body of a figure that is not known: the first on the way down that several limbs
    /// grow from.
    private static func hips(of clip: Clip) -> Int {
        var joint = 0
        while true {
            let children = clip.skeleton.children(of: joint)
            guard children.count == 1, let only = children.first,
                !clip.skeleton.children(of: only).isEmpty
            else { return joint }
            joint = only
        }
    }

    /// The pair nearest to the root, left first.
    private static func across(_ skeleton: Skeleton, partners: [Int?]) -> (left: Int, right: Int)? {
        let places = skeleton.restPlaces
        let pairs = partners.indices.compactMap { joint -> (Int, Int)? in
            guard let partner = partners[joint], joint < partner,
                (places[joint] - places[partner]).length > 1e-6
            else { return nil }
            return (joint, partner)
        }
        let nearest = pairs.min {
            skeleton.ancestry(of: $0.0).count < skeleton.ancestry(of: $1.0).count
        }
        guard let nearest else { return nil }
        let isSwapped = JointName(skeleton.joints[nearest.0].name).side == .right
        return isSwapped ? (nearest.1, nearest.0) : nearest
    }
}

/// The parts of a human body on its own rig, as sets of joints: fingers, twist and helper joints go with their limb.
struct BodyParts {
    let parts: [String: Set<Int>]

    init(of skeleton: Skeleton, map: JointMap) {
        var taken: Set<Int> = []
        var parts: [String: Set<Int>] = [:]
        func below(_ joint: Int) -> Set<Int> {
            Set(skeleton.joints.indices.filter { skeleton.ancestry(of: $0).contains(joint) })
        }
        /// A limb from where it leaves the trunk: what lies between the trunk and its first named joint belongs to it.
        func limb(_ name: String, from joint: CanonicalJoint, off trunk: Set<Int>) {
            guard let start = map[joint] else { return }
            let way = skeleton.ancestry(of: start).prefix { !trunk.contains($0) }
            parts[name] = below(way.last ?? start)
            taken.formUnion(parts[name] ?? [])
        }
        let hips = map[.hips] ?? 0
        let root = Set(skeleton.ancestry(of: hips))
        let chest = map[.spine2] ?? hips
        let trunk = root.union(skeleton.ancestry(of: chest))
        limb("leftLeg", from: .leftUpLeg, off: trunk)
        limb("rightLeg", from: .rightUpLeg, off: trunk)
        for (name, shoulder, arm) in [
            ("leftArm", CanonicalJoint.leftShoulder, CanonicalJoint.leftArm),
            ("rightArm", .rightShoulder, .rightArm),
        ] { limb(name, from: map[shoulder] == nil ? arm : shoulder, off: trunk) }
        limb("head", from: map[.neck] == nil ? .head : .neck, off: trunk)
        parts["root"] = root
        taken.formUnion(root)
        // The rest is the spine and what grows from it.
        parts["spine"] = Set(skeleton.joints.indices).subtracting(taken)
        self.parts = parts
    }
}

extension MotionFile {
    /// Metres per unit of length: the likely unit, or the factor to a figure of 1.70 m where none is likely.
    ///
    /// A figure that is no human body counts as 1.6 m high.
    var lengthUnit: Float {
        func length(_ map: JointMap, _ joint: CanonicalJoint, _ child: CanonicalJoint) -> Float {
            Calibration.rigBone(joint, child, skeleton: clip.skeleton, map: map)?.length ?? 0
        }
        if let map = try? jointMap() {
            let legs =
                (length(map, .leftUpLeg, .leftLeg) + length(map, .leftLeg, .leftFoot)
                    + length(map, .rightUpLeg, .rightLeg) + length(map, .rightLeg, .rightFoot)) / 2
            if legs > 1e-9 {
                let scale = Skeleton.canonicalLegLength / legs
                return Float(LengthUnit.likely(forScale: Double(scale))?.metres ?? Double(scale))
            }
        }
        let places = clip.pose(at: 0).positions
        let height = (places.map(\.y).max() ?? 0) - (places.map(\.y).min() ?? 0)
        return height > 1e-6 ? 1.6 / height : 1
    }
}
