public import BVHFormat
import Diagnostics
import GitStore
import JSON

/// Proposals that wait for a person's decision, beside the work: nothing of them is in the piece.
///
/// A draft is a commit under `refs/choreo/drafts/NAME` with `draft.json`, the `proposals.json` of the command that made
/// it, and `proposal-N.bvh` for each proposal. A decision is a further commit, so none is forgotten.
public struct Draft: Sendable, Equatable {
    /// The draft's name: the phrase it continues, with a number from the second on.
    public var name: String
    /// Drafts of one piece in the order in which they were made, from 1.
    public var number: Int
    /// The phrase that the proposals continue, as it was then.
    public var parent: Origin.Parent
    /// The command that made them.
    public var command: String
    /// The version of Choreo.
    public var version: String
    /// Digest of the checkpoint; nil where the proposals were danced before.
    public var checkpoint: String?
    /// Movement whose manner the proposals were to take on.
    public var styles: [StyleSource]
    /// The seed that was asked for.
    public var seed: UInt64
    /// Whether each proposal is the parent phrase itself, of which a part was made anew.
    public var isVariation = false
    /// The proposals in rank order; proposal N stands at N − 1.
    public var proposals: [Proposal]

    /// One proposal.
    public struct Proposal: Sendable, Equatable {
        /// Its number, from 1: the rank.
        public var number: Int
        /// Its own seed.
        public var seed: UInt64
        /// One sentence why it was proposed.
        public var why: String
        /// Frames of it that were danced before.
        public var quoted: [QuotedSpan] = []
        /// What was decided; nil while it waits.
        public var decision: Decision?
        /// What people noted about it, the first note first.
        public var notes: [String] = []
    }

    /// What a person decided about a proposal.
    public struct Decision: Sendable, Equatable {
        /// The verdict.
        public var verdict: Verdict
        /// Who decided.
        public var by: String
        /// When, in seconds since 1970.
        public var at: Int64
    }

    /// Accepted as a phrase, or rejected.
    public enum Verdict: Sendable, Equatable {
        /// Accepted as the phrase of this name.
        case accepted(as: String)
        /// Rejected; it can still be read and accepted.
        case rejected
    }

    /// How many proposals wait for a decision.
    public var waiting: Int { proposals.count { $0.decision == nil } }

    /// The account of one of its proposals, once a person lets it into the piece.
    func origin(of proposal: Proposal, acceptedBy author: Signature) -> Origin.Proposed {
        Origin.Proposed(
            checkpoint: checkpoint, quoted: proposal.quoted.first?.quoted, styles: styles,
            seed: proposal.seed, command: command, version: version, parent: parent,
            acceptedBy: author.name, acceptedAt: author.time)
    }

    static let prefix = "refs/choreo/drafts/"
    static func reference(_ name: String) -> String { prefix + name }
    static let recordFile = "draft.json"
    static let proposalsFile = ProposalRecord.file
    static func file(_ number: Int) -> String { "proposal-\(number).bvh" }
}

/// Proposals as a command hands them over to be kept.
public struct NewDraft: Sendable {
    /// The phrase they continue.
    public var parent: String
    /// The command that made them, as typed.
    public var command: String
    /// The version of Choreo.
    public var version: String
    /// Digest of the checkpoint; nil where the proposals were danced before.
    public var checkpoint: String?
    /// Movement whose manner the proposals were to take on.
    public var styles: [StyleSource]
    /// The seed that was asked for.
    public var seed: UInt64
    /// The proposals in rank order, best first.
    public var proposals: [Proposal]
    /// The command's own record, kept as it is: the bytes of `proposals.json`.
    public var record: [UInt8]
    /// Whether each proposal is the parent phrase itself, of which a part was made anew.
    public var isVariation: Bool

    /// One proposal.
    public struct Proposal: Sendable {
        /// The movement, on the user's rig, without the phrase before it.
        public var document: BVHDocument
        /// Its own seed.
        public var seed: UInt64
        /// One sentence why.
        public var why: String
        /// Frames of it that were danced before.
        public var quoted: [QuotedSpan]

        /// Creates a proposal.
        public init(document: BVHDocument, seed: UInt64, why: String, quoted: [QuotedSpan] = []) {
            self.document = document
            self.seed = seed
            self.why = why
            self.quoted = quoted
        }
    }

    /// Creates a draft to keep.
    public init(
        after parent: String, command: String, version: String, checkpoint: String?,
        styles: [StyleSource] = [], seed: UInt64, isVariation: Bool = false, proposals: [Proposal],
        record: [UInt8]
    ) {
        self.parent = parent
        self.command = command
        self.version = version
        self.checkpoint = checkpoint
        self.styles = styles
        self.seed = seed
        self.proposals = proposals
        self.record = record
        self.isVariation = isVariation
    }
}

// MARK: - The file

extension Draft {
    /// The content of `draft.json`.
    func serialized() -> [UInt8] {
        var fields: [String: JSONValue] = [
            "command": .string(command),
            "format": .number(1),
            "number": .number(number),
            "parent": .string(parent.phrase),
            "parentMovement": .string(parent.movement.hex),
            "proposals": .array(proposals.map(\.json)),
            "seed": .number(seed),
            "version": .string(version),
        ]
        if isVariation { fields["variation"] = .bool(true) }
        fields["checkpoint"] = checkpoint.map(JSONValue.string)
        if !styles.isEmpty { fields["styles"] = .array(styles.map(JSONValue.style)) }
        return JSONValue.object(fields).serialized()
    }

    /// Reads `draft.json` of the draft `name`.
    init(_ bytes: [UInt8], name: String) throws(Problem) {
        let path = Self.reference(name) + ":" + Self.recordFile
        let remedy = "run `git fsck`; choreo undo goes back before the draft was changed"
        var fields = try JSONFields(
            JSONValue.parse(bytes, path: path, remedy: remedy), called: "the draft", path: path)
        try fields.requireFormat(1)
        self.name = name
        number = try fields.required("number", "a whole number from 1") { $0.integer(Int.self) }
        guard let parent = try fields.parent() else {
            throw fields.problem("`parent` is missing", expected: "the phrase it continues", found: "none")
        }
        self.parent = parent
        command = try fields.required("command", "the command that was given", \.string)
        version = try fields.required("version", "a version of Choreo", \.string)
        checkpoint = try fields.optional("checkpoint", "a checkpoint's digest", \.string)
        styles = try fields.styles(path: path, remedy: remedy)
        seed = try fields.required("seed", "a whole number, not negative") { $0.integer(UInt64.self) }
        isVariation = try fields.optional("variation", "true or false", \.bool) ?? false
        var position = 0
        proposals = try fields.list("proposals") { (item) throws(Problem) in
            position += 1
            return try Proposal(item, number: position, path: path)
        }
        if checkpoint == nil, proposals.contains(where: \.quoted.isEmpty) {
            throw fields.problem(
                "`checkpoint` is missing", expected: "a checkpoint's digest", found: "none")
        }
    }
}

extension Draft.Proposal {
    fileprivate var json: JSONValue {
        var fields: [String: JSONValue] = ["seed": .number(seed), "why": .string(why)]
        if !quoted.isEmpty { fields["quoted"] = .array(quoted.map(JSONValue.span)) }
        if !notes.isEmpty { fields["notes"] = .array(notes.map(JSONValue.string)) }
        if let decision {
            fields["by"] = .string(decision.by)
            fields["at"] = .moment(decision.at)
            switch decision.verdict {
            case .accepted(let phrase):
                fields["verdict"] = .string("accepted")
                fields["phrase"] = .string(phrase)
            case .rejected:
                fields["verdict"] = .string("rejected")
            }
        }
        return .object(fields)
    }

    fileprivate init(_ value: JSONValue, number: Int, path: String) throws(Problem) {
        var fields = try JSONFields(value, called: "a proposal", path: path)
        self.number = number
        seed = try fields.required("seed", "a whole number, not negative") { $0.integer(UInt64.self) }
        why = try fields.required("why", "a sentence", \.string)
        quoted = try fields.quotedSpans(path: path, remedy: PieceLayout.remedy(forFileAt: path))
        notes = try fields.optional("notes", "a list of texts", \.texts) ?? []
        let verdict = try fields.optional("verdict", "\"accepted\" or \"rejected\"", \.string)
        guard let verdict else { return }
        decision = Draft.Decision(
            verdict: verdict == "accepted"
                ? .accepted(as: try fields.required("phrase", "a phrase's name", \.string)) : .rejected,
            by: try fields.required("by", "a person's name", \.string),
            at: try fields.required("at", "a time such as 2025-03-01T18:30:00Z", \.moment))
    }
}
