public import Diagnostics
public import Motion

/// Which joint of a rig plays which joint of the canonical skeleton.
public struct JointMap: Sendable, Equatable {
    /// Index in the rig of each canonical joint, in canonical order; nil where the rig has none.
    public var joints: [Int?]

    /// Index in the rig of a canonical joint.
    public subscript(_ joint: CanonicalJoint) -> Int? {
        get { joints[joint.rawValue] }
        set { joints[joint.rawValue] = newValue }
    }

    /// Creates an empty map.
    init() { joints = Array(repeating: nil, count: CanonicalJoint.allCases.count) }

    /// Joints without which a body cannot be followed.
    static let necessary: [CanonicalJoint] = [
        .hips, .leftUpLeg, .leftLeg, .leftFoot, .rightUpLeg, .rightLeg, .rightFoot, .leftArm,
        .leftForeArm, .leftHand, .rightArm, .rightForeArm, .rightHand, .head,
    ]

    /// The joints that are there, by their parts.
    public var parts: [CanonicalJoint: Int] {
        Dictionary(
            uniqueKeysWithValues: CanonicalJoint.allCases.compactMap { joint in
                self[joint].map { (joint, $0) }
            })
    }

    /// Number of canonical joints that are there.
    var count: Int { joints.compactMap { $0 }.count }

    /// Whether no joint is missing without which a body cannot be followed.
    var isComplete: Bool { Self.necessary.allSatisfy { self[$0] != nil } }

    /// The same map with left and right exchanged.
    var withSidesExchanged: JointMap {
        var map = self
        for joint in CanonicalJoint.allCases { map[joint] = self[joint.mirrored] }
        return map
    }

    /// This map with what it leaves open taken from another one; nil where the two contradict each other.
    func filled(from other: JointMap) -> JointMap? {
        var map = self
        var agreeing = 0
        for joint in CanonicalJoint.allCases {
            guard let index = other[joint] else { continue }
            if self[joint] == index { agreeing += 1 }
            // What one takes for a limb of one side the other must not take for one of the other side.
            if joint.mirrored != joint, self[joint.mirrored] == index { return nil }
            if self[joint] == nil, !joints.contains(index) { map[joint] = index }
        }
        return 2 * agreeing > count ? map : nil
    }

    /// Finds the joints of a human body by their names and their place in the tree.
    ///
    /// Limbs are known by name and side; the spine is the chain from the hips to where the arms part, three joints
    /// of it; the neck is above it on the way to the head.
    ///
    /// - Throws: ``Problem`` that names the joints that could not be found.
    public init(of skeleton: Skeleton, path: String) throws(Problem) {
        self.init(byNamesIn: skeleton)
        let missing = Self.necessary.filter { self[$0] == nil }
        guard missing.isEmpty else {
            throw Problem(
                "this skeleton is not recognised as a human body", at: .file(path),
                expected: "joints for hips, legs, arms and head",
                found: "nothing that serves as " + missing.prefix(6).map(\.name).joined(separator: ", ")
                    + (missing.count > 6 ? " and \(missing.count - 6) more" : "") + found(in: skeleton),
                remedy:
                    "rename the joints to common names, such as LeftUpLeg, LeftLeg, LeftFoot, LeftArm, or "
                    + "describe the rig in a file of its own in the folder skeletons/")
        }
    }

    /// What the rules for names find, complete or not.
    init(byNamesIn skeleton: Skeleton) {
        self.init()
        let names = skeleton.joints.map { JointName($0.name) }
        for (side, isLeft) in [(JointName.Side.left, true), (.right, false)] {
            findLimbs(of: side, isLeft: isLeft, names: names, skeleton: skeleton)
        }
        if let left = self[.leftUpLeg], let right = self[.rightUpLeg] {
            self[.hips] = Self.commonAncestor(left, right, in: skeleton)
        }
        findTrunk(names: names, skeleton: skeleton)
    }

    /// What was recognised, for the message about what was not: `; but Hips is `pelvis`, Head is `skull``.
    private func found(in skeleton: Skeleton) -> String {
        let known = Self.necessary.compactMap { joint in
            self[joint].map { "\(joint.name) is `\(skeleton.joints[$0].name.prefix(40))`" }
        }
        guard !known.isEmpty else { return "" }
        return "; but " + known.prefix(4).joined(separator: ", ")
            + (known.count > 4 ? " and \(known.count - 4) more" : "")
    }

    private mutating func findLimbs(
        of side: JointName.Side, isLeft: Bool, names: [JointName], skeleton: Skeleton
    ) {
        func find(_ role: JointName.Role, under ancestor: Int? = nil, except used: [Int?] = []) -> Int? {
            for name in role.names {
                let index = names.indices.first { index in
                    names[index].side == side && names[index].part == name && !used.contains(index)
                        && (ancestor == nil
                            || skeleton.ancestry(of: index).dropFirst().contains(ancestor ?? 0))
                }
                if let index { return index }
            }
            return nil
        }
        func set(_ left: CanonicalJoint, _ index: Int?) { self[isLeft ? left : left.mirrored] = index }

        let upLeg = find(.upLeg)
        let leg = find(.leg, under: upLeg)
        let foot = find(.foot, under: leg)
        set(.leftUpLeg, upLeg)
        set(.leftLeg, leg)
        set(.leftFoot, foot)
        if let foot { set(.leftToe, find(.toe, under: foot, except: [foot])) }

        // `shoulder` is the collar bone in one dialect and the upper arm in another: the elbow settles it. The arm
        // is the named joint above the elbow that is nearest to it, the shoulder the next one above on that side.
        let foreArm = find(.foreArm)
        let hand = find(.hand, under: foreArm)
        set(.leftForeArm, foreArm)
        set(.leftHand, hand)
        guard let foreArm else { return }
        let above = skeleton.ancestry(of: foreArm).dropFirst().filter { names[$0].side == side }
        let arm = above.first { JointName.Role.arm.names.contains(names[$0].part) } ?? above.first
        set(.leftArm, arm)
        guard let arm else { return }
        set(.leftShoulder, skeleton.ancestry(of: arm).dropFirst().first { names[$0].side == side })
    }

    /// Takes three joints of a chain of any number for the spine, from above the hips to where the arms part.
    mutating func setSpine(_ chain: [Int]) {
        switch chain.count {
        case 0: break
        case 1: self[.spine2] = chain[0]
        case 2: (self[.spine], self[.spine2]) = (chain[0], chain[1])
        default:
            (self[.spine], self[.spine1], self[.spine2]) = (
                chain[0], chain[chain.count / 2], chain[chain.count - 1]
            )
        }
    }

    private mutating func findTrunk(names: [JointName], skeleton: Skeleton) {
        guard let hips = self[.hips], let left = self[.leftArm], let right = self[.rightArm] else { return }
        let chest = Self.commonAncestor(left, right, in: skeleton)
        // Legs may hang on a pelvis beside the spine: what carries both is the hips, unless it is far away (a root on
        // the floor).
        let base = Self.commonAncestor(hips, chest, in: skeleton)
        let way = skeleton.ancestry(of: hips).prefix { $0 != base }.map { skeleton.joints[$0].offset.length }
        let thigh = self[.leftLeg].map { skeleton.joints[$0].offset.length } ?? 0
        if way.reduce(0, +) <= thigh / 2 { self[.hips] = base }
        // From the joint above the hips up to the chest.
        var chain = Array(skeleton.ancestry(of: chest).prefix { $0 != base }.reversed())
        // Arms may hang on the neck (3ds Max), which is no part of the spine.
        let hasArmsOnNeck = chain.count > 1 && names[chest].part.hasPrefix("neck")
        if hasArmsOnNeck { self[.neck] = chain.removeLast() }
        setSpine(chain)

        let heads = names.indices.filter { names[$0].part.hasPrefix("head") && names[$0].side == nil }
        guard let head = heads.first(where: { names[$0].part == "head" }) ?? heads.first else { return }
        self[.head] = head
        guard !hasArmsOnNeck else { return }
        let neck = skeleton.ancestry(of: head).dropFirst().prefix { $0 != chest && $0 != hips }
        // The lowest joint of the neck that has length, so that it bends where necks bend.
        self[.neck] = neck.reversed().first { (skeleton.joints[$0].offset).length > 0 } ?? neck.last
    }

    /// Whether the legs part at the hips or below them, and the arms at the upper spine joint: of families that name
    /// their joints alike, those with more or fewer spine joints are told apart by that.
    ///
    /// A joint between the spine and where the arms part must be one that the map knows (3ds Max hangs the arms on
    /// the neck).
    func isBody(in skeleton: Skeleton) -> Bool {
        guard let leftLeg = self[.leftUpLeg], let rightLeg = self[.rightUpLeg], let leftArm = self[.leftArm],
            let rightArm = self[.rightArm], let hips = self[.hips]
        else { return false }
        let fork = Self.commonAncestor(leftLeg, rightLeg, in: skeleton)
        guard skeleton.ancestry(of: fork).contains(hips) else { return false }
        guard let spine = self[.spine2] else { return true }
        let chest = Self.commonAncestor(leftArm, rightArm, in: skeleton)
        let above = skeleton.ancestry(of: chest).prefix { $0 != spine }
        return skeleton.ancestry(of: chest).contains(spine) && above.allSatisfy { joints.contains($0) }
    }

    private static func commonAncestor(_ a: Int, _ b: Int, in skeleton: Skeleton) -> Int {
        let others = Set(skeleton.ancestry(of: b))
        return skeleton.ancestry(of: a).first { others.contains($0) } ?? 0
    }
}
