public import Diagnostics
import Files

extension BVHDocument {
    /// Reads the BVH file at `path`.
    ///
    /// A large file that is sound is read in pieces by all cores, and its text is not in memory as a whole. What
    /// comes of a file, warnings and problems included, is what ``parse(_:path:)`` makes of its bytes.
    ///
    /// - Parameters:
    ///   - path: A path as the user wrote it.
    ///   - onAllCores: Whether the cores may share the work; false where many files are read side by side.
    /// - Throws: ``Problem`` when the file can't be read, or as ``parse(_:path:)``.
    public static func read(_ path: String, onAllCores: Bool = true) throws(Problem) -> BVHDocument {
        if let file = FileBlocks(path), 1 << 20..<4 << 30 ~= file.size {
            var stream = RowStream(size: file.size, bytes: file.bytes)
            if !onAllCores { stream.batch = 1 }
            if let document = parse(stream, path: path) { return document }
        }
        return try parse(FileBytes.read(path), path: path)
    }

    /// Reads a sound file in pieces; nil when it isn't sound.
    static func parse(_ stream: RowStream, path: String, headSize: Int = 1 << 16) -> BVHDocument? {
        guard let head = stream.bytes(0..<min(headSize, stream.size)) else { return nil }
        var parser = DocumentParser(head, path: path)
        parser.stream = stream
        guard let document = try? parser.parse(), !document.values.isEmpty else { return nil }
        return document
    }

    /// Reads a BVH document from the bytes of a file.
    ///
    /// Understands what exporters really write: any line ends, keywords in any case, joints without `End Site`,
    /// names with spaces, rows wrapped over lines, counts that don't match. What is odd but clear becomes a
    /// ``BVHWarning``; what could be read in two ways, or would shift values into wrong columns, is refused.
    /// Scale channels are left out, with a warning. A document without motion has no frames, and a frame time
    /// of 1/30 s where the file has none.
    ///
    /// - Parameters:
    ///   - bytes: The whole file, in UTF-8 (names may be Latin-1).
    ///   - path: The name that messages give to the file.
    /// - Throws: ``Problem`` with line and column, both from 1, columns in bytes.
    /// - Complexity: O(bytes) time; memory at most a fixed multiple of the bytes, whatever the file claims.
    public static func parse(_ bytes: [UInt8], path: String) throws(Problem) -> BVHDocument {
        var parser = DocumentParser(bytes, path: path)
        return try parser.parse()
    }
}
