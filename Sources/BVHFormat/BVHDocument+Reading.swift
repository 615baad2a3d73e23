public import Diagnostics
import Files

extension BVHDocument {
    /// Reads the BVH file at `path`.
    ///
    /// - Parameters:
    ///   - path: A path as the user wrote it.
    ///   - onAllCores: As for ``parse(_:path:onAllCores:)``.
    /// - Throws: ``Problem`` when the file can't be read, or as ``parse(_:path:onAllCores:)``.
    public static func read(_ path: String, onAllCores: Bool = true) throws(Problem) -> BVHDocument {
        try parse(FileBytes.read(path), path: path, onAllCores: onAllCores)
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
    ///   - onAllCores: Whether the rows of a large file (some megabytes) are read by all cores. What comes of it,
    ///     warnings and problems included, is the same; say false where many files are read side by side.
    /// - Throws: ``Problem`` with line and column, both from 1, columns in bytes.
    /// - Complexity: O(bytes) time; memory at most a fixed multiple of the bytes, whatever the file claims.
    public static func parse(
        _ bytes: [UInt8], path: String, onAllCores: Bool = true
    ) throws(Problem) -> BVHDocument {
        var parser = DocumentParser(bytes, path: path, rowReading: RowReading(isConcurrent: onAllCores))
        return try parser.parse()
    }
}
