extension BVHDocument {
    /// One `ROOT` or `JOINT` block.
    public struct Joint: Sendable, Equatable {
        /// The name as written, spaces and namespaces included; not always unique in a file.
        public var name: String
        /// Index of the parent joint, nil for a root.
        public var parent: Int?
        /// The `OFFSET` from the parent, in the file's unit of length.
        public var offset: SIMD3<Double>
        /// The channels in the order of their columns.
        public var channels: [Channel]
        /// Offsets of the `End Site` blocks; none or one in almost every file.
        public var endSites: [SIMD3<Double>]
        /// Column of the joint's first channel in a frame row; the document keeps it up to date.
        public internal(set) var firstChannel = 0

        /// Creates a joint.
        public init(
            name: String, parent: Int?, offset: SIMD3<Double>, channels: [Channel],
            endSites: [SIMD3<Double>] = []
        ) {
            self.name = name
            self.parent = parent
            self.offset = offset
            self.channels = channels
            self.endSites = endSites
        }
    }

    /// One animated number of a joint; the raw value is the canonical spelling.
    public enum Channel: String, Sendable, CaseIterable {
        case xPosition = "Xposition"
        case yPosition = "Yposition"
        case zPosition = "Zposition"
        case xRotation = "Xrotation"
        case yRotation = "Yrotation"
        case zRotation = "Zrotation"

        /// Whether the value is an angle in degrees; otherwise it is a length in the file's unit.
        public var isRotation: Bool {
            switch self {
            case .xPosition, .yPosition, .zPosition: false
            case .xRotation, .yRotation, .zRotation: true
            }
        }

        /// The axis: 0 for X, 1 for Y, 2 for Z.
        public var axis: Int {
            switch self {
            case .xPosition, .xRotation: 0
            case .yPosition, .yRotation: 1
            case .zPosition, .zRotation: 2
            }
        }
    }
}

/// Something odd in a BVH file that could be read all the same.
public struct BVHWarning: Sendable, Equatable {
    /// The line, from 1, where it can be told.
    public var line: Int?
    /// What is odd and what was done about it; safe to print.
    public var text: String

    /// Creates a warning.
    public init(line: Int? = nil, text: String) {
        self.line = line
        self.text = text
    }
}
