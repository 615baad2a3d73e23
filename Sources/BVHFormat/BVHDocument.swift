/// A BVH file as data: the joints, the frame time and the rows of channel values, exactly as written.
///
/// This is the text form's own view of movement: values are degrees and the file's unit of length, in the
/// file's channel order, and nothing is interpreted. `MotionIO` turns a document into a clip and back.
///
///     let document = try BVHDocument.read("opening.bvh")
///     print(document.joints.count, document.frameCount, document.frameTime)
///     try document.write(to: "copy.bvh")
///
/// Shapes: J joints, C channels over all joints, F frames; `values` holds F × C numbers, row by row.
public struct BVHDocument: Sendable {
    /// The joints in file order: depth first, each after its parent.
    ///
    /// Joint 0 is the first `ROOT`. A further `ROOT` is a joint without parent. End sites are not joints; they belong to the joint that
    /// they end.
    public var joints: [Joint] {
        didSet { Self.numberChannels(of: &joints) }
    }
    /// Seconds between two frames, from 10⁻⁶ to 10⁶.
    public var frameTime: Double
    /// Channel values, shape [F × C], row by row: degrees for rotations, the file's unit for positions.
    public var values: [Double]
    /// What was odd in the text that was read, but understood; empty for a document made otherwise.
    public var warnings: [BVHWarning] = []

    /// Creates a document.
    ///
    /// - Parameters:
    ///   - joints: Joints in file order (depth first); ``Joint/firstChannel`` is computed.
    ///   - frameTime: Seconds between two frames, from 10⁻⁶ to 10⁶.
    ///   - values: F × C finite channel values, row by row.
    /// - Precondition: There is a joint, the joints are in file order, and `values` holds whole rows.
    public init(joints: [Joint], frameTime: Double, values: [Double]) {
        precondition(Self.frameTimes.contains(frameTime), "the frame time must be a duration")
        self.joints = joints
        self.frameTime = frameTime
        self.values = values
        Self.numberChannels(of: &self.joints)
        let channelCount = channelCount
        precondition(
            channelCount == 0 ? values.isEmpty : values.count.isMultiple(of: channelCount),
            "the values must be whole rows")
    }

    /// Frame times that make sense: what lies outside is no rate, and its inverse could overflow.
    static let frameTimes = 1e-6...1e6

    /// Number of channels of all joints together: the width of a frame row.
    public var channelCount: Int {
        joints.last.map { $0.firstChannel + $0.channels.count } ?? 0
    }

    /// Number of frames; 0 for a document without channels.
    public var frameCount: Int {
        channelCount == 0 ? 0 : values.count / channelCount
    }

    /// Gives each joint the column of its first channel, and checks the order of the joints.
    private static func numberChannels(of joints: inout [Joint]) {
        precondition(
            joints.first.map { $0.parent == nil } ?? false, "a document has a root, and it is joint 0")
        var column = 0
        // The path from the root to the last joint: in file order only these may still receive children.
        var open: [Int] = []
        for index in joints.indices {
            while let last = open.last, joints[index].parent != last { open.removeLast() }
            precondition(
                joints[index].parent == open.last, "joints must be in file order: depth first, parents first")
            open.append(index)
            joints[index].firstChannel = column
            column += joints[index].channels.count
        }
    }
}

extension BVHDocument: Equatable {
    /// Whether two documents hold the same joints, frame time and values.
    ///
    /// Warnings are about the text that was read and don't count; a negative zero equals zero.
    public static func == (left: BVHDocument, right: BVHDocument) -> Bool {
        left.frameTime == right.frameTime && left.joints == right.joints && left.values == right.values
    }
}
