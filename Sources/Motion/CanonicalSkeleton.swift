/// The joints of the canonical skeleton, in its order.
///
/// Left is the figure's own left (+X).
public enum CanonicalJoint: Int, Sendable, CaseIterable {
    case hips
    case leftUpLeg, leftLeg, leftFoot, leftToe
    case rightUpLeg, rightLeg, rightFoot, rightToe
    case spine, spine1, spine2, neck, head
    case leftShoulder, leftArm, leftForeArm, leftHand
    case rightShoulder, rightArm, rightForeArm, rightHand

    /// Name in files: the case's name with a capital letter.
    public var name: String { Self.names[rawValue] }

    /// The names, written out: every command that reads rigs asks for hundreds of them when it starts.
    private static let names = [
        "Hips",
        "LeftUpLeg", "LeftLeg", "LeftFoot", "LeftToe",
        "RightUpLeg", "RightLeg", "RightFoot", "RightToe",
        "Spine", "Spine1", "Spine2", "Neck", "Head",
        "LeftShoulder", "LeftArm", "LeftForeArm", "LeftHand",
        "RightShoulder", "RightArm", "RightForeArm", "RightHand",
    ]

    /// The same joint on the other side; the joint itself on the middle line.
    public var mirrored: CanonicalJoint {
        switch rawValue {
        case 1...4, 14...17: CanonicalJoint(rawValue: rawValue + 4) ?? self
        case 5...8, 18...21: CanonicalJoint(rawValue: rawValue - 4) ?? self
        default: self
        }
    }

    /// Ankle and toe of both feet, in the order of contact labels.
    public static let feet: [CanonicalJoint] = [.leftFoot, .leftToe, .rightFoot, .rightToe]
}

extension Skeleton {
    /// The skeleton that everything is measured on: 22 joints, metres.
    ///
    /// Y up, facing +Z, arms out to the sides, 1.70 m tall. A toe rests at height 0, an ankle at 0.07 m.
    public static let canonical: Skeleton = {
        func joint(
            _ joint: CanonicalJoint, _ parent: CanonicalJoint?, _ offset: SIMD3<Float>,
            end: SIMD3<Float>? = nil
        ) -> Joint {
            let side: SIMD3<Float> = joint.name.hasPrefix("Right") ? SIMD3(-1, 1, 1) : SIMD3(1, 1, 1)
            return Joint(
                name: joint.name, parent: parent?.rawValue, offset: offset * side,
                endSites: end.map { [$0 * side] } ?? [])
        }
        return Skeleton(joints: [
            joint(.hips, nil, SIMD3(0, 0.95, 0)),
            joint(.leftUpLeg, .hips, SIMD3(0.09, -0.06, 0)),
            joint(.leftLeg, .leftUpLeg, SIMD3(0, -0.42, 0)),
            joint(.leftFoot, .leftLeg, SIMD3(0, -0.40, 0)),
            joint(.leftToe, .leftFoot, SIMD3(0, -0.07, 0.13), end: SIMD3(0, 0, 0.07)),
            joint(.rightUpLeg, .hips, SIMD3(0.09, -0.06, 0)),
            joint(.rightLeg, .rightUpLeg, SIMD3(0, -0.42, 0)),
            joint(.rightFoot, .rightLeg, SIMD3(0, -0.40, 0)),
            joint(.rightToe, .rightFoot, SIMD3(0, -0.07, 0.13), end: SIMD3(0, 0, 0.07)),
            joint(.spine, .hips, SIMD3(0, 0.10, 0)),
            joint(.spine1, .spine, SIMD3(0, 0.12, 0)),
            joint(.spine2, .spine1, SIMD3(0, 0.12, 0)),
            joint(.neck, .spine2, SIMD3(0, 0.16, 0)),
            joint(.head, .neck, SIMD3(0, 0.09, 0), end: SIMD3(0, 0.16, 0)),
            joint(.leftShoulder, .spine2, SIMD3(0.03, 0.11, 0)),
            joint(.leftArm, .leftShoulder, SIMD3(0.14, 0, 0)),
            joint(.leftForeArm, .leftArm, SIMD3(0.28, 0, 0)),
            joint(.leftHand, .leftForeArm, SIMD3(0.25, 0, 0), end: SIMD3(0.17, 0, 0)),
            joint(.rightShoulder, .spine2, SIMD3(0.03, 0.11, 0)),
            joint(.rightArm, .rightShoulder, SIMD3(0.14, 0, 0)),
            joint(.rightForeArm, .rightArm, SIMD3(0.28, 0, 0)),
            joint(.rightHand, .rightForeArm, SIMD3(0.25, 0, 0), end: SIMD3(0.17, 0, 0)),
        ])
    }()

    /// Thigh plus shin of the canonical skeleton, m: every body is scaled to it.
    public static let canonicalLegLength: Float = 0.82
}

extension Clip {
    /// Rotation of a canonical joint relative to its parent; the clip must be on the canonical skeleton.
    public subscript(frame: Int, joint: CanonicalJoint) -> Quaternion {
        get { self[frame, joint.rawValue] }
        set { self[frame, joint.rawValue] = newValue }
    }
}
