/// How a movement is written as BVH, where it should be written otherwise than it came.
///
/// Whatever is not asked for keeps its order, names, channels and exact values.
public struct BVHStyle: Sendable, Equatable {
    /// Unit of length of the result; nil for the file's own.
    public var unit: LengthUnit?
    /// The axis that is up; nil for the file's own.
    public var up: UpAxis?
    /// Order of the rotation channels of all joints that turn; nil for each joint's own.
    public var rotationOrder: RotationOrder?
    /// What becomes of the ends of chains.
    public var endSites = EndSites.keep
    /// Which joints have position channels.
    public var positions = Positions.keep
    /// What becomes of a T-pose before the movement.
    public var tPose = TPose.keep

    /// Creates a style that changes nothing.
    public init() {}

    /// What becomes of the ends of chains.
    public enum EndSites: String, Sendable, CaseIterable {
        /// They stay as they are.
        case keep
        /// A chain without one gets one, half as long as its last bone.
        case add
        /// None is written.
        case none
    }

    /// Which joints have position channels.
    public enum Positions: String, Sendable, CaseIterable {
        /// Those that have them.
        case keep
        /// Roots, and joints that move; what keeps its place has it as its offset.
        case moving
        /// Roots alone; what other joints move is lost.
        case root
        /// All joints, in front of their rotations.
        case all
    }

    /// What becomes of a T-pose before the movement.
    public enum TPose: String, Sendable, CaseIterable {
        /// It stays if there is one.
        case keep
        /// One is put in front if there is none.
        case first
        /// It is taken away if there is one.
        case drop
    }
}
