import Diagnostics
import Files
import Glibc
import Motion
import MotionIO

/// A file in the place of a rig is a rig or a problem that names the file.
enum RigTarget {
    private static let path = "/tmp/choreo-fuzz-\(getpid()).json"

    static func check(_ bytes: [UInt8]) {
        do throws(Problem) {
            try AtomicFile.write(bytes, to: path)
            let rig = try Rig.read(path)
            must(rig.joints[.hips] != nil, "a rig has hips")
        } catch {
            must(error.place?.path == path, "a problem names the file: \(error)")
        }
    }
}
