import BVHFormat
import Composer
import Diagnostics
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
        /// The movement on the phrase's rig at its rate; the first frame is the one after the phrase's last, or with
        /// locks the phrase's own first.
        var document: BVHDocument
        /// The same movement, canonical, with what it does.
        var proposal: Proposal
        /// What became of locks; nil where there were none.
        var locks: LockReport?

        /// Frames of the movement that were danced before.
        var quoted: [QuotedSpan]

        /// One sentence why it is proposed.
        var why: String { proposal.why }
    }

    /// What made the proposals.
    struct Makers {
        /// Digest of the checkpoint; nil where they were danced before.
        var checkpoint: String?
        /// Phrases whose manner they were to take on.
        var styles: [StyleSource] = []
        /// Digests of the files that they quote, by the names of their phrases.
        var digests: [String: String] = [:]
    }

    /// The phrase that they follow or change.
    let phrase: MotionFile
    /// What made them.
    let makers: Makers
    /// The seed that was asked for.
    let seed: UInt64
    /// The proposals in rank order, best first.
    let entries: [Entry]
    /// Whether each proposal is the phrase itself, changed.
    let isVariation: Bool

    /// Brings proposals onto the rig of the phrase that they follow or change.
    ///
    /// - Parameters:
    ///   - proposals: Ranked answers to the task's request.
    ///   - task: What was asked.
    ///   - seed: The seed that was asked for.
    ///   - makers: What made them.
    init(_ proposals: [Proposal], for task: ProposalTask, seed: UInt64, by makers: Makers) {
        phrase = task.file
        isVariation = task.isVariation
        self.makers = makers
        self.seed = seed
        entries = proposals.enumerated().map { index, proposal in
            let document = task.document(proposal.clip)
            return Entry(
                file: ProposalFolder.movement(index + 1), document: document, proposal: proposal,
                locks: task.report(on: document, proposal.clip),
                quoted: proposal.quotations.compactMap { $0.span(in: document, makers.digests) })
        }
    }

    /// What became of locks, in lines: the table, which is the same for all, and each proposal's conflicts.
    var lockLines: [String] {
        guard let first = entries.first?.locks,
            !(first.lines.isEmpty && entries.allSatisfy { $0.locks?.conflicts.isEmpty ?? true })
        else { return [] }
        let worst =
            entries.max { ($0.locks?.largestChange ?? 0) < ($1.locks?.largestChange ?? 0) }?.locks ?? first
        let table = first.lines.isEmpty ? [] : [""] + worst.table.map(\.printable)
        let conflicts = entries.enumerated().flatMap { index, entry in
            (entry.locks?.conflicts ?? []).map { "  \(index + 1): \($0)" }
        }
        return table + (conflicts.isEmpty ? [] : ["locks that fight physics:"] + conflicts)
    }

    // MARK: - Its files

    /// The command that makes the proposals again: as it was given, without the folders of this machine, and with
    /// the seed where none was given.
    var command: String {
        let words = CommandLine.arguments
        let isSeeded = words.contains { $0 == "--seed" || $0.hasPrefix("--seed=") }
        return (words.map { ($0 as NSString).lastPathComponent } + (isSeeded ? [] : ["--seed", "\(seed)"]))
            .map(\.shellWord).joined(separator: " ")
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
                profile: entry.proposal.profile, why: entry.why, flaws: entry.proposal.flaws,
                quoted: entry.quoted.isEmpty ? nil : entry.quoted.map { $0.later(by: context) },
                locks: entry.locks)
        }
        let file = URL(fileURLWithPath: phrase.path)
        let record = Record(
            command: command, version: Version.text, checkpoint: makers.checkpoint,
            styles: makers.styles.isEmpty ? nil : makers.styles, seed: seed,
            parent: try? Name.slug(file.deletingPathExtension().lastPathComponent, for: "a phrase"),
            parentMovement: try GitRepository.blobID(of: phrase.document.serialized()).hex,
            isVariation: isVariation ? true : nil, proposals: lines)
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
            var quoted: [QuotedSpan]?
            var locks: LockReport?
        }
        var command: String
        var version: String
        var checkpoint: String?
        var styles: [StyleSource]?
        var seed: UInt64
        var parent: String?
        var parentMovement: String
        var isVariation: Bool?
        var proposals: [Line]
    }

    /// The proposals as they go into a folder.
    ///
    /// - Parameter withContext: Puts the phrase before each.
    func rows(withContext: Bool) -> [ProposalFolder.Row] {
        zip(entries, documents(withContext: withContext)).map { entry, document in
            ProposalFolder.Row(
                document: document,
                performer: Performer(clip: entry.proposal.clip, name: entry.file, floor: 0), why: entry.why,
                source: entry.proposal.quotations.inWords)
        }
    }

    private func documents(withContext: Bool) -> [BVHDocument] {
        entries.map { withContext ? phrase.document.appending($0.document) : $0.document }
    }
}

extension Quotation {
    /// The same for a proposal's own file; nil where too little of it is left there to fill a frame.
    ///
    /// A frame of the file belongs to the first canonical one that is not earlier.
    fileprivate func span(in document: BVHDocument, _ digests: [String: String]) -> QuotedSpan? {
        func frame(_ canonical: Int) -> Int {
            min(Int((Double(canonical) / 30 / document.frameTime + 1e-6).rounded(.down)), document.frameCount)
        }
        let range = frame(frames.lowerBound)..<frame(frames.upperBound)
        guard !range.isEmpty, let digest = digests[phrase] else { return nil }
        func milliseconds(_ time: Double) -> Double { (time * 1000).rounded() / 1000 }
        return QuotedSpan(
            frames: range,
            quoted: Quoted(
                file: phrase, digest: digest, start: milliseconds(start), end: milliseconds(end),
                isMirrored: isMirrored))
    }
}

extension QuotedSpan {
    /// The same behind so many frames.
    fileprivate func later(by count: Int) -> QuotedSpan {
        QuotedSpan(frames: frames.lowerBound + count..<frames.upperBound + count, quoted: quoted)
    }
}
