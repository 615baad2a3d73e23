public import Diagnostics
public import GitStore

/// A saved version of a piece.
public struct Version: Sendable, Equatable {
    /// Its id; the first eight digits are enough to name it.
    public var id: ObjectID
    /// What was said about it.
    public var message: String
    /// Who saved it, and when.
    public var author: Signature
    /// What it changed, against the version before it.
    public var changes: [PieceChange]
}

extension Piece {
    /// What a save did.
    public struct Saved: Sendable, Equatable {
        /// The new version.
        public var version: Version
        /// What was put in order on the way, a sentence each: "opening was edited by hand; its account now says so".
        public var notes: [String]
        /// Files in the piece's folders that were not saved, because of their names.
        public var passedOver: [String]
    }

    /// Saves the piece's files as a new version on the current branch.
    ///
    /// Exactly the piece's own files are saved; whatever else lies in the folder, or is staged with git, stays as it is. A
    /// phrase that was put there or edited by hand gets its account brought up to date first, so that no version
    /// tells less than the truth about who made what.
    ///
    /// - Parameters:
    ///   - message: What to say about it; nil lists the changed phrases, or whatever else has changed.
    ///   - author: Who saves.
    /// - Throws: ``Problem`` when nothing has changed, a file is damaged, or the piece is on no branch.
    @discardableResult
    public func save(_ message: String? = nil, by author: Signature) throws(Problem) -> Saved {
        try perform(.save, by: author) { (standing) throws(Problem) in
            guard case .branch(let branch) = standing.head else {
                throw Problem(
                    "the piece is not on a branch", at: .file(folder), expected: "a branch to save on",
                    found: "an old version, looked at with plain git",
                    remedy: "begin one here: choreo branch NAME")
            }
            var files = NewFiles(standing, in: repository, folder: folder)
            let notes = try files.bringAccountsUpToDate(
                by: author, proposed: proposedMovements(acceptedBy: author))
            try files.check()
            let tree = try repository.editTree(standing.snapshot, files.entries)
            let changes = PieceChange.list(try repository.differences(from: standing.headTree, to: tree))
            guard !changes.isEmpty else {
                throw Problem(
                    "there is nothing to save", at: .file(folder), expected: "a change since the last save",
                    found: "none", remedy: "add or accept a phrase first: choreo add FILE, choreo accept N")
            }
            let text = try Self.message(message, for: changes)
            let commit = try repository.writeCommit(
                tree: tree, parents: standing.headCommit.map { [$0] } ?? [], author: author, message: text)
            let intention = Intention(
                summary: "saved \(commit.short): \(text.prefix { !$0.isNewline })", files: files.entries,
                references: [branch: commit])
            let version = Version(id: commit, message: text, author: author, changes: changes)
            return (intention, Saved(version: version, notes: notes, passedOver: try passedOver()))
        }
    }

    /// The saved versions that led to the present one, newest first.
    ///
    /// - Parameter limit: The most versions to return; nil for all.
    public func history(limit: Int? = nil) throws(Problem) -> [Version] {
        guard let head = try repository.headCommit() else { return [] }
        var versions: [Version] = []
        for commit in try repository.history(from: head, limit: limit) {
            let before = try commit.parents.first.map { (id) throws(Problem) in try repository.commit(id).tree
            }
            let changes = PieceChange.list(try repository.differences(from: before, to: commit.tree))
            versions.append(
                Version(id: commit.id, message: commit.message, author: commit.author, changes: changes))
        }
        return versions
    }

    private static func message(_ message: String?, for changes: [PieceChange]) throws(Problem) -> String {
        guard let message else {
            // Where phrases come or go, the timeline, rigs and settings that follow from it go without saying.
            let phrases = changes.filter(\.isAboutPhrase)
            let changes = phrases.isEmpty ? changes : phrases
            let listed = changes.prefix(5).map(\.description)
            let more = changes.count - listed.count
            return (listed + (more > 0 ? ["\(more) more"] : [])).joined(separator: ", ")
        }
        let isPlain = message.unicodeScalars.allSatisfy { scalar in
            scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
        }
        guard isPlain, message.contains(where: { !$0.isWhitespace }) else {
            throw Problem(
                "this message cannot be saved", expected: "some words, without control characters",
                found: "`\(message)`",
                remedy: "say what changed: choreo save -m \"falling after the opening\"")
        }
        return message
    }
}

// MARK: - State

extension Piece {
    /// How a piece stands.
    public struct Status: Sendable, Equatable {
        /// The current branch; nil when plain git has gone to an old version.
        public var branch: String?
        /// The version it stands on; nil before the first save.
        public var version: ObjectID?
        /// What has changed since.
        public var unsaved: [PieceChange]
        /// The drafts with proposals that wait, the newest first.
        public var drafts: [Draft]
        /// Files in the piece's folders that no save would take, because of their names.
        public var passedOver: [String]
    }

    /// How the piece stands; changes nothing, and works on a piece that may only be read.
    public func status() throws(Problem) -> Status {
        let head = try repository.head()
        let branch: String? =
            if case .branch(let reference) = head { BranchName.of(reference: reference) } else { nil }
        return Status(
            branch: branch, version: try repository.headCommit(),
            unsaved: PieceChange.list(try unsavedFiles()),
            drafts: try drafts().filter { $0.waiting > 0 }, passedOver: try passedOver())
    }

    /// The piece's files that differ from the last save.
    ///
    /// Reads and hashes all of them, stores none.
    private func unsavedFiles() throws(Problem) -> [TreeDifference] {
        let tree = try repository.headCommit().map { (id) throws(Problem) in try repository.commit(id).tree }
        let saved = try repository.files(in: tree, where: PieceLayout.isPieceFile)
        var differences: [TreeDifference] = []
        for path in Set(try Standing.paths(in: repository)).union(saved.keys).sorted() {
            let current = try repository.workTreeEntry(at: path)
            if current != saved[path] {
                differences.append(TreeDifference(path: path, before: saved[path], after: current))
            }
        }
        return differences
    }

    /// Movement and accounts in the piece's folders whose names keep them out.
    private func passedOver() throws(Problem) -> [String] {
        var found: [String] = []
        for folder in ["phrases", "rigs"] {
            for name in try repository.workTreeNames(in: folder) {
                let path = folder + "/" + name
                let isText = name.lowercased().hasSuffix(".bvh") || name.lowercased().hasSuffix(".json")
                if isText, !name.hasPrefix("."), !PieceLayout.isPieceFile(path) { found.append(path) }
            }
        }
        return found
    }
}
