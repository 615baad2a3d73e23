import ArgumentParser
import Diagnostics
import Training

/// `choreo adapt`: a network that goes on learning from one's own movement.
struct AdaptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapt",
        abstract: "Let a network learn the manner of your own movement, in minutes",
        discussion: """
            Goes on from a checkpoint with the movement of a folder, gently, so that what it knew is kept. A part is held \
            out; training ends when that gets no better, and the best is written. Three minutes of movement in three \
            files or more are enough to begin with.

            EXAMPLES
              choreo adapt my-dances -o mine.safetensors
              choreo adapt studio/anna --from company.safetensors -o anna.safetensors --minutes 20
            """)

    @Argument(help: "Folders, INDEX.tsv tables or BVH files", completion: .directory)
    var folder: [String]

    @Option(
        help: "The checkpoint to go on from; without it the one that comes with Choreo",
        completion: .file(extensions: ["safetensors"]))
    var from: String?

    @OptionGroup var options: TrainingOptions

    @Option(help: "How strongly it is drawn back to what it knew; 0 is not at all")
    var anchor: Double?

    func run() throws {
        let base = try BaseCheckpoint.read(try from ?? Resources.path(of: Resources.flow))
        let place = try options.folder()
        let movement = try options.corpus(folder)
        var recipe = options.recipe(.adapting())
        recipe.anchoring = anchor ?? recipe.anchoring
        try options.train(
            movement, recipe, start: .from(base), in: place,
            title: "\(Int(movement.trainingSeconds)) s of movement, from \(base.digest.prefix(12))")
    }
}
