import BVHFormat
public import Diagnostics
import Files
import Foundation
import GitStore
import JSON

/// What `choreo propose` wrote down about the proposals in a folder, as far as accounts need it: `proposals.json`.
///
/// A proposal is recognised by its movement, as ledgers are: by what git calls its canonical text. So it is known under
/// another name and in another spelling, and any change to the dance shows. The record lies outside the piece and may
/// come from anywhere; what is said in it is taken as far as it fits, and never as a path.
public struct ProposalRecord: Sendable, Equatable {
    /// Name of the file.
    public static let file = "proposals.json"
    /// Larger ones are refused, in bytes; a record of a thousand proposals stays below.
    static let largest = 16 << 20

    /// The command that made the proposals.
    var command: String
    /// The version of Choreo.
    var version: String
    /// Digest of the checkpoint; nil where all proposals were danced before.
    var checkpoint: String?
    /// Movement whose manner the proposals were to take on.
    var styles: [StyleSource]
    /// The phrase they follow, by the name of its file; nil where that gives no name.
    public internal(set) var parent: Origin.Parent?
    /// Whether each proposal is the parent phrase itself, of which a part was made anew.
    public internal(set) var isVariation: Bool
    /// The proposals, the best first.
    public internal(set) var proposals: [Proposal]

    /// One proposal.
    public struct Proposal: Sendable, Equatable {
        /// The name its file was given.
        public internal(set) var file: String
        /// Its own seed.
        var seed: UInt64
        /// The content of its file, as git names it.
        var movement: ObjectID
        /// Number of frames at its beginning that are those of the phrase it follows.
        public internal(set) var contextFrames: Int
        /// One sentence why it was proposed; empty where the record has none.
        public internal(set) var why: String
        /// Frames of its file that were danced before.
        var quoted: [QuotedSpan]
    }

    /// Reads the record that lies beside a movement file.
    ///
    /// - Parameter path: The movement file.
    /// - Returns: nil where there is none.
    /// - Throws: ``Problem`` when what lies there is no such record.
    public static func read(beside path: String) throws(Problem) -> ProposalRecord? {
        let path = (path as NSString).deletingLastPathComponent.appending(path: file)
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        // Nobody named this file: one that waits for a writer, or has no end, must not hold up the command.
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Problem(
                "this is no record of proposals", at: .file(path), expected: "a file",
                found: "a folder or device", remedy: remedy)
        }
        return try ProposalRecord(FileBytes.read(path, limit: largest), path: path)
    }

    fileprivate static let remedy = "move it away, or write the proposals again: choreo propose"
}

// MARK: - The file

extension ProposalRecord {
    /// Reads the content of `proposals.json`; fields that accounts do not need are passed over.
    init(_ bytes: [UInt8], path: String) throws(Problem) {
        let value = try JSONValue.parse(bytes, path: path, remedy: Self.remedy)
        var fields = try JSONFields(value, called: "the record", path: path)
        command = try fields.required("command", "the command that was given", \.string)
        version = try fields.required("version", "a version of Choreo", \.string)
        let digest = "a SHA-256 digest, 64 hexadecimal digits"
        checkpoint = try fields.optional("checkpoint", digest, \.digest)
        styles = try fields.styles(path: path, remedy: Self.remedy)
        parent = try fields.parent()
        if let name = parent?.phrase, !Name.isValid(name) {
            throw fields.problem(
                "`parent` is not what it should be", expected: "a phrase's name", found: "`\(name)`")
        }
        isVariation = try fields.optional("isVariation", "true or false", \.bool) ?? false
        proposals = try fields.list("proposals") { (item) throws(Problem) in try Proposal(item, path: path) }
        if checkpoint == nil, proposals.contains(where: \.quoted.isEmpty) {
            throw fields.problem(
                "`checkpoint` is missing", expected: "`\"checkpoint\"`: \(digest)", found: "none")
        }
    }
}

extension ProposalRecord.Proposal {
    fileprivate init(_ value: JSONValue, path: String) throws(Problem) {
        var fields = try JSONFields(value, called: "a proposal", path: path)
        file = try fields.required("file", "a file's name", \.string)
        seed = try fields.required("seed", "a whole number, not negative") { $0.integer(UInt64.self) }
        movement = try fields.required("movement", "the movement's id, 40 hexadecimal digits", \.objectID)
        contextFrames = try fields.required("contextFrames", "a number of frames") {
            $0.integer(Int.self).flatMap { $0 >= 0 ? $0 : nil }
        }
        why = try fields.optional("why", "a sentence", \.string) ?? ""
        quoted = try fields.quotedSpans(path: path, remedy: ProposalRecord.remedy)
    }
}

extension String {
    /// The path of something in this folder; an empty path is the current folder.
    fileprivate func appending(path name: String) -> String { isEmpty ? name : self + "/" + name }
}

// MARK: - Accounts

extension NewFiles {
    /// Where a new phrase's movement comes from, as far as the record beside its file tells.
    ///
    /// An untouched proposal is the network's. One that was changed since is an edit of the proposal. Of a proposal with
    /// its phrase before it, only what follows the phrase is the network's.
    ///
    /// - Parameters:
    ///   - phrase: The phrase.
    ///   - movement: Its content, as git names it.
    ///   - author: Who adds it, and so accepts what is proposed in it.
    /// - Returns: The phrase's origin, and spans that have origins of their own.
    func account(
        of phrase: Piece.NewPhrase, movement: ObjectID, by author: Signature
    ) throws(Problem) -> (origin: Origin, lead: [Ledger.Span]) {
        let captured = Origin.captured(Origin.Captured(by: author.name, source: phrase.source))
        guard let record = phrase.record else { return (captured, []) }
        let known = record.proposals.first {
            // A whole phrase of context has nothing proposed in it: the record is mistaken.
            $0.movement == movement && $0.contextFrames < phrase.document.frameCount
        }
        if let known {
            let origin = Origin.Proposed(
                checkpoint: record.checkpoint, quoted: known.quoted.first?.quoted, styles: record.styles,
                seed: known.seed, command: record.command,
                version: record.version, parent: record.parent, acceptedBy: author.name,
                acceptedAt: author.time)
            if record.isVariation, let parent = record.parent,
                let spans = try spans(keptOf: parent, in: phrase.document, madeAs: .proposed(origin))
            {
                return (.proposed(origin), spans)
            }
            let lead = try lead(of: known.contextFrames, from: record.parent, else: captured)
            let made = known.contextFrames..<phrase.document.frameCount
            return (.proposed(origin), lead + origin.spans(known.quoted, within: made))
        }
        let original = record.proposals.first { $0.file == phrase.source && $0.movement != movement }
        guard let original else { return (captured, []) }
        let stem = (original.file as NSString).deletingPathExtension
        let parent = Name.isValid(stem) ? Origin.Parent(phrase: stem, movement: original.movement) : nil
        return (.edited(Origin.Edited(by: author.name, at: author.time, parent: parent)), [])
    }

    /// The account of a phrase of which a part was made anew: its parent's, but for what differs.
    ///
    /// - Returns: nil where the parent is not in the piece as it was.
    func spans(
        keptOf parent: Origin.Parent, in document: BVHDocument, madeAs origin: Origin
    ) throws(Problem) -> [Ledger.Span]? {
        guard try repository.contains(parent.movement) else { return nil }
        for name in phraseNames {
            guard var ledger = try ledger(name), ledger.movement == parent.movement else { continue }
            let old = try BVHDocument.parse(
                repository.readBlob(parent.movement), path: PieceLayout.movement(name))
            guard let changes = document.changes(since: old) else { return nil }
            let names = Ledger.labels(of: document)
            for change in changes {
                ledger.mark(frames: change.frames, joints: change.joints, of: names, as: origin)
            }
            return ledger.spans
        }
        return nil
    }

    /// The account of frames that were taken over from a phrase: its own where the piece has it.
    private func lead(
        of frames: Int, from parent: Origin.Parent?, else captured: Origin
    ) throws(Problem) -> [Ledger.Span] {
        guard frames > 0 else { return [] }
        for name in phraseNames {
            guard let ledger = try ledger(name), ledger.movement == parent?.movement,
                ledger.frameCount == frames
            else { continue }
            return ledger.spans
        }
        return [Ledger.Span(frames: 0..<frames, joints: .all, origin: captured)]
    }
}
