import Diagnostics
import GitStore

/// Everything about a piece that an operation can change, as it was found at one moment.
struct Standing {
    /// The branch or commit on which the work tree stands.
    var head: Head
    /// The commit it stands on, nil before the first save.
    var headCommit: ObjectID?
    /// The tree of that commit.
    var headTree: ObjectID?
    /// All branches and drafts.
    var references: [String: ObjectID]
    /// The piece's files as they are on disk, stored.
    var files: [String: TreeEntry]
    /// The tree of the last save with ``files`` in place of its own: what a save now would hold.
    var snapshot: ObjectID

    /// Where the piece's references are.
    static let prefixes = ["refs/heads/", Draft.prefix]

    /// Looks at a repository, and stores the piece's files as they are now.
    ///
    /// Cost is that of reading and hashing all of the piece's files; unchanged ones are not stored again.
    init(of repository: GitRepository) throws(Problem) {
        head = try repository.head()
        headCommit = try repository.headCommit()
        headTree = try headCommit.map { (id) throws(Problem) in try repository.commit(id).tree }
        references = [:]
        for prefix in Self.prefixes {
            references.merge(try repository.references(under: prefix)) { $1 }
        }
        files = [:]
        for path in try Self.paths(in: repository) { files[path] = try repository.storeWorkFile(path) }

        var changes: [String: TreeEntry?] = files.mapValues { $0 }
        for path in try repository.files(in: headTree, where: PieceLayout.isPieceFile).keys
        where files[path] == nil {
            changes[path] = .some(nil)
        }
        snapshot = try repository.editTree(headTree, changes)
    }

    /// The paths of the piece's files on disk.
    static func paths(in repository: GitRepository) throws(Problem) -> [String] {
        var paths: [String] = []
        for folder in PieceLayout.folders {
            for name in try repository.workTreeNames(in: folder) {
                let path = folder.isEmpty ? name : folder + "/" + name
                if PieceLayout.isPieceFile(path) { paths.append(path) }
            }
        }
        return paths
    }

    /// The content of a file of the piece.
    func bytes(_ path: String, in repository: GitRepository) throws(Problem) -> [UInt8]? {
        guard let entry = files[path] else { return nil }
        return try repository.readBlob(entry.id)
    }

    /// The names of the phrases on disk, sorted.
    var phraseNames: [String] {
        files.keys.compactMap {
            if case .movement(let name) = PieceLayout.subject(of: $0) { name } else { nil }
        }.sorted()
    }
}
