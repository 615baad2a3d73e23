import ArgumentParser
import Diagnostics
import Files
import Foundation
import Motion
import MotionIO
import SequenceModel
import Tensor

/// `choreo features`: what training and evaluation read, so that there is one reader and one retarget.
struct FeaturesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features",
        abstract: "Write canonical movement at 30 frames per second as one safetensors file",
        discussion: """
            Reads BVH files, or corpora by their INDEX.tsv (a table with the columns path, true_fps, split, subject and \
            genre), brings each to the canonical skeleton and writes 139 numbers a frame for training and evaluation. \
            OUT.json beside it lists the clips.

            EXAMPLES
              choreo features dance/INDEX.tsv walks/INDEX.tsv -o data.safetensors
              choreo features proposals/*.bvh -o proposals.safetensors
            """,
        shouldDisplay: false)

    @Argument(help: "BVH files or INDEX.tsv tables", completion: .file(extensions: ["bvh", "tsv"]))
    var inputs: [String]

    @Option(name: .shortAndLong, help: "The safetensors file to write")
    var output: String

    func run() throws {
        var features: [Float] = []
        var clips: [[String: Any]] = []
        let rigs = try Resources.rigs()
        for item in try inputs.flatMap({ try CorpusEntry.list($0) }) {
            guard let (clip, skipped) = try clip(of: item, rigs: rigs) else { continue }
            clips.append([
                "corpus": item.corpus, "path": item.path, "subject": item.subject, "split": item.split,
                "genre": item.genre, "start": features.count / FrameFeatures.count, "count": clip.frameCount,
                "skipped": skipped,
            ])
            features += FrameFeatures.encoded(clip, contacts: Contacts(of: clip)).values
        }
        try write(features, clips: clips)
    }

    /// The clip at 30 frames per second on the canonical skeleton; nil for a clip of a corpus that cannot be read,
    /// which must not cost the whole corpus: it is named, and missing from the table.
    private func clip(of item: CorpusEntry, rigs: RigCatalogue) throws -> (clip: Clip, skipped: Int)? {
        do {
            let motion = try MotionFile.read(item.file, assuming: item.rate, rigs: rigs)
            return (try motion.canonicalMovement(), motion.skippedFrames)
        } catch {
            guard !item.corpus.isEmpty else { throw error }
            Console.error("left out: \(error)")
            return nil
        }
    }

    private func write(_ features: [Float], clips: [[String: Any]]) throws {
        let rows = features.count / FrameFeatures.count
        var file = Safetensors()
        file.add("features", shape: [rows, FrameFeatures.count], features)
        try file.write(to: output)
        let table = try JSONSerialization.data(
            withJSONObject: ["frameRate": 30, "clips": clips] as [String: Any],
            options: [.sortedKeys, .prettyPrinted])
        try AtomicFile.write(
            table, to: URL(fileURLWithPath: output).deletingPathExtension().path + ".json")
        Console.error("\(clips.count) clips, \(rows) frames")
    }
}
