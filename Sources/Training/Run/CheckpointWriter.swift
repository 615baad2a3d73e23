import Diagnostics
import Foundation
import JSON
public import SequenceModel
import Tensor

extension TrainingRun {
    /// The checkpoint that came out, as a file that `choreo propose --checkpoint` reads.
    ///
    /// It says what it was trained on and how, by name and figure, and carries the licence note.
    ///
    /// - Parameters:
    ///   - corpus: What it was trained on.
    ///   - base: What it began with, if not with nothing.
    ///   - licence: What the user says may be done with the movement, and so with what was learned from it.
    ///   - program: Name and version of the program.
    public func checkpoint(
        _ corpus: Corpus, base: BaseCheckpoint?, licence: String?, program: String
    ) -> Safetensors {
        let model = self.model
        var file = Safetensors(metadata: [
            "choreo.format": "2", "config": model.sizes.text,
            "corpus": Self.text(corpusNote(corpus, base, licence: licence)),
            "training": Self.text(trainingNote(base, program: program)), "metrics": Self.text(metricsNote),
        ])
        model.statistics.write(to: &file)
        model.parameters.write(to: &file)
        let sizes = model.sizes
        file.add("spline.fit", Spline.fit(frames: sizes.frames, points: sizes.points))
        file.add("spline.contextFit", Spline.fit(frames: sizes.contextFrames, points: sizes.contextPoints))
        if let base,
            let basis = try? base.file.matrix("spline.basis", rows: sizes.frames, columns: sizes.points)
        {
            // With whatever smoothing the checkpoint had.
            file.add("spline.basis", basis)
        } else {
            let plain = Spline.basis(frames: sizes.frames, points: sizes.points)
            file.add("spline.basis", plain.times(Self.smoothing(points: sizes.points, share: Self.smoothing)))
        }
        let table = base.flatMap {
            try? $0.file.matrix("sampling.response", rows: Response.levels.count, columns: sizes.components)
        }
        file.add("sampling.response", table ?? (base == nil ? response(corpus) : Self.plainResponse(sizes)))
        return file
    }

    /// What a control point gives of itself to each neighbour when a window is decoded, against tremor.
    private static let smoothing: Float = 0.16

    private static func plainResponse(_ sizes: Configuration) -> Matrix {
        Matrix(rows: Response.levels.count, columns: sizes.components, repeating: 1)
    }

    /// A low-pass of control points, [points, points]; the ends stay.
    static func smoothing(points: Int, share: Float) -> Matrix {
        var result = Matrix(rows: points, columns: points)
        for row in 0..<points {
            let isEnd = row == 0 || row == points - 1
            result[row, row] = isEnd ? 1 : 1 - 2 * share
            if !isEnd {
                result[row, row - 1] = share
                result[row, row + 1] = share
            }
        }
        return result
    }

    private func corpusNote(_ corpus: Corpus, _ base: BaseCheckpoint?, licence: String?) -> [String:
        JSONValue]
    {
        var note: [String: JSONValue] = [
            "digest": .string(corpus.digest), "trainingFiles": .number(corpus.trainingFiles),
            "trainingSeconds": .number(corpus.trainingSeconds.rounded()),
            "heldOutFiles": .array(corpus.heldOutNames.map { .string($0) }),
            "heldOutSeconds": .number(corpus.validationSeconds.rounded()),
        ]
        if let licence { note["licence"] = .string(licence) }
        // What the base was trained on goes on to hold, with its notices.
        if let base, let text = base.metadata["corpus"],
            let value = try? JSONValue.parse(Array(text.utf8), path: "", remedy: "")
        {
            note["base"] = value
        }
        return note
    }

    private func trainingNote(_ base: BaseCheckpoint?, program: String) -> [String: JSONValue] {
        var note: [String: JSONValue] = [
            "program": .string(program), "seed": .number(recipe.seed), "steps": .number(step),
            "minutes": .number((elapsed / 6).rounded() / 10), "batch": .number(recipe.batch),
            "rate": .number(recipe.rate), "anchoring": .number(recipe.anchoring),
            "machine": .string("\(ProcessInfo.processInfo.activeProcessorCount.counted("CPU core"))"),
        ]
        if let base { note["base"] = .string(base.digest) }
        return note
    }

    private var metricsNote: [String: JSONValue] {
        var note: [String: JSONValue] = ["note": .string("loss of training and on what was held out")]
        let points = curve.points
        if let last = points.last?.training { note["trainingLoss"] = .number(last) }
        if let start = curve.start { note["heldOutLossAtStart"] = .number(start) }
        let kept = recipe.patience == nil ? points.last : curve.best
        if let kept, let validation = kept.validation {
            note["heldOutLoss"] = .number(validation)
            note["ofStep"] = .number(kept.step)
        }
        return note
    }

    private static func text(_ fields: [String: JSONValue]) -> String {
        String(decoding: JSONValue.object(fields).serialized(), as: UTF8.self)
    }
}
