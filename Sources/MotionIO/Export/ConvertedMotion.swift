import BVHFormat
public import Diagnostics
import Files
import Motion

/// A converted movement, ready to be written.
public struct ConvertedMotion: Sendable {
    /// What the file will hold.
    let content: Content
    /// Number of frames.
    public let frames: Int
    /// Frames per second.
    public let frameRate: Double
    /// Number of joints.
    public let joints: Int
    /// What a length of the source was taken for; nil where it did not matter.
    public let unit: LengthUnit?
    /// What was odd about the source, and what the conversion had to leave out; safe to print.
    public let notes: [String]

    /// What a file will hold: its pieces, or what they are made of while they are written.
    enum Content: Sendable {
        case document(BVHDocument)
        case pieces([[UInt8]])
        case usd(BVHDocument, JointMap?, generator: String)
        case table(BVHDocument)
    }

    /// Writes the file, the old one staying whole until the new one is complete.
    ///
    /// - Returns: The file's size in bytes.
    /// - Throws: ``Problem`` when it cannot be written.
    @discardableResult
    public func write(to path: String) throws(Problem) -> Int {
        var size = 0
        try AtomicFile.write(to: path) { (file) throws(Problem) in
            try write { (piece) throws(Problem) in
                size += piece.count
                try file.append(piece)
            }
        }
        return size
    }

    /// The file in one piece.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write { bytes += $0 }
        return bytes
    }

    /// Hands the file over in pieces, so that a large one is never in memory as a whole.
    private func write<Failure: Error>(
        to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        switch content {
        case .document(let document): try document.serialize(to: sink)
        case .pieces(let pieces): for piece in pieces { try sink(piece) }
        case .usd(let document, let map, let generator):
            try USDFile.write(document, map: map, generator: generator, to: sink)
        case .table(let document): try PositionTable.write(document, to: sink)
        }
    }
}
