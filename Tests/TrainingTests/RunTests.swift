import Diagnostics
import Foundation
import SequenceModel
import Testing

@testable import Training

@Suite("A run")
struct RunTests {
    let scratch: Scratch
    let corpus: Corpus
    var output: String { scratch.path + "/mine.safetensors" }

    init() throws {
        scratch = try Scratch()
        corpus = try .small()
    }

    private func trained(
        _ recipe: Recipe, as name: String, start: TrainingRun.Start? = nil, stoppingAfter steps: Int? = nil
    ) throws -> TrainingRun {
        let output = scratch.path + "/\(name).safetensors"
        var run = try TrainingRun(
            corpus, recipe, start: try start ?? .anew(.tiny()), in: RunFolder(for: output, isAnew: false))
        run.saveInterval = 0
        if let steps { try run.run(untilStep: steps) } else { try run.run { _ in } }
        return run
    }

    @Test("a run that stops and goes on ends with the very same weights and losses", arguments: [1, 4])
    func resuming(at step: Int) throws {
        let whole = try trained(.brief(steps: 6), as: "whole")
        _ = try trained(.brief(steps: 6), as: "parts", stoppingAfter: step)
        let parts = try trained(.brief(steps: 6), as: "parts")
        #expect(parts.isResumed && parts.step == 6)
        #expect(parts.curve == whole.curve)
        #expect(parts.model == whole.model)
        #expect(whole.curve.points.map(\.step) == [0, 2, 4, 6])
        #expect(whole.curve.points.allSatisfy { $0.validation?.isFinite == true })
    }

    @Test("going on with other words, or other movement, is refused and says what differs")
    func differences() throws {
        _ = try trained(.brief(steps: 4), as: "mine", stoppingAfter: 2)
        var other = Recipe.brief(steps: 4)
        other.seed = 9
        other.rate = 0.5
        let refused = #expect(throws: Problem.self) { try trained(other, as: "mine") }
        #expect(refused?.expected == "rate 0.001, seed 1" && refused?.found == "rate 0.5, seed 9")
    }

    @Test("a damaged state is refused, and says how to begin anew")
    func damage() throws {
        _ = try trained(.brief(steps: 4), as: "mine", stoppingAfter: 2)
        let path = output + ".training/state.safetensors"
        var bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        for cut in [0, 7, 100, bytes.count / 2, bytes.count - 1] {
            try Data(bytes[..<cut]).write(to: URL(fileURLWithPath: path))
            let refused = #expect(throws: Problem.self) { try trained(.brief(steps: 4), as: "mine") }
            #expect(refused?.remedy.contains("--anew") == true)
        }
        bytes[9] = 0xff
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        #expect(throws: Problem.self) { try trained(.brief(steps: 4), as: "mine") }
    }

    @Test("the checkpoint of a run is one, carries its notes, and can be gone on from")
    func checkpoint() throws {
        let run = try trained(.brief(steps: 4), as: "mine")
        let file = run.checkpoint(corpus, base: nil, licence: "all \"rights\"", program: "choreo test")
        try file.write(to: output)
        let checkpoint = try Checkpoint.read(output)
        #expect(checkpoint.configuration.style == 32)
        let note = try #require(checkpoint.metadata["corpus"])
        #expect(note.contains("all \\\"rights\\\"") && note.contains(corpus.digest))
        #expect(checkpoint.metadata["metrics"]?.contains("heldOutLoss") == true)

        let base = try BaseCheckpoint.read(output)
        var recipe = Recipe.brief(steps: 4)
        recipe.patience = 2
        recipe.anchoring = 0.1
        let adapted = try trained(recipe, as: "adapted", start: .from(base))
        let start = try #require(adapted.curve.start)
        let loss = try CheckpointLoss.measure(base, on: corpus, windows: 2)[0]
        #expect(start.isFinite && loss.isFinite)
        let second = adapted.checkpoint(corpus, base: base, licence: nil, program: "choreo test")
        #expect(second.metadata["training"]?.contains(base.digest) == true)
        // Scales and components are the base's.
        let kept = try ModelStatistics(from: base.file, base.sizes)
        #expect(adapted.model.statistics.whitenForward == kept.whitenForward)
        // What is written is the best that was seen.
        let best = try #require(adapted.curve.best?.validation)
        #expect(adapted.curve.points.allSatisfy { ($0.validation ?? 0) >= best })
    }

    @Test("drawn back hard, an adapted network stays where it was")
    func anchoring() throws {
        let first = try trained(.brief(steps: 2), as: "mine")
        try first.checkpoint(corpus, base: nil, licence: nil, program: "").write(to: output)
        let base = try BaseCheckpoint.read(output)
        func distance(_ anchoring: Double) throws -> Float {
            var recipe = Recipe.brief(steps: 6)
            recipe.anchoring = anchoring
            recipe.rate = 0.01
            recipe.averaging = 0
            let run = try trained(recipe, as: "anchored \(anchoring)", start: .from(base))
            return zip(run.model.parameters.values, base.parameters.values).reduce(0) {
                $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
            }
        }
        let (held, free) = (try distance(100), try distance(0))
        #expect(held < free)
    }

    @Test("one process at a time trains a checkpoint")
    func locking() throws {
        var folder: RunFolder? = try RunFolder(for: output, isAnew: false)
        let refused = #expect(throws: Problem.self) { try RunFolder(for: output, isAnew: false) }
        #expect(refused?.what == "another process is training this checkpoint")
        // Before there is a state, nothing is left behind.
        #expect(folder != nil)
        folder = nil
        #expect(!FileManager.default.fileExists(atPath: output + ".training"))
    }

    @Test("the loss plot shows both curves and where it was best")
    func plot() throws {
        var curve = LossCurve()
        for step in 0..<5 {
            curve.points.append(
                .init(
                    step: 10 * step, training: step > 0 ? 2 / Double(step) : nil,
                    validation: abs(Double(step) - 3) + 1))
        }
        #expect(curve.best?.step == 30)
        let svg = LossPlot.svg(curve, title: "a < b")
        #expect(svg.components(separatedBy: "<polyline").count == 3 && svg.contains("<circle"))
        #expect(svg.contains("a &lt; b") && !svg.contains("nan"))
        #expect(!LossPlot.svg(LossCurve(), title: "").contains("nan"))
    }
}
