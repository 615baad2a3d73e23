public import Diagnostics
public import GitStore

extension Piece {
    /// What an undo or redo did.
    public struct Reversal: Sendable, Equatable {
        /// What was taken back, or done again, in a sentence.
        public var summary: String
        /// Files that had been changed by hand since and went back all the same; ``Piece/redo(by:)`` brings them back.
        public var setAside: [String]
    }

    /// The latest operations, newest first, undo and redo among them.
    public func operations(limit: Int = 50) throws(Problem) -> [Operation] {
        try log.operations(limit: limit)
    }

    /// Takes back the latest operation that still stands; again, the one before it, and so on.
    ///
    /// Branches, drafts, the current branch and the files that the operation changed go back to what they were before it;
    /// files that it did not touch stay as they are. Undo is an operation too, so nothing is lost by it.
    /// - Throws: ``Problem`` when no operation is left to take back.
    @discardableResult
    public func undo(by author: Signature) throws(Problem) -> Reversal {
        try perform(.undo, by: author) { (standing) throws(Problem) in
            guard let latest = try log.latest(), let target = try log.stand(after: latest) else {
                throw Problem(
                    "there is nothing to undo", at: .file(folder), expected: "an operation that still stands",
                    found: "none", remedy: "look at the saves with choreo history, and use choreo restore")
            }
            let record = try log.record(target)
            let earlier = try log.stand(after: log.previous(of: target, record))
            var (intention, reversal) = try reverse(
                record, from: standing, saying: "undid: \(record.summary)")
            intention.standsAt = earlier.map { .operation($0) } ?? .beginning
            intention.redoable = try redoable(after: latest)
            return (intention, reversal)
        }
    }

    /// Does again what the latest undo took back.
    ///
    /// - Throws: ``Problem`` when there is no undo to take back, or something else was done since.
    @discardableResult
    public func redo(by author: Signature) throws(Problem) -> Reversal {
        try perform(.redo, by: author) { (standing) throws(Problem) in
            guard let latest = try log.latest(), let target = try redoable(after: latest).first else {
                throw Problem(
                    "there is nothing to redo", at: .file(folder), expected: "an undo that nothing followed",
                    found: "none", remedy: "look at the saves with choreo history, and use choreo restore")
            }
            let record = try log.record(target)
            let before = try log.stand(after: log.previous(of: target, record))
            let summary = record.summary.replacing("undid: ", with: "", maxReplacements: 1)
            var (intention, reversal) = try reverse(record, from: standing, saying: "redid: \(summary)")
            intention.standsAt = before.map { .operation($0) } ?? .beginning
            intention.redoable = Array(try redoable(after: latest).dropFirst())
            return (intention, reversal)
        }
    }

    /// The undo operations that redo can take back after `latest`.
    private func redoable(after latest: ObjectID) throws(Problem) -> [ObjectID] {
        let record = try log.record(latest)
        switch record.kind {
        case .undo: return [latest] + record.redoable
        case .redo: return record.redoable
        default: return []
        }
    }

    /// What leads back from the state after an operation to the state before it.
    private func reverse(
        _ record: OperationRecord, from standing: Standing, saying summary: String
    ) throws(Problem) -> (Intention, Reversal) {
        var intention = Intention(summary: summary)
        intention.references = record.references.mapValues(\.before)
        if record.head.before != record.head.after { intention.head = record.head.before }

        var files: [String: TreeEntry?] = [:]
        var setAside: [String] = []
        for change in try repository.differences(from: record.files.before, to: record.files.after) {
            files[change.path] = .some(change.before)
            guard PieceLayout.isPieceFile(change.path) else { continue }
            let current = standing.files[change.path]
            if current != change.after && current != change.before { setAside.append(change.path) }
        }
        intention.tree = try repository.editTree(standing.snapshot, files)
        return (intention, Reversal(summary: summary, setAside: setAside))
    }
}
