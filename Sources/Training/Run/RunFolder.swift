public import Diagnostics
import Files
import Foundation

/// The folder beside a checkpoint that is to be, in which a run keeps its state: `CHECKPOINT.training`.
///
/// One process at a time works in it. What a killed one left half-written is taken away by the next.
public final class RunFolder {
    /// The folder.
    public let path: String
    private let lock: Int32

    private static let stateName = "state.safetensors"
    private static let lockName = "in-use"

    /// Whether there is a run for the checkpoint at `output` that was begun and not ended.
    public static func exists(for output: String) -> Bool {
        FileManager.default.fileExists(atPath: folder(for: output) + "/" + stateName)
    }

    private static func folder(for output: String) -> String { output + ".training" }

    /// Opens the folder for the checkpoint at `output`, and makes it if need be.
    ///
    /// - Parameter isAnew: Whether a state that is there is thrown away.
    /// - Throws: ``Problem`` when it cannot be made, or another process works in it.
    public init(for output: String, isAnew: Bool) throws(Problem) {
        path = Self.folder(for: output)
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw .unwritable(path, errno: errno) }
        lock = open(path + "/" + Self.lockName, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0 else { throw .unwritable(path, errno: errno) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw Problem(
                "another process is training this checkpoint", at: .file(path), expected: "one at a time",
                found: "one that is still running", remedy: "wait for it, stop it, or choose another -o")
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        for name in names where name.hasPrefix(".") && name.contains(".part") { unlink(path + "/" + name) }
        if isAnew { unlink(statePath) }
    }

    deinit {
        // A run that was refused before its first state leaves nothing behind.
        if !hasState { remove() }
        close(lock)
    }

    /// Where the state is.
    var statePath: String { path + "/" + Self.stateName }
    /// Whether there is a state to go on from.
    var hasState: Bool { FileManager.default.fileExists(atPath: statePath) }

    /// Takes the folder away, when the checkpoint is written.
    public func remove() {
        unlink(statePath)
        unlink(path + "/" + Self.lockName)
        rmdir(path)
    }
}
