import Diagnostics
public import GitStore
import JSON

/// Something that was done to a piece and can be undone.
public struct Operation: Sendable, Equatable {
    /// The operation's own id in the log.
    public var id: ObjectID
    /// What was done.
    public var kind: Kind
    /// What was done, in a sentence: "accepted proposal 3 as falling, after opening".
    public var summary: String
    /// Who did it, and when.
    public var author: Signature

    /// The kinds of operation.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case add
        case propose
        case accept
        case reject
        case note
        case save
        case branch
        case `switch`
        case restore
        case undo
        case redo
        /// Something that was done with plain git between two of our own operations.
        case outside
    }
}

/// An operation as the log keeps it: the state of references and work tree before and after.
///
/// Each is a commit under `refs/choreo/operations/log` whose tree holds `operation.json` and the two states of the
/// work tree as `before/` and `after/`. Its first parent is the operation before it; further parents are the commits
/// that references pointed to, so that git keeps them however branches move.
struct OperationRecord: Equatable {
    var kind: Operation.Kind
    var summary: String
    /// Where the work tree stood.
    var head: Change<Head>
    /// The branches and drafts that moved; nil where there was or is none.
    var references: [String: Change<ObjectID?>]
    /// All branches and drafts afterwards, to tell later what plain git has done since.
    var view: [String: ObjectID]
    /// The work tree as a tree: what the last save holds, with the piece's files as they were on disk.
    var files: Change<ObjectID>
    /// The operation whose result this state is; undo goes back from there.
    var standsAt: Stand
    /// Undo operations that redo can take back, the latest first; without this one itself.
    var redoable: [ObjectID]

    struct Change<Value: Equatable>: Equatable {
        var before: Value
        var after: Value
    }

    enum Stand: Equatable {
        /// The operation's own result: the usual case.
        case itself
        /// The result of an earlier operation, to which undo or redo went.
        case operation(ObjectID)
        /// The state before the first operation.
        case beginning
    }
}

// MARK: - The file

extension OperationRecord {
    /// The content of `operation.json`.
    func serialized() -> [UInt8] {
        let stand: JSONValue =
            switch standsAt {
            case .itself: .string("itself")
            case .operation(let id): .string(id.hex)
            case .beginning: .null
            }
        func json(_ id: ObjectID?) -> JSONValue { id.map { .string($0.hex) } ?? .null }
        return JSONValue.object([
            "format": .number(1),
            "kind": .string(kind.rawValue),
            "summary": .string(summary),
            "head": .object(["before": .string(head.before.text), "after": .string(head.after.text)]),
            "references": .object(
                references.mapValues { .object(["before": json($0.before), "after": json($0.after)]) }),
            "view": .object(view.mapValues { .string($0.hex) }),
            "standsAt": stand,
            "redo": .array(redoable.map { .string($0.hex) }),
        ]).serialized()
    }

    /// Reads `operation.json`; the two trees come from beside it.
    init(_ bytes: [UInt8], files: Change<ObjectID>, path: String) throws(Problem) {
        let remedy = "the log of operations is damaged: run `git fsck`, then restore from a clone or a backup"
        var fields = try JSONFields(
            JSONValue.parse(bytes, path: path, remedy: remedy), called: "the operation", path: path)
        try fields.requireFormat(1)
        self.files = files
        kind = try fields.required("kind", "a kind of operation") {
            $0.string.flatMap { Operation.Kind(rawValue: $0) }
        }
        summary = try fields.required("summary", "a sentence", \.string)
        head = try fields.required("head", "two places") { value in
            guard let before = value.object?["before"]?.string.flatMap(Head.init(text:)),
                let after = value.object?["after"]?.string.flatMap(Head.init(text:))
            else { return nil }
            return Change(before: before, after: after)
        }
        references = try fields.required("references", "references with two ids each") { value in
            value.object?.mapValues {
                Change(before: $0.object?["before"]?.objectID, after: $0.object?["after"]?.objectID)
            }
        }
        view = try fields.required("view", "references with an id each") { value in
            value.object?.compactMapValues(\.objectID)
        }
        switch fields.rest["standsAt"]?.string {
        case "itself": standsAt = .itself
        case .some(let text): standsAt = ObjectID(hex: text).map { .operation($0) } ?? .beginning
        case nil: standsAt = .beginning
        }
        redoable = try fields.required("redo", "a list of ids") { $0.array?.compactMap(\.objectID) }
    }
}

extension Head {
    /// The full name of the branch, or the digits of the commit.
    var text: String {
        switch self {
        case .branch(let name): name
        case .detached(let id): id.hex
        }
    }

    /// Reads ``text``; nil for anything else.
    init?(text: String) {
        if let id = ObjectID(hex: text) {
            self = .detached(id)
        } else if text.hasPrefix("refs/heads/") {
            self = .branch(text)
        } else {
            return nil
        }
    }
}
