import Diagnostics
import Foundation
import GitStore

/// What an operation wants: the state after it, as far as it differs from the state before.
struct Intention {
    /// One sentence for the log, in the past tense: "saved the opening".
    var summary: String
    /// The piece's files to set, or to remove where nil.
    var files: [String: TreeEntry?] = [:]
    /// The whole tree to have on disk, instead of ``files``: for going to another version.
    var tree: ObjectID?
    /// The branches and drafts to move, create or, where nil, delete.
    var references: [String: ObjectID?] = [:]
    /// Where to stand.
    var head: Head?
    /// See ``OperationRecord``; only undo and redo set these.
    var standsAt = OperationRecord.Stand.itself
    var redoable: [ObjectID] = []
}

extension Piece {
    /// The steps of an operation.
    ///
    /// Each is complete or has no effect, so a kill falls between two of them or, for
    /// the files, between two files.
    enum Step: CaseIterable {
        case announcing
        case changingFiles
        case movingReferences
        case movingHead
        case aligningIndex
        case recording
        case concluding
    }

    /// Performs one operation as a whole.
    ///
    /// The operation is first written down with the state before and after it and announced under a reference; then
    /// files, references, `HEAD` and index change; the log moves last, and that move is what makes it done. When a
    /// step fails, or the process is killed and the next command finds the announcement, what was changed goes back.
    ///
    /// - Parameter plan: Decides from the present state what to do, and what to tell the caller; no intention means that
    ///   nothing is to be done.
    func perform<Result>(
        _ kind: Operation.Kind, by author: Signature,
        _ plan: (Standing) throws(Problem) -> (Intention?, Result)
    ) throws(Problem) -> Result {
        try repository.locked { (previous) throws(Problem) in
            if previous == .killed { try repository.clearLeftovers(inFolders: PieceLayout.folders) }
            try takeBackInterrupted()
            try refuseUnfinishedBusiness()
            let standing = try Standing(of: repository)
            try noteOutsideChanges(standing, by: author)
            let (intention, result) = try plan(standing)
            if let intention { try carryOut(intention, kind, from: standing, by: author) }
            return result
        }
    }

    /// Takes back what a killed command left, or waits a moment for a command at work to end.
    ///
    /// Reading in the middle of another command's operation would show a state that never was.
    func settle() throws(Problem) {
        guard try repository.reference(OperationLog.pendingReference) != nil else { return }
        do throws(Problem) {
            try repository.locked(patience: 1) { (previous) throws(Problem) in
                if previous == .killed { try repository.clearLeftovers(inFolders: PieceLayout.folders) }
                try takeBackInterrupted()
            }
        } catch {
            // A piece that may only be read is still worth reading; the next command that changes it tries again.
        }
    }

    private func refuseUnfinishedBusiness() throws(Problem) {
        guard let business = repository.unfinishedBusiness else { return }
        throw Problem(
            "git is in the middle of a \(business) here", at: .file(folder), expected: "a piece at rest",
            found: "an unfinished \(business)",
            remedy: "finish it with `git \(business) --continue`, or drop it with `git \(business) --abort`")
    }

    // MARK: carrying out

    private func carryOut(
        _ intention: Intention, _ kind: Operation.Kind, from standing: Standing, by author: Signature
    ) throws(Problem) {
        let after =
            if let tree = intention.tree { tree } else {
                try repository.editTree(standing.snapshot, intention.files)
            }
        var references: [String: OperationRecord.Change<ObjectID?>] = [:]
        var view = standing.references
        for (name, target) in intention.references where standing.references[name] != target {
            references[name] = .init(before: standing.references[name], after: target)
            view[name] = target
        }
        let record = OperationRecord(
            kind: kind, summary: intention.summary,
            head: .init(before: standing.head, after: intention.head ?? standing.head),
            references: references, view: view, files: .init(before: standing.snapshot, after: after),
            standsAt: intention.standsAt, redoable: intention.redoable)
        let latest = try log.latest()
        let operation = try log.write(record, after: latest, by: author)
        do throws(Problem) {
            try step(.announcing)
            try repository.moveReference(
                OperationLog.pendingReference, from: nil, to: operation, reason: kind.rawValue)
            try step(.changingFiles)
            try repository.changeWorkTree(
                repository.differences(from: record.files.before, to: record.files.after))
            try step(.movingReferences)
            for (name, change) in record.references.sorted(by: { $0.key < $1.key }) {
                try repository.moveReference(
                    name, from: change.before, to: change.after, reason: record.summary)
            }
            try step(.movingHead)
            if record.head.before != record.head.after {
                try repository.moveHead(
                    from: record.head.before, to: record.head.after, reason: record.summary)
            }
            try step(.aligningIndex)
            try alignIndex(from: standing.headTree, always: kind == .save)
            try step(.recording)
            try repository.moveReference(
                OperationLog.reference, from: latest, to: operation, reason: record.summary)
        } catch {
            // If going back fails too (the disk is full), the announcement stays and the next command goes back.
            if diesBefore == nil { try? takeBackInterrupted() }
            throw error
        }
        try step(.concluding)
        try repository.moveReference(OperationLog.pendingReference, from: operation, to: nil, reason: "done")
    }

    private func step(_ step: Step) throws(Problem) {
        guard step == diesBefore else { return }
        throw Problem("killed before \(step)", remedy: "start again")
    }

    /// Takes an announced operation that never was recorded back to the state before it.
    ///
    /// Only what still is as the operation left it goes back; what a person has changed since stays.
    private func takeBackInterrupted() throws(Problem) {
        guard let pending = try repository.reference(OperationLog.pendingReference) else { return }
        if try log.latest() != pending {
            let record = try log.record(pending)
            let abandoned = try repository.headCommit()
            let reason = "took back an interrupted \(record.kind.rawValue)"
            if record.head.before != record.head.after, try repository.head() == record.head.after {
                try repository.moveHead(from: record.head.after, to: record.head.before, reason: reason)
            }
            for (name, change) in record.references where try repository.reference(name) == change.after {
                try repository.moveReference(name, from: change.after, to: change.before, reason: reason)
            }
            let back = try repository.differences(from: record.files.after, to: record.files.before)
            try repository.changeWorkTree(back, passingOverForeign: true)
            let abandonedTree = try abandoned.map { (id) throws(Problem) in try repository.commit(id).tree }
            try alignIndex(from: abandonedTree, always: record.kind == .save)
        }
        try repository.moveReference(OperationLog.pendingReference, from: pending, to: nil, reason: "done")
    }

    /// Keeps git's index in line where the tree under `HEAD` has changed, or for all of the piece's files.
    private func alignIndex(from before: ObjectID?, always: Bool) throws(Problem) {
        let after = try repository.headCommit().map { (id) throws(Problem) in try repository.commit(id).tree }
        let changed = Set(try repository.differences(from: before, to: after).map(\.path))
        guard always || !changed.isEmpty else { return }
        try repository.alignIndex(with: after) { path in
            changed.contains(path) || (always && PieceLayout.isPieceFile(path))
        }
    }

    // MARK: what others did

    /// Enters what plain git has done since our latest operation into the log, so that undo knows of it.
    private func noteOutsideChanges(_ standing: Standing, by author: Signature) throws(Problem) {
        guard let latest = try log.latest() else { return }
        let last = try log.record(latest)
        var references: [String: OperationRecord.Change<ObjectID?>] = [:]
        for name in Set(last.view.keys).union(standing.references.keys)
        where last.view[name] != standing.references[name] {
            references[name] = .init(before: last.view[name], after: standing.references[name])
        }
        guard !references.isEmpty || last.head.after != standing.head else { return }
        let moved = references.keys.sorted().map { BranchName.of(reference: $0) ?? $0 }
        let what = moved.isEmpty ? "the current branch" : moved.joined(separator: ", ")
        let record = OperationRecord(
            kind: .outside, summary: "changed outside Choreo: \(what)",
            head: .init(before: last.head.after, after: standing.head), references: references,
            view: standing.references, files: .init(before: last.files.after, after: standing.snapshot),
            standsAt: .itself, redoable: [])
        let operation = try log.write(record, after: latest, by: author)
        try repository.moveReference(
            OperationLog.reference, from: latest, to: operation, reason: record.summary)
    }
}
