import ArgumentParser
import BVHFormat
import Composer
import Diagnostics
import Effect
import Files
import Film
import Foundation
import Motion
import MotionIO
import SequenceModel
import Stage

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
        let proposals = try composer.propose(
            Request(context: context, seconds: seconds, count: count, seed: seed))
        try makeFolder()
        var rows: [ContactSheet.Row] = []
        var entries: [[String: Any]] = []
        for (index, proposal) in proposals.enumerated() {
            let rank = index + 1
            let name = "proposal-\(rank).bvh"
            let rig = onOwnRig(proposal.clip, after: context, file: file, retarget: retarget)
            try file.document.with(rig, keepingContext: withContext).write(
                to: (output as NSString).appendingPathComponent(name))
            let profile = try JSONSerialization.jsonObject(with: JSONEncoder().encode(proposal.profile))
            entries.append([
                "file": name, "rank": rank, "seed": proposal.seed, "profile": profile,
                "why": proposal.profile.why,
            ])
            rows.append(
                ContactSheet.Row(
                    performer: Performer(clip: proposal.clip, name: name, floor: 0), mark: "\(rank)",
                    notes: [proposal.profile.why]))
            print("\(rank)  \(name)  \(proposal.profile.why.printable)")
        }
        let record: [String: Any] = [
            "command": CommandLine.arguments.map { ($0 as NSString).lastPathComponent }.joined(
                separator: " "),
            "version": Version.text, "checkpoint": checkpoint.digest, "seed": seed, "proposals": entries,
        ]
        let json = try JSONSerialization.data(withJSONObject: record, options: [.prettyPrinted, .sortedKeys])
        try AtomicFile.write(json, to: (output as NSString).appendingPathComponent("proposals.json"))
        guard !noSheet else { return }
        let sheet = ContactSheet(title: phrase.printable, rows: rows)
        try PNG.write(
            try sheet.draw(with: try Renderer()), to: (output as NSString).appendingPathComponent("sheet.png")
        )
    }

    /// The proposal on the phrase's rig at its rate; its first frame is the one after the phrase's last.
    private func onOwnRig(_ clip: Clip, after context: Clip, file: MotionFile, retarget: Retarget) -> Clip {
        // The context's end comes along, so that the curve through the seam is smooth.
        let lead = context.frames(max(0, context.frameCount - 4)..<context.frameCount)
        let rate = file.clip.frameRate
        let start = Double(lead.frameCount - 1) / 30
        let frames = Int((Double(clip.frameCount) / 30 * rate + 1e-6).rounded(.down))
        let times = (1...max(frames, 1)).map { start + Double($0) / rate }
        return retarget.rig(lead.appending(clip).smooth(at: times, rate: rate), continuing: file.clip)
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
