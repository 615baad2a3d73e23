import Diagnostics
import Glibc
import Motion
import MotionIO

/// A file in the place of a rig is a rig or a problem that names the file.
enum RigTarget {
    /// In memory: thousands of files a second are written there.
    private static let path = "/dev/shm/choreo-fuzz-\(getpid()).json"

    static func check(_ bytes: [UInt8]) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        must(file >= 0 && write(file, bytes, bytes.count) == bytes.count, "\(path) can be written")
        close(file)
        defer { unlink(path) }
        do throws(Problem) {
            let rig = try Rig.read(path)
            must(rig.joints[.hips] != nil, "a rig has hips")
            must(Set(rig.joints.values).count == rig.joints.count, "every part has a joint of its own")
        } catch {
            must(error.place?.path == path, "a problem names the file: \(error)")
        }
    }
}
