import Motion

/// The joints of a skeleton that make it a body: which one is a knee, a wrist, a head.
///
/// Told by whoever recognised the rig; else found by name and by the order along the chain from the root, so that
/// every common rig is understood. What is not found stays nil, and is then drawn bone by bone.
struct Landmarks: Equatable {
    /// A leg, from the hip joint down.
    struct Leg: Equatable {
        var hip: Int
        var knee: Int
        var ankle: Int
        /// The ball of the foot, where the toes begin.
        var toe: Int?
    }

    /// An arm, from the shoulder joint out.
    struct Arm: Equatable {
        var shoulder: Int
        var elbow: Int
        var wrist: Int
    }

    /// Both legs, or none.
    var legs: [Side: Leg] = [:]
    /// Both arms, or none.
    var arms: [Side: Arm] = [:]
    var neck: Int?
    var head: Int?
    /// The joint that carries both legs.
    var pelvis: Int?
    /// Joints from above the pelvis to the one that carries both arms, upwards; empty without arms and legs.
    var spine: [Int] = []

    init(of skeleton: Skeleton) {
        let names = skeleton.joints.map { JointName($0.name) }
        let leaves = skeleton.joints.indices.filter { skeleton.children(of: $0).isEmpty }
        for side in Side.allCases {
            let chains = leaves.map { Array(skeleton.ancestry(of: $0).reversed()) }
            legs[side] = chains.lazy.compactMap { Self.leg(in: $0, names, side) }.first
            arms[side] = chains.lazy.compactMap { Self.arm(in: $0, names, side) }.first
        }
        if legs.count < 2 { legs = [:] }
        if arms.count < 2 { arms = [:] }
        head = names.firstIndex { $0.side == nil && $0.part.contains("head") }
        neck = names.firstIndex { $0.side == nil && $0.part.contains("neck") }

        findTrunk(of: skeleton)
    }

    /// The landmarks of a body whose joints are known, whatever they are called.
    ///
    /// - Parameter parts: The joint that plays each canonical joint; nil without both legs and both arms.
    init?(of skeleton: Skeleton, parts: [CanonicalJoint: Int]) {
        for side in Side.allCases {
            func own(_ joint: CanonicalJoint) -> Int? { parts[side == .left ? joint : joint.mirrored] }
            guard let hip = own(.leftUpLeg), let knee = own(.leftLeg), let ankle = own(.leftFoot),
                let shoulder = own(.leftArm), let elbow = own(.leftForeArm), let wrist = own(.leftHand)
            else { return nil }
            legs[side] = Leg(hip: hip, knee: knee, ankle: ankle, toe: own(.leftToe))
            arms[side] = Arm(shoulder: shoulder, elbow: elbow, wrist: wrist)
        }
        (neck, head) = (parts[.neck], parts[.head])
        findTrunk(of: skeleton)
    }

    /// The side of the limb that begins at a joint; nil where none does.
    func side(ofLimbFrom joint: Int) -> Side? {
        Side.allCases.first { legs[$0]?.hip == joint || arms[$0]?.shoulder == joint }
    }

    /// Finds pelvis and spine between the limbs.
    private mutating func findTrunk(of skeleton: Skeleton) {
        if let left = legs[.left]?.hip, let right = legs[.right]?.hip {
            pelvis = Self.commonAncestor(of: left, right, in: skeleton)
        }
        if let left = arms[.left]?.shoulder, let right = arms[.right]?.shoulder, let pelvis,
            let chest = Self.commonAncestor(of: left, right, in: skeleton)
        {
            let below = Set(skeleton.ancestry(of: pelvis))
            spine = skeleton.ancestry(of: chest).prefix { !below.contains($0) }.reversed()
        }
    }

    /// Whether pelvis, arms and legs are all known, so that a torso can be drawn.
    var isHumanoid: Bool { pelvis != nil && !arms.isEmpty && (neck ?? head ?? spine.last) != nil }

    private static func leg(in chain: [Int], _ names: [JointName], _ side: Side) -> Leg? {
        guard
            let ankleAt = chain.firstIndex(where: {
                names[$0].side == side && names[$0].holds(["ankle", "foot"])
            })
        else { return nil }
        let above = chain[..<ankleAt].filter { names[$0].side == side }
        let shins = ["knee", "shin", "calf", "tibia", "lowerleg", "lowleg"]
        guard
            let knee = above.first(where: { names[$0].holds(shins) || names[$0].part == "leg" }) ?? above.last
        else { return nil }
        let thighs = above.prefix { $0 != knee }
        guard
            let hip = thighs.first(where: { names[$0].holds(["upleg", "upperleg", "thigh", "femur"]) })
                ?? thighs.last
        else { return nil }
        let toe = chain[(ankleAt + 1)...].first { names[$0].holds(["toe", "foot", "ball"]) }
        return Leg(hip: hip, knee: knee, ankle: chain[ankleAt], toe: toe)
    }

    private static func arm(in chain: [Int], _ names: [JointName], _ side: Side) -> Arm? {
        guard
            let wristAt = chain.firstIndex(where: {
                names[$0].side == side && names[$0].holds(["wrist", "hand"])
            })
        else { return nil }
        let above = chain[..<wristAt].filter { names[$0].side == side }
        let forearms = ["elbow", "forearm", "lowerarm", "lowarm", "radius"]
        guard let elbow = above.first(where: { names[$0].holds(forearms) }) ?? above.last else { return nil }
        let upper = above.prefix { $0 != elbow }
        guard
            let shoulder = upper.first(where: {
                names[$0].holds(["upperarm", "uparm", "shldr", "humerus"]) || names[$0].part == "arm"
            }) ?? upper.last
        else { return nil }
        return Arm(shoulder: shoulder, elbow: elbow, wrist: chain[wristAt])
    }

    private static func commonAncestor(of a: Int, _ b: Int, in skeleton: Skeleton) -> Int? {
        let others = Set(skeleton.ancestry(of: b))
        return skeleton.ancestry(of: a).first { others.contains($0) }
    }
}
