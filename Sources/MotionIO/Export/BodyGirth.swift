import Motion

/// How thick each bone of a figure is, and which side of the body it is on.
struct BodyGirth {
    /// The side of each joint's bones.
    let parts: [BodyMesh.Part]
    /// The canonical joint that each joint plays, or hangs below.
    private let roles: [CanonicalJoint?]
    /// Whether the joint itself plays its role, and does not only hang below the one that does.
    private let plays: [Bool]
    /// Lengths of this figure to one of 1.70 m; 0 where its legs have no length.
    private let scale: Double
    /// Thickest that a bone of an unknown part may be.
    private let most: Double

    init(_ rest: RestFigure, map: JointMap?) {
        var roles = [CanonicalJoint?](repeating: nil, count: rest.parents.count)
        for joint in CanonicalJoint.allCases {
            if let index = map?[joint], roles[index] == nil { roles[index] = joint }
        }
        plays = roles.map { $0 != nil }
        for (joint, parent) in rest.parents.enumerated() where roles[joint] == nil {
            roles[joint] = parent.flatMap { roles[$0] }
        }
        self.roles = roles
        parts = roles.map { role in
            switch role.map(\.name) {
            case let name? where name.hasPrefix("Left"): .left
            case let name? where name.hasPrefix("Right"): .right
            default: .trunk
            }
        }
        func length(_ upper: CanonicalJoint, _ lower: CanonicalJoint) -> Double {
            guard let upper = map?[upper], let lower = map?[lower] else { return 0 }
            return (rest.places[lower] - rest.places[upper]).length
        }
        scale =
            (length(.leftUpLeg, .leftLeg) + length(.leftLeg, .leftFoot)) / Double(Skeleton.canonicalLegLength)
        most = rest.size / 25
    }

    /// Thickness where each bone begins and ends, as radii.
    ///
    /// - Parameters:
    ///   - bone: From one joint to the next.
    ///   - end: The joint at the bone's end; nil for an end site.
    func radii(of bone: SIMD3<Double>, from start: Int, to end: Int?) -> (start: Double, end: Double) {
        let length = bone.length
        let slender = min(length / 7, most)
        guard scale > 0, let role = roles[start] else { return (slender, slender) }
        let next = end.flatMap { roles[$0] }
        // Fingers, face and what else hangs on a hand or head are as thin as they are short.
        if !plays[start], start != 0 || end == nil, Self.isExtremity(role) { return (slender, slender) }
        let usual = Self.radii(role, next ?? role)
        // A bone much shorter than it is thick would bulge out of the body.
        let limit = max(length, slender)
        return (min(usual.0 * scale, limit), min(usual.1 * scale, limit))
    }

    /// The ball of a joint without any bone.
    func ball(at joint: Int) -> (start: Double, end: Double) {
        let radius = most > 0 ? most / 3 : 0.05
        return (radius, radius)
    }

    private static func isExtremity(_ role: CanonicalJoint) -> Bool {
        [.leftHand, .rightHand, .head, .leftToe, .rightToe].contains(role)
    }

    /// Radii of the bones of a figure of 1.70 m, m; chosen by eye, after the figures that Choreo draws.
    private static func radii(_ joint: CanonicalJoint, _ next: CanonicalJoint) -> (Double, Double) {
        switch joint {
        case .hips: next == .spine || next == .spine1 || next == .spine2 ? (0.11, 0.105) : (0.10, 0.085)
        case .leftUpLeg, .rightUpLeg: (0.078, 0.055)
        case .leftLeg, .rightLeg: (0.055, 0.038)
        case .leftFoot, .rightFoot: (0.040, 0.035)
        case .leftToe, .rightToe: (0.035, 0.025)
        case .spine, .spine1: (0.105, 0.11)
        case .spine2:
            switch next {
            case .neck, .head: (0.10, 0.05)
            case .spine2: (0.11, 0.11)
            default: (0.09, 0.06)
            }
        case .neck: (0.05, 0.048)
        case .head: (0.085, 0.09)
        case .leftShoulder, .rightShoulder: (0.06, 0.052)
        case .leftArm, .rightArm: (0.050, 0.040)
        case .leftForeArm, .rightForeArm: (0.040, 0.029)
        case .leftHand, .rightHand: (0.030, 0.022)
        }
    }
}
