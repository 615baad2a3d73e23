import ArgumentParser
import Diagnostics
import Foundation
import GitStore
import Pieces

/// Which piece a command is about: the one around the current folder, unless another is named.
struct PieceOptions: ParsableArguments {
    @Option(
        name: [.customShort("C"), .customLong("piece")],
        help: ArgumentHelp("The piece, by its folder or one in it", valueName: "folder"),
        completion: .directory)
    var folder = "."

    /// Opens the piece.
    ///
    /// - Throws: ``Problem`` when the folder is missing, or neither it nor one above is a piece.
    func open() throws(Problem) -> Piece {
        // A folder that is not there must not lead to the piece around it.
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
        else {
            throw Problem(
                "there is no such folder", at: .file(folder), expected: "a piece's folder",
                found: FileManager.default.fileExists(atPath: folder) ? "a file" : "nothing at this path",
                remedy: "check the spelling, or begin a piece: choreo new \"Night Train\"")
        }
        return try Piece.enclosing(folder)
    }
}

/// Who is working.
struct PersonOptions: ParsableArguments {
    @Option(
        name: .customLong("by"),
        help: ArgumentHelp(
            "Who is working; without it CHOREO_AUTHOR, else git's user.name", valueName: "name"))
    var name: String?

    private var named: String? {
        if let name { return name }
        let name = ProcessInfo.processInfo.environment["CHOREO_AUTHOR"] ?? ""
        return name.isEmpty ? nil : name
    }

    /// The signature under what is done to `piece`.
    ///
    /// - Throws: ``Problem`` that says how to name oneself, when nobody is named.
    func author(of piece: Piece) throws(Problem) -> Signature { try piece.author(named: named) }

    /// The signature under a piece that is about to begin.
    func authorOfNewPiece() throws(Problem) -> Signature { try Piece.newAuthor(named: named) }
}

extension [Int] {
    /// Refuses the same number twice: one of the two is a slip, and which is not ours to guess.
    func checkOnce() throws {
        guard Set(self).count == count else { throw ValidationError("name each proposal once") }
    }
}

/// What every command that changes a piece needs: which piece, and who is working.
struct WorkOptions: ParsableArguments {
    @OptionGroup var piece: PieceOptions
    @OptionGroup var person: PersonOptions

    /// Opens the piece and asks who is working, before anything else is done.
    func open() throws(Problem) -> (piece: Piece, author: Signature) {
        let piece = try piece.open()
        return (piece, try person.author(of: piece))
    }
}
