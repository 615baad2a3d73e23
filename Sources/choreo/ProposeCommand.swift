import ArgumentParser
import BVHFormat
import Composer
import Diagnostics
import Files
import Film
import Foundation
import Motion
import MotionIO
import SequenceModel

/// `choreo propose`: follow-on phrases, ranked.
struct ProposeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Propose phrases that follow a phrase, ranked, with a picture sheet",
        discussion: """
            EXAMPLES
              choreo propose opening.bvh
              choreo propose opening.bvh --count 3 --seconds 6 --seed 7 -o ideas
            """)

    @Argument(help: "The phrase that the proposals follow", completion: .file(extensions: ["bvh"]))
    var phrase: String

    @Option(help: "How many proposals")
    var count = 6

    @Option(help: "Length of each, seconds")
    var seconds = 4.0

    @Option(help: "The same seed gives the same proposals")
    var seed: UInt64 = 1

    @Option(name: .shortAndLong, help: "Folder to write to")
    var output = "proposals"

    @Flag(help: "Put the phrase before each proposal")
    var withContext = false

    @Flag(help: "Leave out the picture sheet")
    var noSheet = false

    func run() throws {
        let file = try MotionFile.read(phrase)
        let retarget = try file.retarget()
        let checkpoint = try Checkpoint.read(try Resources.path(of: "model/choreo.safetensors"))
        // The grid of 30 frames per second ends on the phrase's last frame, so that proposals start from it.
        let canonical = retarget.canonical(file.clip.resampled(to: 30, anchor: .end))
        let context = canonical.frames(max(0, canonical.frameCount - 120)..<canonical.frameCount)
        let composer = Composer(TransformerGenerator(checkpoint))
        let request = Request(context: context, seconds: seconds, count: count, seed: seed)
        let batch = ProposalBatch(
            try composer.propose(request), to: request, after: file, by: retarget,
            checkpoint: checkpoint.digest)
        for (index, entry) in batch.entries.enumerated() {
            print("\(index + 1)  \(entry.file)  \(entry.why.printable)")
        }
        try write(batch)
    }

    /// Writes the proposals, their record and the sheet into the folder.
    private func write(_ batch: ProposalBatch) throws {
        try makeFolder()
        func path(_ name: String) -> String { (output as NSString).appendingPathComponent(name) }
        for entry in batch.entries {
            let document =
                withContext ? batch.phrase.document.appending(entry.document) : entry.document
            try document.write(to: path(entry.file))
        }
        try AtomicFile.write(try batch.record(), to: path("proposals.json"))
        if !noSheet { try PNG.write(try batch.sheet(), to: path("sheet.png")) }
    }

    private func makeFolder() throws {
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        } catch {
            throw Problem(
                "the folder cannot be made", at: .file(output), expected: "a place to write to",
                found: "something in the way, or no permission", remedy: "choose another folder with -o")
        }
    }
}
