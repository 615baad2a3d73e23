import CGit2
public import Diagnostics

extension GitRepository {
    /// Stores `bytes` as a blob and returns its id; storing the same bytes again is cheap.
    ///
    /// Wraps `git_blob_create_from_buffer`.
    public func writeBlob(_ bytes: [UInt8]) throws(Problem) -> ObjectID {
        var id = git_oid()
        let code = bytes.withUnsafeBytes {
            git_blob_create_from_buffer(&id, pointer, $0.baseAddress, $0.count)
        }
        try Libgit2.check(code, "the content cannot be stored", at: place)
        return ObjectID(id)
    }

    /// The id that `bytes` would have as a blob.
    ///
    /// Nothing is stored; the same as `git hash-object`.
    public static func blobID(of bytes: [UInt8]) throws(Problem) -> ObjectID {
        try Libgit2.start()
        var id = git_oid()
        let code = bytes.withUnsafeBytes { git_odb_hash(&id, $0.baseAddress, $0.count, GIT_OBJECT_BLOB) }
        try Libgit2.check(code, "the content cannot be named", at: nil)
        return ObjectID(id)
    }

    /// The content of a blob.
    ///
    /// - Parameters:
    ///   - id: The blob.
    ///   - limit: Largest size accepted, in bytes; checked before anything is unpacked.
    /// - Throws: ``Problem`` when there is no such blob, or it is larger than `limit`.
    public func readBlob(_ id: ObjectID, limit: Int = 1 << 30) throws(Problem) -> [UInt8] {
        let store = try Libgit2.make("the objects cannot be read", at: place) {
            git_repository_odb(&$0, pointer)
        }
        defer { git_odb_free(store) }
        var raw = id.raw
        var size = 0
        var kind = GIT_OBJECT_INVALID
        try Libgit2.check(
            git_odb_read_header(&size, &kind, store, &raw), "the object \(id.short) cannot be read", at: place
        )
        guard size <= limit else {
            throw Problem(
                "the object \(id.short) is too large", at: .file(place), expected: "at most \(limit) bytes",
                found: "\(size) bytes", remedy: "look at it with `git cat-file -p \(id)`")
        }
        let blob = try Libgit2.make("the object \(id.short) cannot be read", at: place) {
            git_blob_lookup(&$0, pointer, &raw)
        }
        defer { git_blob_free(blob) }
        let count = Int(git_blob_rawsize(blob))
        return Array(UnsafeRawBufferPointer(start: git_blob_rawcontent(blob), count: count))
    }

    /// Whether an object of this id is in the store.
    public func contains(_ id: ObjectID) throws(Problem) -> Bool {
        let store = try Libgit2.make("the objects cannot be read", at: place) {
            git_repository_odb(&$0, pointer)
        }
        defer { git_odb_free(store) }
        var raw = id.raw
        return git_odb_exists(store, &raw) == 1
    }
}

/// A saved state: a tree with an author, a message and the states it came from.
public struct Commit: Sendable, Hashable {
    /// The commit's own id.
    public var id: ObjectID
    /// The tree it holds.
    public var tree: ObjectID
    /// The commits it came from, the line it continues first.
    public var parents: [ObjectID]
    /// Who made it, and when.
    public var author: Signature
    /// What it says, without the final line break.
    public var message: String
}

extension GitRepository {
    /// Stores a commit and returns its id.
    ///
    /// No reference moves. Wraps `git_commit_create`. Author and committer are the same; the message gets exactly one final line break.
    public func writeCommit(
        tree: ObjectID, parents: [ObjectID], author: Signature, message: String
    ) throws(Problem) -> ObjectID {
        let treePointer = try lookUp(tree, GIT_OBJECT_TREE)
        defer { git_object_free(treePointer) }
        var parentPointers: [OpaquePointer?] = []
        defer { parentPointers.forEach { git_object_free($0) } }
        for parent in parents { parentPointers.append(try lookUp(parent, GIT_OBJECT_COMMIT)) }

        var text = Substring(message)
        while text.last?.isWhitespace == true { text.removeLast() }
        var id = git_oid()
        try author.lend { (signature) throws(Problem) in
            let code = parentPointers.withUnsafeMutableBufferPointer {
                git_commit_create(
                    &id, pointer, nil, signature, signature, nil, text + "\n", treePointer, $0.count,
                    $0.baseAddress)
            }
            try Libgit2.check(code, "the version cannot be stored", at: place)
        }
        return ObjectID(id)
    }

    /// Reads a commit.
    public func commit(_ id: ObjectID) throws(Problem) -> Commit {
        let commit = try lookUp(id, GIT_OBJECT_COMMIT)
        defer { git_object_free(commit) }
        var message = git_commit_message(commit).map { String(cString: $0) } ?? ""
        while message.last?.isNewline == true { message.removeLast() }
        guard let tree = git_commit_tree_id(commit), let author = git_commit_author(commit) else {
            throw Problem(
                "the version \(id.short) is damaged", at: .file(place), remedy: "run `git fsck` in the folder"
            )
        }
        let parents = (0..<git_commit_parentcount(commit)).compactMap { git_commit_parent_id(commit, $0) }
        return Commit(
            id: id, tree: ObjectID(tree.pointee), parents: parents.map { ObjectID($0.pointee) },
            author: Signature(author.pointee), message: message)
    }

    /// The commits reachable from `start`, newest first, a commit always before its parents.
    ///
    /// - Parameter limit: The most commits to return; nil for all.
    public func history(from start: ObjectID, limit: Int? = nil) throws(Problem) -> [Commit] {
        let walk = try Libgit2.make("the history cannot be read", at: place) { git_revwalk_new(&$0, pointer) }
        defer { git_revwalk_free(walk) }
        git_revwalk_sorting(walk, GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue)
        var raw = start.raw
        try Libgit2.check(git_revwalk_push(walk, &raw), "the history cannot be read", at: place)
        var commits: [Commit] = []
        while commits.count < limit ?? .max {
            let code = git_revwalk_next(&raw, walk)
            if code == GIT_ITEROVER.rawValue { break }
            try Libgit2.check(code, "the history cannot be read", at: place)
            commits.append(try commit(ObjectID(raw)))
        }
        return commits
    }

    /// The commit that a person names: a branch, the first digits of an id, or git's own forms such as `main~2`.
    ///
    /// - Returns: nil when nothing has that name.
    /// - Throws: ``Problem`` when the digits fit more than one commit.
    public func commit(named name: String) throws(Problem) -> Commit? {
        let full = BranchName.isValid(name) ? try reference(BranchName.reference(name)) : nil
        if let full { return try commit(full) }
        var object: OpaquePointer?
        let code = git_revparse_single(&object, pointer, name)
        defer { git_object_free(object) }
        if code == GIT_EAMBIGUOUS.rawValue {
            throw Problem(
                "more than one version begins with `\(name)`", at: .file(place),
                expected: "digits of one version",
                found: "several", remedy: "give more digits: choreo history")
        }
        guard code == 0 else { return nil }
        var peeled: OpaquePointer?
        guard git_object_peel(&peeled, object, GIT_OBJECT_COMMIT) == 0, let id = git_object_id(peeled) else {
            return nil
        }
        defer { git_object_free(peeled) }
        return try commit(ObjectID(id.pointee))
    }

    /// Any object of a kind; freed with `git_object_free`, which fits every kind.
    func lookUp(_ id: ObjectID, _ kind: git_object_t) throws(Problem) -> OpaquePointer {
        var raw = id.raw
        return try Libgit2.make("the object \(id.short) cannot be read", at: place) {
            git_object_lookup(&$0, pointer, &raw, kind)
        }
    }
}
