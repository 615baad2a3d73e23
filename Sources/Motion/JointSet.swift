/// Some of the joints of the canonical skeleton; the hips stand for the body's place and turn in the world.
public struct JointSet: OptionSet, Sendable, Hashable {
    /// Bit j is the joint of raw value j.
    public let rawValue: UInt32

    /// Creates a set from its bits; those beyond the last joint are dropped.
    public init(rawValue: UInt32) { self.rawValue = rawValue & Self.bits }

    private static let bits = UInt32(1) << UInt32(CanonicalJoint.allCases.count) - 1

    /// Every joint.
    public static let all = JointSet(rawValue: bits)
    /// The left leg from the hip joint to the toes.
    public static let leftLeg = JointSet([.leftUpLeg, .leftLeg, .leftFoot, .leftToe] as [CanonicalJoint])
    /// The right leg from the hip joint to the toes.
    public static let rightLeg = JointSet(
        [.rightUpLeg, .rightLeg, .rightFoot, .rightToe] as [CanonicalJoint])

    /// Creates a set of these joints.
    public init(_ joints: some Sequence<CanonicalJoint>) {
        self.init(rawValue: joints.reduce(0) { $0 | 1 << UInt32($1.rawValue) })
    }

    /// Whether the joint is in the set.
    public func contains(_ joint: CanonicalJoint) -> Bool { rawValue >> UInt32(joint.rawValue) & 1 == 1 }

    /// The joints, in canonical order.
    public var joints: [CanonicalJoint] { CanonicalJoint.allCases.filter(contains) }
}
