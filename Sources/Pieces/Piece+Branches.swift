public import Diagnostics
import Foundation
public import GitStore

extension Piece {
    /// A line of versions.
    public struct Branch: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// Its latest version.
        public var version: ObjectID
        /// Whether the piece stands on it.
        public var isCurrent: Bool
    }

    /// All branches, sorted by name.
    public func branches() throws(Problem) -> [Branch] {
        let head = try repository.head()
        return try repository.references(under: "refs/heads/").compactMap { (reference, id) -> Branch? in
            BranchName.of(reference: reference).map {
                Branch(name: $0, version: id, isCurrent: head == .branch(reference))
            }
        }.sorted { $0.name < $1.name }
    }

    /// Begins a branch at the last save and goes on working there; unsaved work comes along.
    ///
    /// - Throws: ``Problem`` when the name is unusable or taken, or nothing has been saved yet.
    public func branch(_ name: String, by author: Signature) throws(Problem) {
        try BranchName.check(name)
        try perform(.branch, by: author) { (standing) throws(Problem) in
            guard let commit = standing.headCommit else {
                throw Problem(
                    "nothing has been saved yet", at: .file(folder), expected: "a version to begin from",
                    found: "none", remedy: "save first: choreo save -m \"a beginning\"")
            }
            // Names that differ in case, or of which one is the other's folder, cannot both be files in git's store.
            let clash = try branches().first { other in
                let (one, two) = (Name.folded(name), Name.folded(other.name))
                return one == two || one.hasPrefix(two + "/") || two.hasPrefix(one + "/")
            }
            if let clash {
                throw Problem(
                    "there is a branch `\(clash.name)` already", at: .file(folder), expected: "a new name",
                    found: "`\(name)`",
                    remedy: "go there: choreo switch \(clash.name), or choose another name")
            }
            let reference = BranchName.reference(name)
            let intention = Intention(
                summary: "began branch \(name)", references: [reference: commit], head: .branch(reference))
            return (intention, ())
        }
    }

    /// Goes to another branch: its files come in place of the present ones.
    ///
    /// - Returns: What differs from before.
    /// - Throws: ``Problem`` when there is no such branch, or there is unsaved work.
    @discardableResult
    public func `switch`(to name: String, by author: Signature) throws(Problem) -> [PieceChange] {
        try perform(.switch, by: author) { (standing) throws(Problem) in
            let reference = BranchName.reference(name)
            guard let target = standing.references[reference] else {
                let names = try branches().map(\.name)
                throw Problem(
                    "there is no branch `\(name)`", at: .file(folder),
                    expected: "one of the piece's branches",
                    found: names.isEmpty ? "none" : names.joined(separator: ", "),
                    remedy: "check the spelling, or begin it: choreo branch \(name)")
            }
            guard standing.head != .branch(reference) else { return (nil, []) }
            let unsaved = PieceChange.list(
                try repository.differences(from: standing.headTree, to: standing.snapshot))
            guard unsaved.isEmpty else {
                throw Problem(
                    "unsaved work would be lost", at: .file(folder), expected: "everything saved",
                    found: unsaved.map(\.description).joined(separator: ", "),
                    remedy: "keep it: choreo save -m \"…\", or drop it: choreo restore")
            }
            let tree = try repository.commit(target).tree
            let changes = PieceChange.list(try repository.differences(from: standing.headTree, to: tree))
            let intention = Intention(summary: "switched to \(name)", tree: tree, head: .branch(reference))
            return (intention, changes)
        }
    }

    // MARK: bringing back

    /// Brings back files as they were saved; the version that the piece stands on does not change.
    ///
    ///     piece.restore(by: ana)                                  // everything, from the last save
    ///     piece.restore("opening", by: ana)                       // a phrase with its account
    ///     piece.restore("timeline.json", from: "1a2b3c4d", by: ana)
    ///     piece.restore("1a2b3c4d", by: ana)                      // everything, from that version
    ///
    /// - Parameters:
    ///   - what: A phrase, a file of the piece by its path in it, or a version; nil for everything. A phrase or file
    ///     goes before a version of the same name.
    ///   - version: A branch, the first digits of a version, or git's own forms; nil for the last save.
    /// - Returns: What changed; nothing when all was so already.
    /// - Throws: ``Problem`` when nothing has that name.
    @discardableResult
    public func restore(
        _ what: String? = nil, from version: String? = nil, by author: Signature
    ) throws(Problem) -> [PieceChange] {
        try perform(.restore, by: author) { (standing) throws(Problem) in
            var source = try version.map { (name) throws(Problem) in try tree(of: name) } ?? standing.headTree
            var wanted: Set<String>?
            if let what {
                let saved = try repository.files(in: source, where: PieceLayout.isPieceFile)
                let paths = Self.paths(
                    meantBy: relative(what), among: Set(saved.keys).union(standing.files.keys))
                if !paths.isEmpty {
                    wanted = paths
                } else if version == nil, let commit = try repository.commit(named: what) {
                    source = commit.tree
                } else {
                    throw Problem(
                        "there is nothing called `\(what)` to bring back", at: .file(folder),
                        expected: "a phrase, a file of the piece, or a version", found: "none of these",
                        remedy: "look for it: choreo history")
                }
            }
            guard let source, try repository.entry(at: PieceLayout.settings, in: source) != nil else {
                throw Problem(
                    "this is not a version of the piece", at: .file(folder),
                    expected: "a version with piece.json",
                    found: "`\(version ?? what ?? "nothing saved yet")`",
                    remedy: "look for one: choreo history")
            }
            let differences = try repository.differences(from: standing.snapshot, to: source).filter {
                PieceLayout.isPieceFile($0.path) && wanted?.contains($0.path) != false
            }
            let changes = PieceChange.list(differences)
            guard !changes.isEmpty else { return (nil, []) }
            var intention = Intention(
                summary: "brought back \([what, version].compactMap { $0 }.first ?? "the last save")")
            for difference in differences { intention.files[difference.path] = .some(difference.after) }
            return (intention, changes)
        }
    }

    private func tree(of version: String) throws(Problem) -> ObjectID {
        if let commit = try repository.commit(named: version) { return commit.tree }
        throw Problem(
            "there is no version `\(version)`", at: .file(folder),
            expected: "a branch, or digits of a version",
            found: "neither", remedy: "look for it: choreo history")
    }

    /// A path inside the piece as a person may type it: absolute, with `./`, or as it is.
    private func relative(_ text: String) -> String {
        if text.hasPrefix(folder + "/") { return String(text.dropFirst(folder.count + 1)) }
        return text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    }

    /// The files meant by a path or a phrase; a phrase's movement and account always come together.
    private static func paths(meantBy text: String, among paths: Set<String>) -> Set<String> {
        let phrase: String
        switch PieceLayout.subject(of: text) {
        case .movement(let name), .ledger(let name): phrase = name
        case .some: return paths.intersection([text])
        case nil: phrase = text
        }
        return paths.filter { path in
            switch PieceLayout.subject(of: path) {
            case .movement(let name), .ledger(let name): Name.folded(name) == Name.folded(phrase)
            default: false
            }
        }
    }
}
