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

    /// One clip to export.
    private struct Item {
        var file: String
        var corpus = ""
        var path: String
        var subject = ""
        var split = ""
        var genre = ""
        var rate: Double?
    }

    func run() throws {
        var features: [Float] = []
        var clips: [[String: Any]] = []
        let rigs = try Resources.rigs()
        for item in try items() {
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
    private func clip(of item: Item, rigs: RigCatalogue) throws -> (clip: Clip, skipped: Int)? {
        do {
            let motion = try MotionFile.read(item.file, assuming: item.rate, rigs: rigs)
            // The rig's clip first goes to 30 frames per second, then to the canonical skeleton.
            let resampled = try motion.resampled(to: 30)
            let retarget = Retarget(clip: resampled, map: try motion.jointMap(), up: motion.upAxis)
            return (retarget.canonical(resampled), motion.skippedFrames)
        } catch {
            guard !item.corpus.isEmpty else { throw error }
            Console.error("left out: \(error)")
            return nil
        }
    }

    private func items() throws -> [Item] {
        var result: [Item] = []
        for input in inputs {
            guard input.hasSuffix(".tsv") else {
                result.append(Item(file: input, path: input))
                continue
            }
            let folder = URL(fileURLWithPath: input).deletingLastPathComponent()
            let rows = String(decoding: try FileBytes.read(input), as: UTF8.self)
                .split(whereSeparator: \.isNewline).map {
                    $0.split(separator: "\t", omittingEmptySubsequences: false)
                }
            guard let header = rows.first, let path = header.firstIndex(of: "path") else {
                throw Problem(
                    "this table cannot be used", at: .file(input, line: 1), expected: "a column `path`",
                    found: rows.first.map { $0.joined(separator: " ") } ?? "an empty file",
                    remedy: "give the first line the names path, true_fps, split, subject, genre")
            }
            for row in rows.dropFirst() {
                func value(_ name: String) -> String {
                    header.firstIndex { $0 == name }.flatMap { $0 < row.count ? String(row[$0]) : nil } ?? ""
                }
                guard path < row.count else { continue }
                result.append(
                    Item(
                        file: folder.appendingPathComponent(String(row[path])).path,
                        corpus: folder.lastPathComponent,
                        path: String(row[path]), subject: value("subject"), split: value("split"),
                        genre: value("genre"), rate: Double(value("true_fps"))))
            }
        }
        return result
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
