public import Motion

/// A family of skeletons known by its joint names: which of them plays which canonical joint.
///
/// A rig is a file that people can read and write, `skeletons/NAME.json` (Documentation/Rigs.md):
///
///     {
///       "description": "Mixamo and what is made with it",
///       "joints": { "Hips": "Hips", "LeftUpLeg": "LeftUpLeg", "LeftToe": "LeftToeBase", … }
///     }
///
/// Keys of `joints` are names of ``CanonicalJoint``, values are the rig's own, without a namespace (`mixamorig:`).
/// What the file leaves out, because not all of the family have it, is looked for by the rules for joint names.
/// Families that name these joints alike are told apart by `also`, further joints that the rig has, and by `bones`,
/// the axis of their own joints that the limbs lie along.
public struct Rig: Sendable, Equatable {
    /// Short name, the file's own without its extension.
    public let name: String
    /// Where such files come from, in a few words.
    public let description: String
    /// The rig's name for each canonical joint that it has.
    public let joints: [CanonicalJoint: String]
    /// Further joints without which a skeleton is of another family.
    public let also: [String]
    /// The axis of their own joints that the limbs of the family lie along; nil where it tells nothing.
    public let bones: BoneAxis?

    /// Creates a rig.
    public init(
        name: String, description: String, joints: [CanonicalJoint: String], also: [String] = [],
        bones: BoneAxis? = nil
    ) {
        self.name = name
        self.description = description
        self.joints = joints
        self.also = also
        self.bones = bones
    }

    /// How much the file says about which skeletons are meant: of several rigs that fit, the one that says most is
    /// the one.
    var precision: Int { joints.count + also.count + (bones == nil ? 0 : 1) }
}

/// An axis of a joint that the bone to the next joint lies along.
public enum BoneAxis: String, Sendable, CaseIterable {
    case alongX = "+X"
    case againstX = "-X"
    case alongY = "+Y"
    case againstY = "-Y"
    case alongZ = "+Z"
    case againstZ = "-Z"

    /// The axis as a direction in the joint's own space.
    var direction: SIMD3<Float> {
        switch self {
        case .alongX: SIMD3(1, 0, 0)
        case .againstX: SIMD3(-1, 0, 0)
        case .alongY: SIMD3(0, 1, 0)
        case .againstY: SIMD3(0, -1, 0)
        case .alongZ: SIMD3(0, 0, 1)
        case .againstZ: SIMD3(0, 0, -1)
        }
    }

    /// Whether all thighs, shins, upper arms and forearms of `skeleton` lie along this axis.
    func holds(for map: JointMap, in skeleton: Skeleton) -> Bool {
        Calibration.bones.filter { Self.long.contains($0.joint) }.allSatisfy { joint, child in
            guard let bone = Calibration.rigBone(joint, child, skeleton: skeleton, map: map) else {
                return false
            }
            return bone.normalized.dot(direction) > 0.95
        }
    }

    private static let long: Set<CanonicalJoint> = [
        .leftUpLeg, .leftLeg, .rightUpLeg, .rightLeg, .leftArm, .leftForeArm, .rightArm, .rightForeArm,
    ]
}
