import ArgumentParser
import Diagnostics
import Effect
import Evaluation
import MotionIO
import Files

/// `choreo reference`: makes the table that percentiles come from.
struct ReferenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Make the table of usual values that scores are compared with",
        discussion: """
            Reads canonical movement as `choreo features` writes it (FEATURES.safetensors, and FEATURES.json with the \
            clips beside it), measures windows of 4 s that start every 2 s, and writes the spread of every part of a \
            profile. A corpus enters only with the acknowledgment that its licence asks for.

            EXAMPLES
              choreo reference data.safetensors --credit "our-classes=Filmed in our studio" -o reference.json
              Scripts/reference-table data.safetensors
            """,
        shouldDisplay: false)

    @Argument(
        help: "Canonical movement, written by `choreo features`",
        completion: .file(extensions: ["safetensors"]))
    var features: String

    @Option(name: .shortAndLong, help: "The table to write")
    var output: String

    @Option(help: "Name of the table, as percentiles cite it")
    var name = "Choreo training corpora"

    @Option(
        name: .customLong("credit"),
        help: ArgumentHelp("A corpus and what its licence asks to be said", valueName: "corpus=words"))
    var credits: [String] = []

    @Option(help: "Which split of the corpora counts")
    var split = "train"

    func run() throws {
        let recordings = try Recording.read(features: features)
        var profiles: [EffectProfile] = []
        var corpora: [ReferenceTable.Corpus] = []
        for (corpus, acknowledgment) in try acknowledgments() {
            let before = profiles.count
            for recording in recordings
            where recording.entry.corpus == corpus && recording.entry.split == split {
                profiles += try ReferenceTable.windows(of: recording.movement)
            }
            let windows = profiles.count - before
            Console.error("\(corpus.printable): \(windows) windows")
            corpora.append(.init(name: corpus, windows: windows, acknowledgment: acknowledgment))
        }
        let table = ReferenceTable.build(from: profiles, name: name, corpora: corpora)
        try AtomicFile.write(try table.json(), to: output)
    }

    /// The corpora in the order given, with what is to be said of each.
    private func acknowledgments() throws -> [(corpus: String, words: String)] {
        guard !credits.isEmpty else {
            throw ValidationError("name at least one corpus with --credit corpus=words")
        }
        return try credits.map { credit in
            let parts = credit.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else {
                throw ValidationError("--credit takes `corpus=words`, not `\(credit.printable)`")
            }
            return (String(parts[0]), String(parts[1]))
        }
    }
}
