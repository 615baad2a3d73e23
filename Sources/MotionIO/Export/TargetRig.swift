import BVHFormat
import Diagnostics
import Motion

/// The figure that a movement is put on.
public enum TargetRig: Sendable {
    /// Choreo's own 22 joints: metres, Y up, standing on the floor.
    case canonical
    /// The figure of another file, in its unit and axes.
    case file(MotionFile)

    /// The movement of `file` on this figure.
    func perform(_ file: MotionFile) throws(Problem) -> BVHDocument {
        switch self {
        case .canonical: BVHDocument(try file.retarget().canonical(file.clip))
        case .file(let target): target.document.with(try RigTransfer(from: file, to: target).clip())
        }
    }
}
