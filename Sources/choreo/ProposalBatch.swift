import BVHFormat
import Composer
import Effect
import Foundation
import GitStore
import Motion
import MotionIO
import Pieces
import SequenceModel
import Stage

/// The proposals of one command, ranked and on the phrase's own rig: what a folder or a piece then keeps.
struct ProposalBatch {
    /// One proposal.
    struct Entry {
        /// Its file, named by its rank.
        var file: String
        /// The movement on the phrase's rig at its rate; the first frame is the one after the phrase's last.
        var document: BVHDocument
        /// The same movement, canonical, with what it does.
        var proposal: Proposal

        /// One sentence why it is proposed.
        var why: String { proposal.why }
    }

    /// The phrase that they follow.
    let phrase: MotionFile
    /// Digest of the checkpoint that made them.
    let checkpoint: String
    /// The seed that was asked for.
    let seed: UInt64
    /// The proposals in rank order, best first.
    let entries: [Entry]

    /// Brings proposals onto the rig of the phrase that they follow.
    ///
    /// - Parameters:
    ///   - proposals: Ranked answers to `request`.
    ///   - request: What was asked, with the end of the phrase as its context.
    ///   - phrase: The phrase.
    ///   - retarget: The way to its rig.
    ///   - checkpoint: Digest of the checkpoint.
    init(
        _ proposals: [Proposal], to request: Request, after phrase: MotionFile, by retarget: Retarget,
        checkpoint: String
    ) {
        self.phrase = phrase
        self.checkpoint = checkpoint
        seed = request.seed
        entries = proposals.enumerated().map { index, proposal in
            let clip = Self.onOwnRig(proposal.clip, after: request.context, file: phrase, retarget: retarget)
            return Entry(
                file: ProposalFolder.movement(index + 1), document: phrase.document.with(clip),
                proposal: proposal)
        }
    }

    /// The proposal on the phrase's rig at its rate; its first frame is the one after the phrase's last.
    private static func onOwnRig(
        _ clip: Clip, after context: Clip, file: MotionFile, retarget: Retarget
    ) -> Clip {
        // The context's end comes along, so that the curve through the seam is smooth.
        let lead = context.frames(max(0, context.frameCount - 4)..<context.frameCount)
        let rate = file.clip.frameRate
        let start = Double(lead.frameCount - 1) / 30
        let frames = Int((Double(clip.frameCount) / 30 * rate + 1e-6).rounded(.down))
        let times = (1...max(frames, 1)).map { start + Double($0) / rate }
        return retarget.rig(lead.appending(clip).smooth(at: times, rate: rate), continuing: file.clip)
    }

    // MARK: - Its files

    /// The command that was given, without the folders of this machine.
    static var command: String {
        CommandLine.arguments.map { ($0 as NSString).lastPathComponent.shellWord }.joined(separator: " ")
    }

    /// The bytes of `proposals.json`; the keys are stable.
    ///
    /// - Parameter withContext: Whether the files have the phrase before each proposal.
    func record(withContext: Bool) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let context = withContext ? phrase.document.frameCount : 0
        let documents = documents(withContext: withContext)
        let lines = try zip(entries, documents).enumerated().map { index, line in
            let (entry, document) = line
            return Record.Line(
                file: entry.file, rank: index + 1, seed: entry.proposal.seed,
                movement: try GitRepository.blobID(of: document.serialized()).hex, contextFrames: context,
                profile: entry.proposal.profile, why: entry.why, flaws: entry.proposal.flaws)
        }
        let file = URL(fileURLWithPath: phrase.path)
        let record = Record(
            command: Self.command, version: Version.text, checkpoint: checkpoint, seed: seed,
            parent: try? Name.slug(file.deletingPathExtension().lastPathComponent, for: "a phrase"),
            parentMovement: try GitRepository.blobID(of: phrase.document.serialized()).hex, proposals: lines)
        return Array(try encoder.encode(record)) + Array("\n".utf8)
    }

    private struct Record: Encodable {
        struct Line: Encodable {
            var file: String
            var rank: Int
            var seed: UInt64
            var movement: String
            var contextFrames: Int
            var profile: EffectProfile
            var why: String
            var flaws: [String]
        }
        var command: String
        var version: String
        var checkpoint: String
        var seed: UInt64
        var parent: String?
        var parentMovement: String
        var proposals: [Line]
    }

    /// The proposals as they go into a folder.
    ///
    /// - Parameter withContext: Puts the phrase before each.
    func rows(withContext: Bool) -> [ProposalFolder.Row] {
        zip(entries, documents(withContext: withContext)).map { entry, document in
            ProposalFolder.Row(
                document: document,
                performer: Performer(clip: entry.proposal.clip, name: entry.file, floor: 0), why: entry.why)
        }
    }

    private func documents(withContext: Bool) -> [BVHDocument] {
        entries.map { withContext ? phrase.document.appending($0.document) : $0.document }
    }
}

extension BVHDocument {
    /// This phrase, bit for bit, with another of the same rig and rate behind it.
    func appending(_ next: BVHDocument) -> BVHDocument {
        precondition(next.joints == joints, "both are on one rig")
        return BVHDocument(joints: joints, frameTime: frameTime, values: values + next.values)
    }
}
