import BVHFormat
import Diagnostics
import Foundation

extension Conversion {
    /// The document in a format for scenes and tables: metres, Y up.
    func exported(
        _ document: consuming BVHDocument, path: String, rigs: RigCatalogue, notes: [String]
    ) throws(Problem) -> ConvertedMotion {
        var document = document
        try document.checkPlayable(path: path, severalFigures: true)
        let guess = try FigureGuess(document, path: path, rigs: rigs, map: map)
        var notes = notes
        let source = unit ?? guess.unit
        if unit == nil, scale == nil, let doubt = guess.doubt { notes.append(doubt) }
        document.scale(by: scale ?? source.metres)
        document.turn(from: sourceUp ?? guess.up, to: .y)
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        let content: ConvertedMotion.Content
        switch format {
        case .bvh: content = .document(document)
        case .glb:
            content = .pieces(
                try GLTFFile.pieces(
                    of: document, name: name, map: guess.map, generator: generator, path: path))
        case .usda: content = .usd(document, guess.map, generator: generator)
        case .csv: content = .table(document)
        }
        return ConvertedMotion(
            content: content, frames: document.frameCount, frameRate: document.statedRate,
            joints: document.joints.count, unit: scale == nil ? source : nil, notes: notes)
    }
}
