import ArgumentParser
import Diagnostics
import Foundation
import MotionIO
import Training

/// `choreo loss`: how well a network does on movement, by the measure that training goes by.
struct LossCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loss",
        abstract: "Measure the loss of networks on movement",
        discussion: """
            Where tables say which files are for validation, on those alone; else on all. Checkpoints that share scales \
            and components can be compared; a line for each: loss, its terms, file.

            EXAMPLES
              choreo loss dances --checkpoint before.safetensors after.safetensors
              choreo loss dances/INDEX.tsv --checkpoint mine.safetensors
            """,
        shouldDisplay: false)

    @Argument(help: "Folders, INDEX.tsv tables or BVH files", completion: .directory)
    var corpus: [String]

    @Option(parsing: .upToNextOption, help: "Checkpoints to measure")
    var checkpoint: [String]

    @Flag(help: "Leave out files that cannot be used instead of refusing them")
    var skipBad = false

    @Option(help: "Windows of 6 s to measure on at most")
    var windows = 128

    func validate() throws {
        guard (1...128).contains(windows) else { throw ValidationError("--windows is 1 to 128") }
    }

    func run() throws {
        let movement = try Corpus.read(
            corpus, rigs: try Resources.rigs(), skipsBad: skipBad, holdOut: HoldOut(share: 0),
            skipped: { Console.error("left out: \($0)") }, progress: { _ in })
        print("loss\terror\tplaces\tvelocities\taccelerations\tcontacts\tcheckpoint")
        for path in checkpoint {
            let loss = try CheckpointLoss.measure(
                try BaseCheckpoint.read(path), on: movement, windows: windows)
            print((loss.map { String(format: "%.5f", $0) } + [path.printable]).joined(separator: "\t"))
        }
    }
}
