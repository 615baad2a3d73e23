public import Diagnostics
import Files

extension BVHDocument {
    /// Reads the BVH file at `path`.
    ///
    /// - Throws: ``Problem`` when the file can't be read, or as ``parse(_:path:)``.
    public static func read(_ path: String) throws(Problem) -> BVHDocument {
        try parse(FileBytes.read(path), path: path)
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
