import CGit2
public import Diagnostics
import Foundation

/// A git repository with a work tree, as a store of trees and references.
///
/// Knows git and nothing of dance. Every write goes to a temporary file, is forced to disk and renamed. One
/// value serves one thread: libgit2's objects must not be shared, so the class is deliberately not `Sendable`.
public final class GitRepository {
    /// The work tree's folder, absolute, without a final slash.
    public let folder: String
    /// The folder with the objects and references, absolute, with a final slash; shared by linked work trees.
    public let storeFolder: String
    /// This work tree's own part of the store (`HEAD`, `index`), with a final slash.
    let privateFolder: String
    /// libgit2's handle, freed with this value.
    let pointer: OpaquePointer
    /// Where to say that a failure happened.
    var place: String { folder }

    private init(adopting pointer: OpaquePointer, at path: String) throws(Problem) {
        self.pointer = pointer
        guard let workTree = git_repository_workdir(pointer), let store = git_repository_commondir(pointer),
            let own = git_repository_path(pointer)
        else {
            git_repository_free(pointer)
            throw Problem(
                "the repository has no work tree", at: .file(path), expected: "a folder with files",
                found: "a bare repository", remedy: "clone it, and work in the clone")
        }
        let folder = String(cString: workTree)
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        storeFolder = String(cString: store)
        privateFolder = String(cString: own)
    }

    deinit { git_repository_free(pointer) }

    /// Opens the repository whose work tree is `folder`; does not look further up.
    ///
    /// Wraps `git_repository_open_ext`.
    /// - Throws: ``Problem`` when there is none, it belongs to another user, or it is bare.
    public convenience init(opening folder: String) throws(Problem) {
        try Libgit2.start()
        let pointer = try Libgit2.make("the folder is not a git repository", at: folder) {
            git_repository_open_ext(&$0, folder, GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue, nil)
        }
        try self.init(adopting: pointer, at: folder)
    }

    /// Makes `folder` (created if missing) a new repository with the unborn branch `main`.
    ///
    /// Wraps `git_repository_init_ext`. Line endings are kept as they are whatever the user's settings, since the
    /// bytes of a file are its identity here.
    /// - Throws: ``Problem`` when the folder already is a repository or cannot be written.
    public convenience init(creating folder: String) throws(Problem) {
        try Libgit2.start()
        var options = git_repository_init_options()
        git_repository_init_options_init(&options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION))
        options.flags = GIT_REPOSITORY_INIT_MKPATH.rawValue | GIT_REPOSITORY_INIT_NO_REINIT.rawValue
        let pointer = try Libgit2.make("the repository cannot be created", at: folder) { made in
            "main".withCString {
                options.initial_head = $0
                return git_repository_init_ext(&made, folder, &options)
            }
        }
        try self.init(adopting: pointer, at: folder)
        try withConfiguration { (configuration) throws(Problem) in
            try Libgit2.check(
                git_config_set_string(configuration, "core.autocrlf", "false"),
                "the repository's settings cannot be written", at: folder)
        }
    }

    /// A text setting, from the repository's or the user's configuration; nil when it is not set.
    public func setting(_ name: String) throws(Problem) -> String? {
        try withConfiguration { (configuration) throws(Problem) in
            try Self.text(of: name, in: configuration, at: place)
        }
    }

    /// A text setting of the user, before there is a repository; nil when it is not set.
    public static func userSetting(_ name: String) throws(Problem) -> String? {
        try Libgit2.start()
        let configuration = try Libgit2.make("git's settings cannot be read", at: nil) {
            git_config_open_default(&$0)
        }
        defer { git_config_free(configuration) }
        return try text(of: name, in: configuration, at: nil)
    }

    /// What git itself is in the middle of here, in its own word (`merge`, `rebase`, …); nil when nothing.
    public var unfinishedBusiness: String? {
        switch git_repository_state_t(UInt32(bitPattern: git_repository_state(pointer))) {
        case GIT_REPOSITORY_STATE_NONE: nil
        case GIT_REPOSITORY_STATE_MERGE: "merge"
        case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: "revert"
        case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: "cherry-pick"
        case GIT_REPOSITORY_STATE_BISECT: "bisect"
        case GIT_REPOSITORY_STATE_APPLY_MAILBOX: "am"
        default: "rebase"
        }
    }

    /// Whether files carry their executable bit here (`core.fileMode`, true unless set).
    var keepsFileModes: Bool {
        (try? setting("core.filemode")) != "false"
    }

    private static func text(
        of name: String, in configuration: OpaquePointer, at path: String?
    ) throws(Problem) -> String? {
        var entry: UnsafeMutablePointer<git_config_entry>?
        let code = git_config_get_entry(&entry, configuration, name)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        try Libgit2.check(code, "the setting \(name) cannot be read", at: path)
        defer { git_config_entry_free(entry) }
        return entry.flatMap { $0.pointee.value }.map { String(cString: $0) }
    }

    private func withConfiguration<Result>(
        _ body: (OpaquePointer) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        let configuration = try Libgit2.make("the repository's settings cannot be read", at: place) {
            git_repository_config(&$0, pointer)
        }
        defer { git_config_free(configuration) }
        return try body(configuration)
    }
}
