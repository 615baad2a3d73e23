public import Diagnostics
import Files
import Foundation

extension GitRepository {
    /// How the previous holder of the lock ended.
    public enum PreviousHolder: Sendable, Hashable {
        /// It finished, or there was none.
        case finished
        /// It was killed while it held the lock, and may have left work half done.
        case killed
    }

    /// Runs `body` while no other command of ours changes this repository.
    ///
    /// The lock is `flock` on a file in the store, so the kernel releases it when the holder dies: a stale file never
    /// blocks. The file holds the holder's process id while it works and is emptied when it ends, which is how the
    /// next holder learns that the last one was killed. Plain git takes no notice of it; against git every move of
    /// a reference is compared and swapped.
    ///
    /// - Parameter patience: Seconds to wait for another holder before giving up.
    /// - Throws: ``Problem`` naming the process that holds it, or what `body` throws.
    public func locked<Result>(
        patience: Double = 5, _ body: (PreviousHolder) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        let path = storeFolder + "choreo.lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Problem.unwritable(storeFolder, errno: errno) }
        // Closing releases the lock, however this ends.
        defer { close(descriptor) }

        let pause = 0.02
        var waited = 0.0
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw Problem.unwritable(path, errno: errno) }
            guard waited < patience else {
                throw Problem(
                    "another choreo command is working here", at: .file(folder),
                    expected: "a piece that nothing else is changing",
                    found: "process \(Self.text(of: descriptor) ?? "unknown")",
                    remedy: "wait until it has ended, then try again")
            }
            usleep(useconds_t(pause * 1e6))
            waited += pause
        }

        let previous: PreviousHolder = Self.text(of: descriptor) == nil ? .finished : .killed
        let own = Array("\(getpid())".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, own, own.count, 0) == own.count else {
            throw Problem.unwritable(path, errno: errno)
        }
        defer { ftruncate(descriptor, 0) }
        return try body(previous)
    }

    private static func text(of descriptor: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
}
