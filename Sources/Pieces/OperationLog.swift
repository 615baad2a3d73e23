import Diagnostics
import GitStore

/// The log of operations of one repository: a line of commits under a reference of our own.
struct OperationLog {
    /// Points to the latest operation that is complete.
    static let reference = "refs/choreo/operations/log"
    /// Points to an operation that is under way; anything but the latest complete one was interrupted.
    static let pendingReference = "refs/choreo/operations/pending"

    let repository: GitRepository

    /// The latest complete operation, nil when there is none.
    func latest() throws(Problem) -> ObjectID? { try repository.reference(Self.reference) }

    /// Stores an operation after `previous`; no reference moves.
    func write(_ record: OperationRecord, after previous: ObjectID?, by author: Signature) throws(Problem)
        -> ObjectID
    {
        let tree = try repository.writeTree(
            files: ["operation.json": try repository.writeBlob(record.serialized())],
            folders: ["before": record.files.before, "after": record.files.after])
        var parents = previous.map { [$0] } ?? []
        var kept: Set<ObjectID> = []
        for change in record.references.values {
            kept.formUnion([change.before, change.after].compactMap { $0 })
        }
        for head in [record.head.before, record.head.after] {
            if case .detached(let id) = head { kept.insert(id) }
        }
        parents += kept.subtracting(parents).sorted()
        return try repository.writeCommit(
            tree: tree, parents: parents, author: author, message: record.summary)
    }

    /// Reads an operation.
    func record(_ id: ObjectID) throws(Problem) -> OperationRecord {
        let commit = try repository.commit(id)
        guard let before = try repository.subtree(at: "before", in: commit.tree),
            let after = try repository.subtree(at: "after", in: commit.tree),
            let entry = try repository.entry(at: "operation.json", in: commit.tree)
        else {
            throw Problem(
                "the log of operations is damaged", at: .file(repository.folder),
                expected: "an operation with the state before and after it",
                found: "something else at \(id.short)",
                remedy: "run `git fsck`, then restore from a clone or a backup")
        }
        return try OperationRecord(
            repository.readBlob(entry.id), files: .init(before: before, after: after),
            path: "\(Self.reference)@\(id.short)")
    }

    /// The operation before another, nil for the first.
    func previous(of id: ObjectID, _ record: OperationRecord) throws(Problem) -> ObjectID? {
        guard let parent = try repository.commit(id).parents.first else { return nil }
        // The first operation may have only the commits it keeps as parents; those hold no operation.
        let tree = try repository.commit(parent).tree
        return try repository.entry(at: "operation.json", in: tree) == nil ? nil : parent
    }

    /// The operation whose result is the state after `id`; nil for the state before the first.
    func stand(after id: ObjectID?) throws(Problem) -> ObjectID? {
        guard let id else { return nil }
        switch try record(id).standsAt {
        case .itself: return id
        case .operation(let earlier): return earlier
        case .beginning: return nil
        }
    }

    /// The operations, latest first.
    func operations(limit: Int) throws(Problem) -> [Operation] {
        var operations: [Operation] = []
        var next = try latest()
        while let id = next, operations.count < limit {
            let record = try record(id)
            operations.append(
                Operation(
                    id: id, kind: record.kind, summary: record.summary,
                    author: try repository.commit(id).author))
            next = try previous(of: id, record)
        }
        return operations
    }
}
