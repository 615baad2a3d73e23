import CGit2
public import Diagnostics

/// Where a work tree stands.
public enum Head: Sendable, Hashable {
    /// On a branch, given by its full reference name; the branch may have no commit yet.
    case branch(String)
    /// On a commit, away from any branch.
    case detached(ObjectID)
}

extension GitRepository {
    /// The commit that a reference points to; nil when there is no such reference.
    ///
    /// - Parameter name: A full name, such as `refs/heads/main`.
    public func reference(_ name: String) throws(Problem) -> ObjectID? {
        var raw = git_oid()
        let code = git_reference_name_to_id(&raw, pointer, name)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        try Libgit2.check(code, "the reference \(name) cannot be read", at: place)
        return ObjectID(raw)
    }

    /// All references whose full name begins with `prefix`, and what they point to.
    public func references(under prefix: String) throws(Problem) -> [String: ObjectID] {
        let iterator = try Libgit2.make("the references cannot be listed", at: place) {
            git_reference_iterator_glob_new(&$0, pointer, prefix + "*")
        }
        defer { git_reference_iterator_free(iterator) }
        var found: [String: ObjectID] = [:]
        while true {
            var name: UnsafePointer<CChar>?
            let code = git_reference_next_name(&name, iterator)
            if code == GIT_ITEROVER.rawValue { return found }
            try Libgit2.check(code, "the references cannot be listed", at: place)
            guard let name = name.flatMap({ String(validatingCString: $0) }) else { continue }
            found[name] = try reference(name)
        }
    }

    /// Moves, creates or deletes a reference, if it still is what the caller last saw.
    ///
    /// Compare-and-swap over `git_reference_create_matching`; waits up to two seconds for another program's lock.
    /// - Parameters:
    ///   - name: A full name.
    ///   - new: Where it shall point; nil deletes it.
    ///   - old: Where it pointed when the caller decided; nil when it did not exist.
    ///   - reason: A line for git's own log of the reference.
    /// - Throws: ``Problem`` when another program moved it meanwhile; nothing has changed then.
    public func moveReference(
        _ name: String, from old: ObjectID?, to new: ObjectID?, reason: String
    ) throws(Problem) {
        guard let new else { return try deleteReference(name, from: old) }
        var target = new.raw
        var expected = old?.raw ?? git_oid()
        var made: OpaquePointer?
        let code = Libgit2.whileLocked {
            old == nil
                ? git_reference_create(&made, pointer, name, &target, 0, reason)
                : git_reference_create_matching(&made, pointer, name, &target, 1, &expected, reason)
        }
        git_reference_free(made)
        try Libgit2.check(code, "the reference \(name) cannot be moved", at: place)
    }

    private func deleteReference(_ name: String, from old: ObjectID?) throws(Problem) {
        let found = try Libgit2.makeUnlessAbsent("the reference \(name) cannot be read", at: place) {
            git_reference_lookup(&$0, pointer, name)
        }
        guard let found else { return }
        defer { git_reference_free(found) }
        guard let target = git_reference_target(found)?.pointee, ObjectID(target) == old else {
            throw Problem(
                "the reference \(name) cannot be removed", at: .file(place),
                expected: "a reference as it was a moment ago", found: "one that has moved",
                remedy: "another program moved it meanwhile: look at `git log`, then try again")
        }
        // git_reference_delete itself compares with the value just looked up, so nothing can come between.
        let code = Libgit2.whileLocked { git_reference_delete(found) }
        try Libgit2.check(code, "the reference \(name) cannot be removed", at: place)
    }

    /// Where the work tree stands.
    public func head() throws(Problem) -> Head {
        let found = try Libgit2.make("the current branch cannot be read", at: place) {
            git_reference_lookup(&$0, pointer, "HEAD")
        }
        defer { git_reference_free(found) }
        if let branch = git_reference_symbolic_target(found) { return .branch(String(cString: branch)) }
        guard let target = git_reference_target(found)?.pointee else {
            throw Problem(
                "the current branch cannot be read", at: .file(place), expected: "a branch", found: "nothing",
                remedy: "run `git fsck` there")
        }
        return .detached(ObjectID(target))
    }

    /// The commit on which the work tree stands; nil on a branch without any.
    public func headCommit() throws(Problem) -> ObjectID? {
        switch try head() {
        case .branch(let name): try reference(name)
        case .detached(let id): id
        }
    }

    /// Makes the work tree stand elsewhere.
    ///
    /// No file changes.
    /// - Throws: ``Problem`` when another program moved it from `old` meanwhile.
    public func moveHead(from old: Head, to new: Head, reason: String) throws(Problem) {
        var made: OpaquePointer?
        let code = Libgit2.whileLocked {
            switch (old, new) {
            case (.branch(let from), .branch(let to)):
                return git_reference_symbolic_create_matching(&made, pointer, "HEAD", to, 1, from, reason)
            case (.detached(let from), .branch(let to)):
                guard let now = try? head(), now == .detached(from) else { return GIT_EMODIFIED.rawValue }
                return git_reference_symbolic_create(&made, pointer, "HEAD", to, 1, reason)
            case (_, .detached(let to)):
                guard let now = try? head(), now == old else { return GIT_EMODIFIED.rawValue }
                var target = to.raw
                return git_reference_create(&made, pointer, "HEAD", &target, 1, reason)
            }
        }
        git_reference_free(made)
        try Libgit2.check(code, "the current branch cannot be changed", at: place)
    }
}
