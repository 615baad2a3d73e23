import Motion

/// How thick each bone of a figure is, and which side of the body it is on.
struct BodyGirth {
    /// The side of each joint's bones.
    let parts: [BodyMesh.Part]
    private let rest: RestFigure
    /// The canonical joint that each joint plays, or hangs below.
    private let roles: [CanonicalJoint?]
    /// Whether a joint plays a part itself.
    private let plays: [Bool]
    /// Whether a joint plays a part, or one below it does: what does not hangs on the body, as fingers do.
    private let carries: [Bool]
    /// Length of the longest bone that begins at each joint.
    private let longest: [Double]
    /// Lengths of this figure to one of 1.70 m; 0 where no body is known.
    private let scale: Double
    /// Thickest that a bone of an unknown part may be.
    private let most: Double

    init(_ rest: RestFigure, map: JointMap?) {
        self.rest = rest
        let count = rest.parents.count
        var roles = [CanonicalJoint?](repeating: nil, count: count)
        for joint in CanonicalJoint.allCases {
            if let index = map?[joint], roles[index] == nil { roles[index] = joint }
        }
        let plays = roles.map { $0 != nil }
        var carries = plays
        var longest = rest.endSites.map { $0.map(\.length).max() ?? 0 }
        for joint in (0..<count).reversed() {
            guard let parent = rest.parents[joint] else { continue }
            if carries[joint] { carries[parent] = true }
            longest[parent] = max(longest[parent], rest.translations[joint].length)
        }
        for (joint, parent) in rest.parents.enumerated() where roles[joint] == nil {
            roles[joint] = parent.flatMap { roles[$0] }
        }
        (self.roles, self.plays, self.carries, self.longest) = (roles, plays, carries, longest)
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
        let leg = length(.leftUpLeg, .leftLeg) + length(.leftLeg, .leftFoot)
        scale = leg / Double(Skeleton.canonicalLegLength)
        most = rest.size / 25
    }

    /// Thickness where a bone begins and ends, as radii; nil where there is nothing to show.
    ///
    /// - Parameters:
    ///   - bone: From a joint to the next, or to an end site.
    ///   - start: The joint that it begins at.
    ///   - end: The joint at the bone's end; nil for an end site.
    func radii(of bone: SIMD3<Double>, from start: Int, to end: Int?) -> (start: Double, end: Double)? {
        let length = bone.length
        guard length > 0 else { return nil }
        let slender = min(length / 7, most)
        guard scale > 0 else { return (slender, slender) }
        // Above the hips lies the place that a figure is measured from, not a part of its body.
        guard let role = roles[start] else { return nil }
        let next = end.flatMap { carries[$0] ? roles[$0] : nil }
        // Of what ends a limb, the longest bone is the limb's own; the others are fingers, toes and faces.
        let isLimb =
            next != nil
            || plays[start] && Self.endsLimb(role) && length == longest[start] && missingHead?.joint != start
        guard isLimb else { return (slender, slender) }
        let usual = Self.radii(role, next ?? role)
        // A bone much shorter than it is thick would bulge out of the body.
        return (min(usual.0 * scale, length), min(usual.1 * scale, length))
    }

    /// A head for a figure that has none: a bone from its head's joint, straight on from the neck.
    ///
    /// Many rigs end there, or go on with no more than a jaw and eyes.
    var missingHead: (joint: Int, bone: SIMD3<Double>, radii: (start: Double, end: Double))? {
        let size = 0.13 * scale
        guard scale > 0, let joint = plays.indices.first(where: { plays[$0] && roles[$0] == .head }),
            longest[joint] < size
        else { return nil }
        let radii = Self.radii(.head, .head)
        return (joint, rest.courses[joint].normalized * size, (radii.0 * scale, radii.1 * scale))
    }

    /// Radius of the ball that stands for a joint without any bone.
    func ball(at joint: Int) -> Double {
        let bone = rest.translations[joint].length
        return rest.size > 0 ? min(most, max(bone / 7, most / 10)) : 0.05
    }

    private static func endsLimb(_ role: CanonicalJoint) -> Bool {
        [.leftHand, .rightHand, .head, .leftToe, .rightToe, .leftFoot, .rightFoot].contains(role)
    }

    /// Radii of the bones of a figure of 1.70 m, m; chosen by eye, after the figures that Choreo draws.
    private static func radii(_ joint: CanonicalJoint, _ next: CanonicalJoint) -> (Double, Double) {
        switch joint {
        case .hips:
            [.spine, .spine1, .spine2, .hips].contains(next) ? (0.11, 0.105) : (0.10, 0.085)
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
