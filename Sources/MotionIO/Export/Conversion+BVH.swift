import BVHFormat
import Diagnostics

extension Conversion {
    /// The document as BVH in the asked style.
    func written(
        _ document: consuming BVHDocument, path: String, rigs: RigCatalogue, notes: [String]
    ) throws(Problem) -> ConvertedMotion {
        var document = document
        document.scale(by: scale ?? 1)
        try document.checkFinite(path: path)
        return ConvertedMotion(
            bytes: document.serialized(), frames: document.frameCount, frameRate: document.statedRate,
            joints: document.joints.count, unit: nil, notes: notes)
    }
}
