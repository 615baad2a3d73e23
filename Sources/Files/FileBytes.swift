public import Diagnostics
import Foundation

/// Reads whole files with errors that name the path and the reason.
public enum FileBytes {
    /// Returns the bytes of the file at `path`.
    ///
    /// - Parameters:
    ///   - path: A path as the user wrote it.
    ///   - limit: Largest size accepted, in bytes; a larger file is refused before it is read.
    /// - Throws: ``Problem`` when the file is missing, is a folder, cannot be read or is larger than `limit`.
    public static func read(_ path: String, limit: Int = 4 << 30) throws(Problem) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path, errno: errno) }
        defer { close(descriptor) }

        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path, errno: errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .unreadable(path, errno: EISDIR) }
        let expected = Int(status.st_size)
        guard expected <= limit else {
            throw Problem(
                "the file is too large", at: .file(path), expected: "at most \(limit) bytes",
                found: "\(expected) bytes", remedy: "cut the file into shorter takes")
        }

        // Pipes and device files report size 0, so the size is a first guess only.
        var bytes = [UInt8]()
        while true {
            let room = max(expected - bytes.count + 1, 1 << 16)
            var code: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                LargePages.advise(for: UnsafeMutableRawBufferPointer(buffer))
                var got = 0
                repeat {
                    got = Glibc.read(descriptor, buffer.baseAddress, room)
                    code = got < 0 ? errno : 0
                } while code == EINTR
                count = max(got, 0)
            }
            guard code == 0 else { throw .unreadable(path, errno: code) }
            if chunk.isEmpty { return bytes }
            // A whole file comes in one piece, which then need not be copied.
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            guard bytes.count <= limit else {
                throw Problem(
                    "the file is too large", at: .file(path), expected: "at most \(limit) bytes",
                    found: "more", remedy: "cut the file into shorter takes")
            }
        }
    }
}

extension Problem {
    /// The problem behind a failed `open` or `read`.
    public static func unreadable(_ path: String, errno code: Int32) -> Problem {
        switch code {
        case ENOENT:
            Problem(
                "no such file", at: .file(path), expected: "a file", found: "nothing at this path",
                remedy: "check the spelling, or list the folder")
        case EISDIR:
            Problem(
                "this is a folder", at: .file(path), expected: "a file", found: "a folder",
                remedy: "name a file inside it")
        default:
            Problem(
                "the file cannot be read", at: .file(path), expected: "a readable file",
                found: String(cString: strerror(code)), remedy: "check the permissions")
        }
    }

    /// The problem behind a failed `open`, `write`, `fsync` or `rename`.
    public static func unwritable(_ path: String, errno code: Int32) -> Problem {
        switch code {
        case ENOSPC, EDQUOT:
            Problem(
                "the disk is full", at: .file(path), expected: "room for the whole file",
                found: String(cString: strerror(code)), remedy: "free some space; nothing was half-written")
        case ENOENT:
            Problem(
                "the folder does not exist", at: .file(path), expected: "an existing folder", found: "none",
                remedy: "create the folder first")
        default:
            Problem(
                "the file cannot be written", at: .file(path), expected: "a writable place",
                found: String(cString: strerror(code)),
                remedy: "choose another folder, or change its permissions")
        }
    }
}
