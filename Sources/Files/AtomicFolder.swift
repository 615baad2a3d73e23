public import Diagnostics
import Foundation

/// Fills a folder with files that belong together, so that a failure leaves it as it was.
///
/// All files are first written aside. A folder that was not there then appears in one step; in one that was there
/// each file takes its place in one step, and the file that speaks for all of them comes last: where it is, the others
/// are whole and its own.
public enum AtomicFolder {
    /// Fills `folder`, which is made if it is missing.
    ///
    /// - Parameters:
    ///   - folder: Where the files are to be.
    ///   - seal: Name of the file that speaks for all; it must be among those that `body` writes.
    ///   - isStale: Tells by their names which files of an earlier filling go, unless they are replaced.
    ///   - body: Writes the files into the folder it is given.
    /// - Throws: what `body` throws, or ``Problem`` when the folder cannot be made or written.
    public static func fill(
        _ folder: String, sealedBy seal: String, removing isStale: (String) -> Bool,
        by body: (_ temporary: String) throws(Problem) -> Void
    ) throws(Problem) {
        let url = URL(fileURLWithPath: folder)
        let mark = ".\(UInt64.random(in: 0...UInt64.max)).part"
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        guard !isThere || isFolder.boolValue else { throw .unmakable(folder, found: "a file in the way") }
        if !isThere { try makeFolder(url.deletingLastPathComponent(), for: folder) }
        let temporary = (isThere ? url : url.deletingLastPathComponent()).appendingPathComponent(mark).path

        do throws(Problem) {
            try Interruption.guarding(undo: { try? FileManager.default.removeItem(atPath: temporary) }) {
                () throws(Problem) in
                let code = Interruption.uninterrupted { mkdir(temporary, 0o777) == 0 ? 0 : errno }
                guard code == 0 else { throw Problem.unwritable(folder, errno: code) }
                try body(temporary)
                try Interruption.uninterrupted { () throws(Problem) in
                    if isThere {
                        try move(from: temporary, to: url.path, sealedBy: seal, removing: isStale)
                    } else {
                        guard rename(temporary, url.path) == 0 else {
                            throw Problem.unwritable(folder, errno: errno)
                        }
                        AtomicFile.syncFolder(url.deletingLastPathComponent().path)
                    }
                }
            }
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            var told = error
            // The person knows the folder that was asked for, not the one aside.
            if let path = told.place?.path, path.hasPrefix(temporary) {
                told.place?.path = folder + path.dropFirst(temporary.count)
            }
            throw told
        }
    }

    /// Refuses a folder that ``fill(_:sealedBy:removing:by:)`` could not fill, before any work is done for it.
    ///
    /// - Throws: ``Problem`` when there is a file in the way, or no permission to write.
    public static func check(_ folder: String) throws(Problem) {
        var url = URL(fileURLWithPath: folder)
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" {
            url.deleteLastPathComponent()
        }
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
        guard isThere, isFolder.boolValue else { throw .unmakable(folder, found: "a file in the way") }
        guard access(url.path, W_OK | X_OK) == 0 else { throw .unwritable(folder, errno: errno) }
    }

    /// Makes a folder, and those above it, where they are not there.
    ///
    /// - Throws: ``Problem`` as ``check(_:)``.
    public static func make(_ folder: String) throws(Problem) {
        try check(folder)
        try makeFolder(URL(fileURLWithPath: folder), for: folder)
    }

    private static func makeFolder(_ url: URL, for folder: String) throws(Problem) {
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            let isThere = FileManager.default.fileExists(atPath: url.path)
            throw .unmakable(folder, found: isThere ? "a file in the way" : "no permission to make it")
        }
    }

    private static func move(
        from temporary: String, to folder: String, sealedBy seal: String, removing isStale: (String) -> Bool
    ) throws(Problem) {
        func names(_ path: String) -> [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
        }
        let new = names(temporary)
        precondition(new.contains(seal), "the file that speaks for the others is written")
        unlink(folder + "/" + seal)
        for name in names(folder) where isStale(name) && !new.contains(name) { unlink(folder + "/" + name) }
        for name in new.filter({ $0 != seal }) + [seal] {
            guard rename(temporary + "/" + name, folder + "/" + name) == 0 else {
                throw .unwritable(folder + "/" + name, errno: errno)
            }
        }
        rmdir(temporary)
        AtomicFile.syncFolder(folder)
    }
}

extension Problem {
    fileprivate static func unmakable(_ folder: String, found: String) -> Problem {
        Problem(
            "the folder cannot be made", at: .file(folder), expected: "a folder, or a place for one",
            found: found, remedy: "choose another folder with -o")
    }
}
