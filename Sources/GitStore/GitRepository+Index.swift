import CGit2
public import Diagnostics
import Files
import Foundation

extension GitRepository {
    /// Brings git's index in line with a tree, for some paths, so that plain `git status` tells the truth.
    ///
    /// An entry whose file in the work tree has the same content also gets the file's times and size, as after
    /// `git checkout`; an entry that is already right is left alone, so repeated calls cost little.
    ///
    /// - Parameters:
    ///   - tree: The tree to follow; nil is the empty tree.
    ///   - isIncluded: The paths that are ours to set. Whatever else a person has staged stays.
    /// - Throws: ``Problem`` when another git program holds the index for over two seconds.
    public func alignIndex(with tree: ObjectID?, where isIncluded: (String) -> Bool) throws(Problem) {
        let wanted = try files(in: tree, where: isIncluded)
        try withIndexLock { () throws(Problem) in
            let copy = privateFolder + "choreo-index"
            unlink(copy)
            defer { unlink(copy) }
            if access(privateFolder + "index", F_OK) == 0 {
                try AtomicFile.write(try FileBytes.read(privateFolder + "index"), to: copy)
            }
            let index = try Libgit2.make("the index cannot be read", at: place) { git_index_open(&$0, copy) }
            defer { git_index_free(index) }
            guard try update(index, to: wanted, where: isIncluded) else { return }
            try Libgit2.check(git_index_write(index), "the index cannot be written", at: place)
            guard rename(copy, privateFolder + "index") == 0 else {
                throw Problem.unwritable(privateFolder, errno: errno)
            }
        }
    }

    /// Sets and removes entries; returns whether anything changed.
    private func update(
        _ index: OpaquePointer, to wanted: [String: TreeEntry], where isIncluded: (String) -> Bool
    ) throws(Problem) -> Bool {
        var settled: Set<String> = []
        var unwanted: [(path: String, stage: Int32)] = []
        for position in 0..<git_index_entrycount(index) {
            guard let entry = git_index_get_byindex(index, position),
                let path = entry.pointee.path.flatMap({ String(validatingCString: $0) }), isIncluded(path)
            else { continue }
            let stage = git_index_entry_stage(entry)
            let current = TreeEntry(ObjectID(entry.pointee.id), mode: TreeEntry.Mode(git: entry.pointee.mode))
            if stage == 0, wanted[path] == current, entry.pointee.file_size != 0 {
                settled.insert(path)
            } else if wanted[path] == nil || stage != 0 {
                unwanted.append((path, stage))
            }
        }
        for (path, stage) in unwanted {
            try Libgit2.check(git_index_remove(index, path, stage), "the index cannot be changed", at: place)
        }
        let stale = wanted.filter { !settled.contains($0.key) }
        for (path, entry) in stale.sorted(by: { $0.key < $1.key }) {
            var raw = git_index_entry()
            raw.id = entry.id.raw
            raw.mode = entry.mode.rawValue
            fillTimes(of: &raw, path: path, entry: entry)
            let code = path.withCString {
                raw.path = $0
                return git_index_add(index, &raw)
            }
            try Libgit2.check(code, "the index cannot be changed", at: place)
        }
        return !(unwanted.isEmpty && stale.isEmpty)
    }

    /// Copies what git remembers of a file, if the file still holds exactly `entry`.
    ///
    /// The file's state is taken before its content is read, so that a change in between shows as a newer time.
    /// An entry without times is only slower: git then reads the file to compare.
    private func fillTimes(of raw: inout git_index_entry, path: String, entry: TreeEntry) {
        var status = stat()
        guard lstat(folder + "/" + path, &status) == 0, (try? workTreeEntry(at: path)) == entry else {
            return
        }
        raw.ctime = git_index_time(
            seconds: Int32(truncatingIfNeeded: status.st_ctim.tv_sec),
            nanoseconds: UInt32(status.st_ctim.tv_nsec))
        raw.mtime = git_index_time(
            seconds: Int32(truncatingIfNeeded: status.st_mtim.tv_sec),
            nanoseconds: UInt32(status.st_mtim.tv_nsec))
        raw.dev = UInt32(truncatingIfNeeded: status.st_dev)
        raw.ino = UInt32(truncatingIfNeeded: status.st_ino)
        raw.uid = status.st_uid
        raw.gid = status.st_gid
        raw.file_size = UInt32(truncatingIfNeeded: status.st_size)
    }

    // MARK: git's lock on the index

    /// What our lock on the index holds, so that one left by a killed command can be told from git's own.
    static let indexLockMark = "choreo "

    /// Holds `index.lock` by git's own protocol: whoever creates the file owns the index.
    private func withIndexLock(_ body: () throws(Problem) -> Void) throws(Problem) {
        let path = privateFolder + "index.lock"
        for attempt in 0... {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            if descriptor >= 0 {
                let mark = Array((Self.indexLockMark + "\(getpid())\n").utf8)
                write(descriptor, mark, mark.count)
                close(descriptor)
                break
            }
            guard errno == EEXIST else { throw Problem.unwritable(privateFolder, errno: errno) }
            guard attempt < 100 else {
                throw Problem(
                    "another git program holds the index", at: .file(path),
                    expected: "a lock released within two seconds", found: "a lock that stays",
                    remedy: "end that git command; if none is running: rm '\(path)'")
            }
            usleep(20_000)
        }
        defer { unlink(path) }
        try body()
    }

    /// Removes an index lock that carries our mark.
    ///
    /// Only with our own lock held, when nobody of ours can own it.
    func clearOwnIndexLock() {
        let path = privateFolder + "index.lock"
        guard let bytes = try? FileBytes.read(path), bytes.starts(with: Self.indexLockMark.utf8) else {
            return
        }
        unlink(path)
    }
}
