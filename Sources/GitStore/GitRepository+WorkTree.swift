public import Diagnostics
import Files
import Foundation

extension GitRepository {
    /// What the work tree holds at `path`, as a tree would name it; nil when there is nothing.
    ///
    /// - Throws: ``Problem`` when it is a folder or a link, when a folder above it is a link (it could lead out of
    ///   the work tree), or when it cannot be read.
    public func workTreeEntry(at path: String) throws(Problem) -> TreeEntry? {
        guard let (bytes, mode) = try readWorkFile(path) else { return nil }
        return TreeEntry(try Self.blobID(of: bytes), mode: mode)
    }

    /// Stores what the work tree holds at `path`; nil when there is nothing.
    ///
    /// - Throws: as ``workTreeEntry(at:)``.
    public func storeWorkFile(_ path: String) throws(Problem) -> TreeEntry? {
        guard let (bytes, mode) = try readWorkFile(path) else { return nil }
        return TreeEntry(try writeBlob(bytes), mode: mode)
    }

    /// Changes files of the work tree from what they were to what they shall be.
    ///
    /// Every file is looked at before the first is written. Each is replaced in one step (`Files.AtomicFile`), so a
    /// kill leaves some files old and some new, but none in between. Folders are made and, when empty, removed.
    ///
    /// - Parameters:
    ///   - changes: Per path the entry it holds now and the entry it shall hold. A path that already holds the new one
    ///     is fine.
    ///   - passingOverForeign: Leave a file that holds neither alone, instead of refusing everything.
    /// - Throws: ``Problem`` before anything is written when a file holds something else, which nobody has saved;
    ///   or in the middle, when writing fails.
    public func changeWorkTree(
        _ changes: [TreeDifference], passingOverForeign: Bool = false
    ) throws(Problem) {
        var pending: [TreeDifference] = []
        for change in changes {
            try TreePath.check(change.path)
            for entry in [change.before, change.after] where entry?.mode == .link || entry?.mode == .submodule
            {
                throw Problem(
                    "`\(change.path)` is a link or a submodule", at: .file(folder + "/" + change.path),
                    expected: "plain files", found: "a kind of file that Choreo does not write",
                    remedy: "use plain git for this step, for instance `git switch`")
            }
            let current = try workTreeEntry(at: change.path)
            if current == change.after { continue }
            if current == change.before {
                pending.append(change)
            } else if !passingOverForeign {
                throw Problem(
                    "unsaved changes in `\(change.path)` would be lost",
                    at: .file(folder + "/" + change.path),
                    expected: "the file as it was saved", found: "other content",
                    remedy: "save it first, or move the file out of the folder")
            }
        }
        // Removals first: a file may have to make way for a folder of the same name.
        for change in pending where change.after == nil { try removeWorkFile(change.path) }
        for change in pending {
            if let entry = change.after { try writeWorkFile(change.path, entry) }
        }
    }

    /// The names of the plain entries in a folder of the work tree, sorted; none when there is no such folder.
    ///
    /// - Parameter relative: The folder inside the work tree; empty for its top.
    /// - Throws: ``Problem`` when it is a link or cannot be listed.
    public func workTreeNames(in relative: String) throws(Problem) -> [String] {
        let path = relative.isEmpty ? folder : folder + "/" + relative
        if !relative.isEmpty {
            try refuseLinks(above: relative + "/x")
            guard access(path, F_OK) == 0 else { return [] }
        }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw Problem(
                "the folder cannot be listed", at: .file(path), expected: "a readable folder",
                found: error.localizedDescription, remedy: "check its permissions")
        }
    }

    // MARK: one file

    private func readWorkFile(_ path: String) throws(Problem) -> (bytes: [UInt8], mode: TreeEntry.Mode)? {
        try refuseLinks(above: path)
        let full = folder + "/" + path
        var status = stat()
        guard lstat(full, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Problem.unreadable(full, errno: errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Problem(
                "this is not a plain file", at: .file(full), expected: "a file of the piece",
                found: status.st_mode & S_IFMT == S_IFLNK ? "a link" : "a folder or a device",
                remedy: "move it away; `choreo restore` brings the saved file back")
        }
        let isExecutable = status.st_mode & S_IXUSR != 0 && keepsFileModes
        return (try FileBytes.read(full, limit: 1 << 30), isExecutable ? .executable : .file)
    }

    private func writeWorkFile(_ path: String, _ entry: TreeEntry) throws(Problem) {
        for parent in TreePath.folders(above: path) {
            let full = folder + "/" + parent
            guard mkdir(full, 0o777) == 0 || errno == EEXIST else {
                throw Problem.unwritable(full, errno: errno)
            }
        }
        try refuseLinks(above: path)
        let bytes = try readBlob(entry.id)
        let full = folder + "/" + path
        guard entry.mode == .executable else { return try AtomicFile.write(bytes, to: full) }
        try AtomicFile.replace(full) { (temporary) throws(Problem) in
            try AtomicFile.write(bytes, to: temporary)
            guard chmod(temporary, 0o755) == 0 else { throw Problem.unwritable(full, errno: errno) }
        }
    }

    private func removeWorkFile(_ path: String) throws(Problem) {
        try refuseLinks(above: path)
        let full = folder + "/" + path
        guard unlink(full) == 0 || errno == ENOENT else { throw Problem.unwritable(full, errno: errno) }
        for parent in TreePath.folders(above: path).reversed() where rmdir(folder + "/" + parent) != 0 {
            return
        }
    }

    /// Refuses a path whose folders are links: what is written there could land outside the work tree.
    private func refuseLinks(above path: String) throws(Problem) {
        for parent in TreePath.folders(above: path) {
            var status = stat()
            guard lstat(folder + "/" + parent, &status) == 0 else { continue }
            guard status.st_mode & S_IFMT != S_IFLNK else {
                throw Problem(
                    "`\(parent)` is a link that may lead out of the piece", at: .file(folder + "/" + parent),
                    expected: "a folder", found: "a link", remedy: "replace it by a plain folder")
            }
        }
    }
}
