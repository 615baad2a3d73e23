public import Diagnostics
import Foundation

/// Writes a file so that a reader sees the old one or the new one, never half of it.
///
/// The bytes go to a temporary file in the same folder, are forced to disk, and the temporary file then takes
/// the place of the old one in one step. After a failure, or a kill at any moment, the old file is untouched; after a
/// failure or Ctrl-C the temporary file is gone as well.
public enum AtomicFile {
    /// Writes `bytes` to `path`.
    ///
    /// - Throws: ``Problem`` when the folder is missing or not writable, or the disk is full.
    public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(Problem) {
        let whole = Array(bytes)
        try write(to: path) { (file) throws(Problem) in try file.append(whole) }
    }

    /// Writes what `body` appends to `path`, so that a large file need not be in memory as a whole.
    ///
    /// - Throws: what `body` throws, or ``Problem`` when the folder is missing or not writable, or the disk is full.
    public static func write(
        to path: String, by body: (_ file: FileAppender) throws(Problem) -> Void
    ) throws(Problem) {
        try replace(path) { (temporary) throws(Problem) in
            let (descriptor, code) = Interruption.uninterrupted {
                let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
                return (descriptor, errno)
            }
            guard descriptor >= 0 else { throw .unwritable(path, errno: code) }
            defer { close(descriptor) }
            try body(FileAppender(descriptor: descriptor, path: path))
        }
    }

    /// Writes `text` in UTF-8 to `path`.
    ///
    /// - Throws: ``Problem`` as ``write(_:to:)-(Sequence,_)``.
    public static func write(_ text: String, to path: String) throws(Problem) {
        try write(Array(text.utf8), to: path)
    }

    /// Lets `body` write a temporary file beside `path`, then moves it there.
    ///
    /// For writers that need a path of their own, such as an encoder. The temporary file keeps the extension of
    /// `path`, and is removed when `body` throws. A device or a pipe receives the bytes and stays what it is; a symbolic
    /// link is replaced, never followed, since a folder may come from somebody else.
    ///
    /// - Throws: what `body` throws, or ``Problem`` when the finished file cannot be moved into place.
    public static func replace(
        _ path: String, by body: (_ temporary: String) throws(Problem) -> Void
    ) throws(Problem) {
        let url = URL(fileURLWithPath: path)
        let isStream = isStream(path)
        let folder = isStream ? FileManager.default.temporaryDirectory : url.deletingLastPathComponent()
        let ending = url.pathExtension.isEmpty ? "" : ".\(url.pathExtension)"
        let temporary = folder.appendingPathComponent(".\(UInt64.random(in: 0...UInt64.max)).part\(ending)")
            .path
        try Interruption.guarding(undo: { unlink(temporary) }) { () throws(Problem) in
            do throws(Problem) {
                try body(temporary)
                if isStream {
                    // Nothing is left behind when whoever listens at the other end goes away.
                    let bytes = try FileBytes.read(temporary)
                    unlink(temporary)
                    try pour(bytes, into: path)
                } else {
                    try sync(temporary, for: path)
                    let code = Interruption.uninterrupted { rename(temporary, path) == 0 ? 0 : errno }
                    guard code == 0 else { throw Problem.unwritable(path, errno: code) }
                }
            } catch {
                unlink(temporary)
                throw error
            }
        }
        if !isStream { syncFolder(folder.path) }
    }

    /// Whether something other than a file or folder stands at `path`: a device, a pipe or a socket.
    ///
    /// Only the system's own links (`/dev/stdout`) are followed.
    private static func isStream(_ path: String) -> Bool {
        var status = stat()
        let isThere = (path.hasPrefix("/dev/") ? stat(path, &status) : lstat(path, &status)) == 0
        return isThere && ![S_IFREG, S_IFDIR, S_IFLNK].contains(status.st_mode & S_IFMT)
    }

    private static func pour(_ bytes: [UInt8], into path: String) throws(Problem) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unwritable(path, errno: errno) }
        defer { close(descriptor) }
        try FileAppender(descriptor: descriptor, path: path).append(bytes)
    }

    /// Forces a file to disk.
    private static func sync(_ temporary: String, for path: String) throws(Problem) {
        let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unwritable(path, errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unwritable(path, errno: errno) }
    }

    /// Forces the names in a folder to disk, so that a new one survives a power cut too.
    ///
    /// A folder that cannot be synced (some network file systems refuse) has already received the file, so this is
    /// best effort.
    static func syncFolder(_ path: String) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}

/// A file that is being written; see `AtomicFile.write(to:by:)`.
public struct FileAppender {
    fileprivate let descriptor: Int32
    fileprivate let path: String

    /// Writes `bytes` behind what has been written.
    ///
    /// - Throws: ``Problem`` when the disk is full or fails.
    public func append(_ bytes: [UInt8]) throws(Problem) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unwritable(path, errno: errno) }
            written += count
        }
    }
}
