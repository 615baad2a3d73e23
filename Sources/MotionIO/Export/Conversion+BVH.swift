import BVHFormat
import Diagnostics
import Foundation

extension Conversion {
    /// The document as BVH in the asked style.
    func written(
        _ document: consuming BVHDocument, path: String, rigs: RigCatalogue, notes: [String]
    ) throws(Problem) -> ConvertedMotion {
        var document = document
        var notes = notes
        try poseInT(&document, path: path, rigs: rigs)
        let unit = try resize(&document, path: path, rigs: rigs, notes: &notes)
        if let order = style.rotationOrder { document.order(rotations: order) }
        let lost = document.give(positions: style.positions)
        if let worst = lost.max(by: { $0.distance < $1.distance }) {
            notes.append(
                "positions of \(lost.count.counted("joint")) are left out; `\(document.joints[worst.joint].name)` "
                    + "moved by up to " + String(format: "%.4g", worst.distance))
        }
        document.give(endSites: style.endSites)
        try document.checkFinite(path: path)
        return ConvertedMotion(
            content: .document(document), frames: document.frameCount, frameRate: document.statedRate,
            joints: document.joints.count, unit: unit, notes: notes)
    }

    /// Puts a T-pose in front of the movement, or takes one away.
    private func poseInT(
        _ document: inout BVHDocument, path: String, rigs: RigCatalogue
    ) throws(Problem) {
        guard style.tPose != .keep else { return }
        try document.checkPlayable(path: path, severalFigures: true)
        let opening = document.openingPose(path: path, rigs: rigs, map: map)
        switch style.tPose {
        case .keep: break
        case .first:
            let isThere = opening.map { $0.kind == .t || $0.kind == .rest && $0.isInserted } ?? false
            if !isThere { document.insertTPose(path: path, rigs: rigs, map: map) }
        case .drop: document.values.removeFirst((opening?.frames ?? 0) * document.channelCount)
        }
    }

    /// Brings lengths and axes to what the style asks for; returns the file's unit, where it mattered.
    private func resize(
        _ document: inout BVHDocument, path: String, rigs: RigCatalogue, notes: inout [String]
    ) throws(Problem) -> LengthUnit? {
        let asksForUnit = style.unit != nil && scale == nil
        guard asksForUnit || style.up != nil else {
            document.scale(by: scale ?? 1)
            return nil
        }
        let guess = try FigureGuess(document, path: path, rigs: rigs, map: map)
        if let up = style.up { document.turn(from: sourceUp ?? guess.up, to: up) }
        guard asksForUnit, let target = style.unit else {
            document.scale(by: scale ?? 1)
            return nil
        }
        let source = unit ?? guess.unit
        if unit == nil, let doubt = guess.doubt { notes.append(doubt) }
        // A division of exact numbers where there is one: 0.01 by 1 is a hundredth, not nearly one.
        document.scale(by: source.metres / target.metres)
        return source
    }
}
