import Diagnostics

/// What a path inside a work tree may be.
enum TreePath {
    /// Refuses a path that could lead out of the folder or into git's own files.
    ///
    /// A tree that came from elsewhere may hold any bytes as a name; nothing is written for a name that fails.
    static func check(_ path: String) throws(Problem) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let isSafe =
            !parts.isEmpty
            && parts.allSatisfy { part in
                !part.isEmpty && part != "." && part != ".." && part.lowercased() != ".git"
                    && !part.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
            }
        guard isSafe else {
            throw Problem(
                "a file has a name that leads out of the folder", at: .file(path),
                expected: "a plain path inside the folder", found: "`\(path)`",
                remedy: "rename or remove it with git, then try again")
        }
    }

    /// The folders above `path`, outermost first: `a/b/c` gives `a`, `a/b`.
    static func folders(above path: String) -> [String] {
        let parts = path.split(separator: "/")
        return (1..<max(parts.count, 1)).map { parts[..<$0].joined(separator: "/") }
    }
}
