import CGit2
public import Diagnostics

/// A file in a tree: which content, and whether it is a plain file, an executable one or a link.
public struct TreeEntry: Sendable, Hashable {
    /// The blob with the content (for a submodule, its commit).
    public var id: ObjectID
    /// What the entry is.
    public var mode: Mode

    /// Creates an entry.
    public init(_ id: ObjectID, mode: Mode = .file) {
        self.id = id
        self.mode = mode
    }

    /// git's four kinds of leaf.
    public enum Mode: UInt32, Sendable, Hashable {
        case file = 0o100644
        case executable = 0o100755
        case link = 0o120000
        case submodule = 0o160000

        /// The mode of old or foreign trees too: `100664` and the like count as plain files.
        init(git mode: UInt32) {
            self = Mode(rawValue: mode) ?? (mode & 0o100 != 0 ? .executable : .file)
        }
    }
}

/// A path whose entry differs between two trees.
public struct TreeDifference: Sendable, Hashable {
    /// Path from the top of the tree, with `/`.
    public var path: String
    /// The entry in the first tree, nil where it has none.
    public var before: TreeEntry?
    /// The entry in the second tree, nil where it has none.
    public var after: TreeEntry?

    /// Creates a difference.
    public init(path: String, before: TreeEntry?, after: TreeEntry?) {
        self.path = path
        self.before = before
        self.after = after
    }

    /// The same difference, read from the second tree to the first.
    public var reversed: TreeDifference { TreeDifference(path: path, before: after, after: before) }
}

extension GitRepository {
    /// The tree without entries, stored if it is not yet there.
    public func emptyTree() throws(Problem) -> ObjectID {
        try editTree(nil, [:])
    }

    /// The tree `base` (nil: the empty tree) with some entries set or, where the value is nil, removed.
    ///
    /// All other entries stay as they are, byte for byte. Built in libgit2's in-memory index, so that folders are
    /// sorted, and left out when empty, exactly as git does it. Cost is that of reading the whole tree.
    public func editTree(_ base: ObjectID?, _ changes: [String: TreeEntry?]) throws(Problem) -> ObjectID {
        let index = try inMemoryIndex(of: base)
        defer { git_index_free(index) }
        for path in changes.keys.sorted() {
            if let entry = changes[path].flatMap({ $0 }) {
                try TreePath.check(path)
                var raw = git_index_entry()
                raw.id = entry.id.raw
                raw.mode = entry.mode.rawValue
                let code = path.withCString {
                    raw.path = $0
                    return git_index_add(index, &raw)
                }
                try Libgit2.check(code, "`\(path)` cannot be stored", at: place)
            } else {
                let code = git_index_remove(index, path, 0)
                if code != GIT_ENOTFOUND.rawValue {
                    try Libgit2.check(code, "`\(path)` cannot be removed", at: place)
                }
            }
        }
        var id = git_oid()
        try Libgit2.check(
            git_index_write_tree_to(&id, index, pointer), "the tree cannot be stored", at: place)
        return ObjectID(id)
    }

    /// The files of a tree whose path `isIncluded` accepts, links and submodules too.
    ///
    /// nil is the empty tree. Paths that are not UTF-8 are passed over, as no file of ours has one.
    public func files(
        in tree: ObjectID?, where isIncluded: (String) -> Bool = { _ in true }
    ) throws(Problem) -> [String: TreeEntry] {
        let index = try inMemoryIndex(of: tree)
        defer { git_index_free(index) }
        var files: [String: TreeEntry] = [:]
        for position in 0..<git_index_entrycount(index) {
            guard let raw = git_index_get_byindex(index, position)?.pointee,
                let path = raw.path.flatMap({ String(validatingCString: $0) }), isIncluded(path)
            else { continue }
            files[path] = TreeEntry(ObjectID(raw.id), mode: TreeEntry.Mode(git: raw.mode))
        }
        return files
    }

    /// The entry at `path` in a tree, nil when there is none or it is a folder.
    public func entry(at path: String, in tree: ObjectID) throws(Problem) -> TreeEntry? {
        let treePointer = try lookUp(tree, GIT_OBJECT_TREE)
        defer { git_object_free(treePointer) }
        let entry = try Libgit2.makeUnlessAbsent("`\(path)` cannot be read", at: place) {
            git_tree_entry_bypath(&$0, treePointer, path)
        }
        defer { git_tree_entry_free(entry) }
        guard let entry, git_tree_entry_type(entry) != GIT_OBJECT_TREE, let id = git_tree_entry_id(entry)
        else {
            return nil
        }
        return TreeEntry(
            ObjectID(id.pointee), mode: TreeEntry.Mode(git: git_tree_entry_filemode(entry).rawValue))
    }

    /// The id of the folder at `path` in a tree, nil when there is none.
    public func subtree(at path: String, in tree: ObjectID) throws(Problem) -> ObjectID? {
        let treePointer = try lookUp(tree, GIT_OBJECT_TREE)
        defer { git_object_free(treePointer) }
        let entry = try Libgit2.makeUnlessAbsent("`\(path)` cannot be read", at: place) {
            git_tree_entry_bypath(&$0, treePointer, path)
        }
        defer { git_tree_entry_free(entry) }
        guard let entry, git_tree_entry_type(entry) == GIT_OBJECT_TREE, let id = git_tree_entry_id(entry)
        else {
            return nil
        }
        return ObjectID(id.pointee)
    }

    /// A tree of named entries and folders, one level deep: folders are trees that exist already.
    ///
    /// Wraps `git_treebuilder_*`; what ``editTree(_:_:)`` cannot do without unfolding every file.
    public func writeTree(
        files: [String: ObjectID], folders: [String: ObjectID]
    ) throws(Problem) -> ObjectID {
        let builder = try Libgit2.make("the tree cannot be stored", at: place) {
            git_treebuilder_new(&$0, pointer, nil)
        }
        defer { git_treebuilder_free(builder) }
        for (entries, mode) in [(files, GIT_FILEMODE_BLOB), (folders, GIT_FILEMODE_TREE)] {
            for (name, id) in entries {
                var raw = id.raw
                try Libgit2.check(
                    git_treebuilder_insert(nil, builder, name, &raw, mode), "`\(name)` cannot be stored",
                    at: place)
            }
        }
        var id = git_oid()
        try Libgit2.check(git_treebuilder_write(&id, builder), "the tree cannot be stored", at: place)
        return ObjectID(id)
    }

    /// The paths that differ between two trees, sorted.
    ///
    /// nil is the empty tree. Wraps `git_diff_tree_to_tree`, which descends only into folders that differ.
    /// - Throws: ``Problem`` also when a differing path is not UTF-8, since it could not be handled safely.
    public func differences(from before: ObjectID?, to after: ObjectID?) throws(Problem) -> [TreeDifference] {
        let old = try before.map { (id) throws(Problem) in try lookUp(id, GIT_OBJECT_TREE) }
        defer { git_object_free(old) }
        let new = try after.map { (id) throws(Problem) in try lookUp(id, GIT_OBJECT_TREE) }
        defer { git_object_free(new) }
        let diff = try Libgit2.make("two versions cannot be compared", at: place) {
            git_diff_tree_to_tree(&$0, pointer, old, new, nil)
        }
        defer { git_diff_free(diff) }

        // A file that became a link arrives as two deltas of one path, so both are gathered by path.
        var differences: [String: TreeDifference] = [:]
        for position in 0..<git_diff_num_deltas(diff) {
            guard let delta = git_diff_get_delta(diff, position)?.pointee else { continue }
            for (file, isNew) in [(delta.old_file, false), (delta.new_file, true)] where file.mode != 0 {
                guard let path = file.path.flatMap({ String(validatingCString: $0) }) else {
                    throw Problem(
                        "a file's name is not UTF-8", at: .file(place), expected: "names in UTF-8",
                        found: "other bytes", remedy: "rename that file with git, then try again")
                }
                let entry = TreeEntry(ObjectID(file.id), mode: TreeEntry.Mode(git: UInt32(file.mode)))
                var difference = differences[path] ?? TreeDifference(path: path, before: nil, after: nil)
                if isNew { difference.after = entry } else { difference.before = entry }
                differences[path] = difference
            }
        }
        return differences.values.sorted { $0.path < $1.path }
    }

    private func inMemoryIndex(of tree: ObjectID?) throws(Problem) -> OpaquePointer {
        let index = try Libgit2.make("the tree cannot be read", at: place) { git_index_new(&$0) }
        guard let tree else { return index }
        do throws(Problem) {
            let treePointer = try lookUp(tree, GIT_OBJECT_TREE)
            defer { git_object_free(treePointer) }
            try Libgit2.check(git_index_read_tree(index, treePointer), "the tree cannot be read", at: place)
        } catch {
            git_index_free(index)
            throw error
        }
        return index
    }
}
