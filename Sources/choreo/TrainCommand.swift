import ArgumentParser
import Diagnostics
import SequenceModel
import Training

/// `choreo train`: a network from nothing.
struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a network of your own on a folder of movement",
        discussion: """
            Reads all BVH files of a folder, whatever their rigs, rates and units, or the files that a table INDEX.tsv \
            lists (path, true_fps, split). A part is held out, to see how well the network does on what it has not seen. \
            A run that was stopped, or killed, goes on when the same words are given again. An hour of dance and a \
            night of training are a beginning; with less, `choreo adapt` does better.

            EXAMPLES
              choreo train dances -o mine.safetensors --minutes 480
              choreo train dances --licence "our own" -o mine.safetensors
            """)

    @Argument(help: "Folders, INDEX.tsv tables or BVH files", completion: .directory)
    var corpus: [String]

    @OptionGroup var options: TrainingOptions

    @Option(help: "Width of the network")
    var width = 256

    @Option(help: "Its transformer blocks")
    var blocks = 6

    @Option(help: ArgumentHelp("Attention heads", visibility: .hidden))
    var heads = 4

    @Option(help: ArgumentHelp("Components of a token", visibility: .hidden))
    var components = 192

    func run() throws {
        let sizes = try Configuration.training(
            width: width, blocks: blocks, heads: heads, components: components)
        let folder = try options.folder()
        let movement = try options.corpus(corpus)
        try options.train(
            movement, options.recipe(.training()), start: .anew(sizes), in: folder,
            title: "\(Int(movement.trainingSeconds)) s of movement, a new network")
    }
}
