import ArgumentParser
import Diagnostics
import Foundation
import MotionIO
import SequenceModel
import Training

/// Words that `train` and `adapt` share.
struct TrainingOptions: ParsableArguments {
    @Option(
        name: .shortAndLong, help: ArgumentHelp("The checkpoint to write", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var output: String

    @Option(help: "Steps of training; without it as many as fit in --minutes")
    var steps: Int?

    @Option(help: "About how long to train")
    var minutes: Double?

    @Option(help: "The same seed on the same machine gives the same checkpoint")
    var seed: UInt64 = 1

    @Option(help: "Windows of 6 s in a step")
    var batch: Int?

    @Option(help: "Highest learning rate")
    var rate: Double?

    @Option(help: "Share of the movement to hold out, 0 to 0.5, where no table says which")
    var holdOut = 0.15

    @Option(help: "What may be done with this movement; goes into the checkpoint")
    var licence: String?

    @Flag(help: "Leave out files that cannot be used instead of refusing them")
    var skipBad = false

    @Flag(help: "Begin anew where a run was begun and not ended")
    var anew = false

    @Option(help: ArgumentHelp("Steps between two looks at what is held out", visibility: .hidden))
    var checkEvery: Int?

    @Option(help: ArgumentHelp("Seconds between two savings", visibility: .hidden))
    var saveEvery = 60.0

    @Option(help: ArgumentHelp("Windows that scales and styles are measured on", visibility: .hidden))
    var survey: Int?

    @OptionGroup var force: ForceOption

    func validate() throws {
        let isFine =
            (steps ?? 1) > 0 && (minutes ?? 1) > 0 && (1...256).contains(batch ?? 1) && (rate ?? 1) > 0
            && (checkEvery ?? 1) > 0 && (2...65536).contains(survey ?? 2)
        guard isFine else {
            throw ValidationError("steps, minutes, windows and rates are more than 0, --batch is at most 256")
        }
        guard (0...0.5).contains(holdOut) else {
            throw ValidationError("--hold-out is a share from 0 to 0.5")
        }
        guard steps == nil || minutes == nil else {
            throw ValidationError("give --steps or --minutes, not both")
        }
    }

    /// `usual` with what the words say.
    func recipe(_ usual: Recipe) -> Recipe {
        var recipe = usual
        recipe.steps = steps
        recipe.minutes = minutes ?? usual.minutes
        recipe.seed = seed
        recipe.batch = batch ?? usual.batch
        recipe.rate = rate ?? usual.rate
        recipe.checkEvery = checkEvery
        recipe.survey = survey ?? usual.survey
        return recipe
    }

    /// Opens the folder of the run, unless the checkpoint is there already and no run for it was begun.
    func folder() throws(Problem) -> RunFolder {
        if !RunFolder.exists(for: output) { try force.check(file: output) }
        return try RunFolder(for: output, isAnew: anew)
    }

    /// Reads the movement, and tells what there is.
    func corpus(_ inputs: [String], share: Double? = nil) throws -> Corpus {
        let progress = Progress("reading")
        let rigs = try Resources.rigs()
        let corpus = try Corpus.read(
            inputs, rigs: rigs, skipsBad: skipBad, holdOut: HoldOut(share: share ?? holdOut, seed: seed),
            skipped: { problem in
                progress.end()
                Console.error("left out: \(problem)")
            },
            progress: progress.update)
        progress.end()
        Console.error(
            "\(corpus.trainingFiles.counted("file")), \(Int(corpus.trainingSeconds)) s to learn from; "
                + "\(corpus.validationFiles.counted("file")), \(Int(corpus.validationSeconds)) s held out")
        if let shortage = corpus.shortage { Console.error("note: \(shortage)") }
        return corpus
    }

    /// Trains to the end, writes the checkpoint and its loss plot, and prints the table.
    func train(
        _ corpus: Corpus, _ recipe: Recipe, start: TrainingRun.Start, in folder: RunFolder, title: String
    ) throws {
        var run = try TrainingRun(corpus, recipe, start: start, in: folder)
        run.saveInterval = saveEvery
        Console.error(
            run.isResumed
                ? "goes on from step \(run.step) of \(run.steps)"
                : "\(run.steps) steps; stop it at any time, the same words go on with it")
        let log = TrainingLog()
        try run.run { log.tell($0) }
        log.end()
        let base: BaseCheckpoint? = if case .from(let checkpoint) = start { checkpoint } else { nil }
        let file = run.checkpoint(corpus, base: base, licence: licence, program: "choreo \(Version.text)")
        try file.write(to: output)
        let plot = (output as NSString).deletingPathExtension + ".loss.svg"
        try LossPlot.write(run.curve, title: title, to: plot)
        folder.remove()
        for line in TrainingTable.lines(of: run.curve) { print(line) }
        Console.error("wrote \(output) and \(plot)".printable)
        Console.next("choreo propose PHRASE.bvh --checkpoint \(output.shellWord)")
    }
}
