/// Joints, their tree and their rest offsets.
///
/// Lengths are in the unit of the clip that uses it.
/// Parents come before their children, and joint 0 is the root.
public struct Skeleton: Sendable, Equatable {
    /// An animated node of the body.
    public struct Joint: Sendable, Equatable {
        /// Name as the file has it.
        public var name: String
        /// Index of the parent; nil for the root alone.
        public var parent: Int?
        /// Translation from the parent at rest.
        public var offset: SIMD3<Float>
        /// Leaves without channels below this joint, as offsets from it.
        public var endSites: [SIMD3<Float>]

        /// Creates a joint.
        public init(name: String, parent: Int?, offset: SIMD3<Float>, endSites: [SIMD3<Float>] = []) {
            self.name = name
            self.parent = parent
            self.offset = offset
            self.endSites = endSites
        }
    }

    /// The joints, parents first.
    public let joints: [Joint]

    /// Creates a skeleton; the caller sees to it that joint 0 is the only root and parents come first.
    public init(joints: [Joint]) {
        precondition(!joints.isEmpty && joints[0].parent == nil, "joint 0 is the root")
        precondition(
            joints.enumerated().dropFirst().allSatisfy { index, joint in (joint.parent ?? index) < index },
            "parents come before their children")
        self.joints = joints
    }

    /// Index of the joint called `name`, the first if several are.
    public func index(of name: String) -> Int? { joints.firstIndex { $0.name == name } }

    /// Indices of the direct children of `joint`.
    public func children(of joint: Int) -> [Int] { joints.indices.filter { joints[$0].parent == joint } }

    /// `joint` and its ancestors up to the root, nearest first.
    public func ancestry(of joint: Int) -> [Int] {
        Array(sequence(first: joint) { joints[$0].parent })
    }
}
