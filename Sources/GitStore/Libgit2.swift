import CGit2
import Diagnostics
import Files
import Foundation
import Libraries

/// The wall around libgit2: starts it once, and turns its codes into problems.
///
/// Nothing outside this room sees a code or a pointer. A call that makes something goes through ``make``,
/// a call that only does something through ``check``; both read libgit2's message at once and on the same
/// thread, where alone it is valid.
enum Libgit2 {
    private static let started: Int32 = {
        let count = git_libgit2_init()
        return count < 0 ? count : cgit2_force_writes_to_disk()
    }()

    /// Starts the library on first use; every entry point that has no repository yet calls this.
    static func start() throws(Problem) {
        try Library.git2.load()
        try check(started, "git could not be started", at: nil)
    }

    /// Throws the problem behind a negative code.
    static func check(_ code: Int32, _ what: String, at path: String?) throws(Problem) {
        guard code < 0 else { return }
        throw problem(code, what, at: path)
    }

    /// Returns what `body` made; the caller frees it, best with `defer`.
    static func make(
        _ what: String, at path: String?, _ body: (inout OpaquePointer?) -> Int32
    ) throws(Problem) -> OpaquePointer {
        try makeUnlessAbsent(what, at: path, body).orThrow(problem(GIT_ENOTFOUND.rawValue, what, at: path))
    }

    /// As ``make``, with nil where libgit2 says that the thing does not exist.
    static func makeUnlessAbsent(
        _ what: String, at path: String?, _ body: (inout OpaquePointer?) -> Int32
    ) throws(Problem) -> OpaquePointer? {
        var made: OpaquePointer?
        let code = body(&made)
        if code == GIT_ENOTFOUND.rawValue { return nil }
        try check(code, what, at: path)
        return made
    }

    /// Calls `body` again, for up to two seconds, while another program holds the lock it needs.
    ///
    /// git holds a reference's lock for milliseconds, so a short wait is the whole remedy.
    static func whileLocked(_ body: () -> Int32) -> Int32 {
        for _ in 0..<100 {
            let code = body()
            if code != GIT_ELOCKED.rawValue { return code }
            usleep(20_000)
        }
        return body()
    }

    private static func problem(_ code: Int32, _ what: String, at path: String?) -> Problem {
        let system = errno
        // A write that fails on a full disk leaves no message, and the last one may be about something else.
        if code == GIT_ERROR.rawValue, [ENOSPC, EDQUOT, EFBIG].contains(system) {
            return .unwritable(path ?? "", errno: system)
        }
        let message =
            git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) } ?? "code \(code)"
        let place = path.map { Problem.Place.file($0) }
        switch code {
        case GIT_EOWNER.rawValue:
            return Problem(
                "the repository belongs to another user", at: place, expected: "a folder of your own",
                found: message,
                remedy: "if you trust it: git config --global --add safe.directory \(path ?? "FOLDER")")
        case GIT_ELOCKED.rawValue:
            return Problem(
                "another git program holds a lock in this repository", at: place,
                expected: "a lock released within two seconds", found: message,
                remedy: "wait for that program; if none is running, remove the .lock file that is named here")
        case GIT_EMODIFIED.rawValue, GIT_EEXISTS.rawValue:
            return Problem(
                what, at: place, expected: "a reference as it was a moment ago", found: message,
                remedy: "another program moved it meanwhile: look at `git log`, then try again")
        case _ where message.hasSuffix(String(cString: strerror(ENOSPC))):
            return .unwritable(path ?? "", errno: ENOSPC)
        case _ where message.hasSuffix(String(cString: strerror(EACCES))),
            _ where message.hasSuffix(String(cString: strerror(EROFS))):
            return Problem(
                what, at: place, expected: "a repository that you may read and write", found: message,
                remedy: "change its permissions, or copy the folder to a place of your own")
        default:
            return Problem(
                what, at: place, expected: "a whole git repository", found: message,
                remedy: "run `git fsck` there; if it names damage, restore from a clone or a backup")
        }
    }
}

extension Optional {
    /// The value, or the problem that its absence is.
    func orThrow(_ problem: @autoclosure () -> Problem) throws(Problem) -> Wrapped {
        guard let self else { throw problem() }
        return self
    }
}
