import ArgumentParser
import Diagnostics
import Effect
import Files
import Foundation
import Motion
import SequenceModel

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

    /// The clips of a feature file, as the JSON beside it lists them.
    private struct Listing: Decodable {
        struct Clip: Decodable {
            let corpus: String
            let path: String
            let split: String
            let start: Int
            let count: Int
        }
        let frameRate: Double
        let clips: [Clip]
    }

    func run() throws {
        let listing = try listing()
        let file = try Safetensors.read(features)
        let rows = file.entries["features"]?.shape.first ?? 0
        let matrix = try file.matrix("features", rows: rows, columns: FrameFeatures.count)
        let movement = FrameFeatures.decoded(matrix, frameRate: listing.frameRate).clip

        var profiles: [EffectProfile] = []
        var corpora: [ReferenceTable.Corpus] = []
        for (corpus, acknowledgment) in try acknowledgments() {
            let before = profiles.count
            for clip in listing.clips where clip.corpus == corpus && clip.split == split {
                guard 0...movement.frameCount ~= clip.start,
                    0...movement.frameCount - clip.start ~= clip.count
                else {
                    throw Problem(
                        "the list of clips does not fit the movement", at: .file(listingPath),
                        expected: "frames up to \(movement.frameCount)",
                        found: "`\(clip.path)` at \(clip.start), \(clip.count) frames long",
                        remedy: "write both files again with `choreo features`")
                }
                profiles += try ReferenceTable.windows(
                    of: movement.frames(clip.start..<clip.start + clip.count))
            }
            let windows = profiles.count - before
            Console.error("\(corpus.printable): \(windows) windows")
            corpora.append(.init(name: corpus, windows: windows, acknowledgment: acknowledgment))
        }
        let table = ReferenceTable.build(from: profiles, name: name, corpora: corpora)
        try AtomicFile.write(try table.json(), to: output)
    }

    /// Path of the list beside the movement.
    private var listingPath: String {
        URL(fileURLWithPath: features).deletingPathExtension().appendingPathExtension("json").path
    }

    private func listing() throws -> Listing {
        let bytes = try FileBytes.read(listingPath)
        guard let listing = try? JSONDecoder().decode(Listing.self, from: Data(bytes)), listing.frameRate > 0
        else {
            throw Problem(
                "this is no list of clips", at: .file(listingPath),
                expected: "JSON with `frameRate` and `clips`, as `choreo features` writes it",
                found: "something else", remedy: "write both files again with `choreo features`")
        }
        return listing
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
