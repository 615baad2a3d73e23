public import BVHFormat
public import Diagnostics
import Files
public import Foundation
public import GitStore

/// A piece of choreography: a folder that is a git repository.
///
///     let piece = try Piece.enclosing(".")
///     let ana = try piece.author()
///     try piece.add(document, as: "opening", by: ana)
///     try piece.save("the opening", by: ana)
///
/// Every method that changes something is one operation: it is done as a whole or not at all, also when the process is
/// killed in the middle, and ``undo(by:)`` takes it back. One value serves one thread.
public final class Piece {
    /// The piece's folder.
    public let folder: String
    let repository: GitRepository
    var log: OperationLog { OperationLog(repository: repository) }
    /// For tests of interruption: the process ends before this step, as if it had been killed.
    var diesBefore: Step?

    /// Opens the piece in `folder` itself, and puts right what a killed command has left behind.
    ///
    /// - Throws: ``Problem`` when the folder is not a piece.
    public init(at folder: String) throws(Problem) {
        guard access(folder + "/" + PieceLayout.settings, F_OK) == 0 else {
            throw Self.notAPiece(folder, found: "no piece.json")
        }
        guard access(folder + "/.git", F_OK) == 0 else {
            throw Problem(
                "this piece is not under version control", at: .file(folder), expected: "a git repository",
                found: "piece.json without .git",
                remedy: "run `git init` in the folder, or clone the piece instead of copying it")
        }
        self.folder = folder
        repository = try GitRepository(opening: folder)
        try settle()
    }

    /// Opens the piece in whose folder, or in a folder below, `folder` is.
    ///
    /// - Throws: ``Problem`` when there is none.
    public static func enclosing(_ folder: String) throws(Problem) -> Piece {
        var url = URL(fileURLWithPath: folder).standardizedFileURL
        while true {
            if access(url.appendingPathComponent(PieceLayout.settings).path, F_OK) == 0 {
                return try Piece(at: url.path)
            }
            let parent = url.deletingLastPathComponent()
            guard parent.path != url.path else {
                let path = URL(fileURLWithPath: folder).standardizedFileURL.path
                throw notAPiece(path, found: "no piece.json, here or above")
            }
            url = parent
        }
    }

    private static func notAPiece(_ folder: String, found: String) -> Problem {
        Problem(
            "this folder is not a piece", at: .file(folder), expected: "a folder with piece.json",
            found: found,
            remedy: "go to the piece's folder, or begin one: choreo new \"Night Train\"")
    }

    // MARK: people

    /// Who is working, for the signature of an operation.
    ///
    /// - Parameters:
    ///   - name: A name, or `Ana <ana@example.org>`; nil for git's `user.name` and `user.email`.
    ///   - date: When.
    /// - Throws: ``Problem`` when nobody is named, or the name cannot sign a version.
    public func author(named name: String? = nil, at date: Date = Date()) throws(Problem) -> Signature {
        try Self.author(
            named: name, at: date, in: folder,
            settings: (repository.setting("user.name"), repository.setting("user.email")))
    }

    /// Who is working, before there is a piece; otherwise as ``author(named:at:)``.
    public static func newAuthor(named name: String? = nil, at date: Date = Date()) throws(Problem)
        -> Signature
    {
        try author(
            named: name, at: date, in: nil,
            settings: (GitRepository.userSetting("user.name"), GitRepository.userSetting("user.email")))
    }

    private static func author(
        named name: String?, at date: Date, in folder: String?, settings: (name: String?, email: String?)
    ) throws(Problem) -> Signature {
        let time = Int64(date.timeIntervalSince1970.rounded(.down))
        let minutes = TimeZone.current.secondsFromGMT(for: date) / 60
        // No falling back to the login name: credits that say `user1` or `root` would be worse than the question.
        guard var person = name ?? settings.name, !(name == nil && person.isEmpty) else {
            throw Problem(
                "it is not known who is working", at: folder.map { .file($0) },
                expected: "a person's name, for the account of who made what",
                found: "no --by, no CHOREO_AUTHOR, and no user.name in git's settings",
                remedy: "add --by Ana, or say it once for all: git config --global user.name \"Ana Lima\"")
        }
        var email: String?
        if let open = person.lastIndex(of: "<"), person.hasSuffix(">") {
            email = String(person[person.index(after: open)...].dropLast())
            person = person[..<open].trimmingCharacters(in: .whitespaces)
        } else if name == nil || name == settings.name {
            email = settings.email
        }
        // git wants an address; one at `localhost` claims nothing and tells nobody's host name.
        let fallback = person.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: ".")
        return try Signature(
            name: person, email: email ?? "\(fallback.isEmpty ? "someone" : fallback)@localhost", time: time,
            minutesEastOfUTC: minutes)
    }

    // MARK: content

    /// The piece's settings as they are on disk.
    public func settings() throws(Problem) -> PieceSettings {
        let path = folder + "/" + PieceLayout.settings
        return try PieceSettings.parse(FileBytes.read(path, limit: Self.largestText), path: path)
    }

    /// The timeline as it is on disk; empty when there is none.
    public func timeline() throws(Problem) -> Timeline {
        let path = folder + "/" + PieceLayout.timeline
        guard access(path, F_OK) == 0 else { return Timeline() }
        return try Timeline.parse(FileBytes.read(path, limit: Self.largestText), path: path)
    }

    /// The names of the piece's phrases, sorted.
    public func phraseNames() throws(Problem) -> [String] {
        try Standing.paths(in: repository).compactMap {
            if case .movement(let name) = PieceLayout.subject(of: $0) { name } else { nil }
        }.sorted()
    }

    /// A phrase by its name, with its account; the name's case does not matter.
    ///
    /// - Throws: ``Problem`` when there is none, naming those that there are.
    public func phrase(_ name: String) throws(Problem) -> Phrase {
        let names = try phraseNames()
        guard
            let found = names.first(where: { $0 == name })
                ?? names.first(where: { Name.folded($0) == Name.folded(name) })
        else {
            throw Problem(
                "there is no phrase `\(name)`", at: .file(folder), expected: "one of the piece's phrases",
                found: names.isEmpty ? "a piece without phrases" : names.joined(separator: ", "),
                remedy: "check the spelling, or add it: choreo add \(name).bvh")
        }
        let path = folder + "/" + PieceLayout.ledger(found)
        let ledger =
            access(path, F_OK) == 0
            ? try Ledger.parse(FileBytes.read(path, limit: Self.largestText), path: path) : nil
        return Phrase(name: found, path: folder + "/" + PieceLayout.movement(found), ledger: ledger)
    }

    /// The name of the phrase whose movement is the file at `path`; nil when it is none of this piece's.
    public func phraseName(ofFile path: String) throws(Problem) -> String? {
        func place(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }
        let wanted = place(path)
        return try phraseNames().first { place(folder + "/" + PieceLayout.movement($0)) == wanted }
    }

    /// Larger files of text are refused, in bytes; a ledger of every frame and joint of an hour stays below.
    static let largestText = 64 << 20
}

/// A phrase of a piece.
public struct Phrase: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The path of its movement file.
    public var path: String
    /// Who and what made it; nil for a file that was put there by hand and not yet saved.
    public var ledger: Ledger?

    /// Reads the movement.
    public func document() throws(Problem) -> BVHDocument { try BVHDocument.read(path) }
}
