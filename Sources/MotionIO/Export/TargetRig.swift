import BVHFormat
import Diagnostics
import Motion

/// The figure that a movement is put on.
public enum TargetRig: Sendable {
    /// Choreo's own 22 joints: metres, Y up, standing on the floor.
    case canonical
    /// The figure of another file, in its unit and axes.
    case file(MotionFile)

    /// The movement of `document` on this figure.
    func perform(
        _ document: BVHDocument, path: String, rigs: RigCatalogue, map: Rig?, notes: inout [String]
    ) throws(Problem) -> BVHDocument {
        let file = try MotionFile(document, path: path, rigs: rigs, map: map)
        notes = file.warnings
        switch self {
        case .canonical: return BVHDocument(try file.retarget().canonical(file.clip))
        case .file(let target):
            return target.document.with(try RigTransfer(from: file, to: target).clip())
        }
    }
}
