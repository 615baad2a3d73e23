public import Diagnostics
import Files
import Foundation
public import GitStore

extension Piece {
    /// Begins a piece: a folder named after its title, with a git repository and a first save.
    ///
    /// The folder is made beside its final place and moved there when it is whole, so that a kill leaves no half piece.
    /// - Parameters:
    ///   - title: The title as people say it; the folder is its slug in lower case, `Night Train` → `night-train`.
    ///   - parent: The folder in which to make it; must exist.
    ///   - settings: What else is known of the piece; the title in it is replaced.
    ///   - author: Who begins it.
    /// - Throws: ``Problem`` when the title gives no name, the folder exists, or `parent` is itself within a piece
    ///   or cannot be written.
    public static func create(
        titled title: String, in parent: String, settings: PieceSettings? = nil, by author: Signature
    ) throws(Problem) -> Piece {
        let title = title.trimmingCharacters(in: .whitespaces)
        let name = try Name.slug(title, for: "a piece", remedy: "choose another title").lowercased()
        let base = URL(fileURLWithPath: parent).standardizedFileURL
        let folder = base.appendingPathComponent(name).path
        try refuseClash(folder, in: base.path, name: name)

        var settings = settings ?? PieceSettings(title: title)
        settings.title = title
        let temporary = base.appendingPathComponent(".\(name).\(UInt32.random(in: 0...UInt32.max)).part").path
        do throws(Problem) {
            guard mkdir(temporary, 0o777) == 0 else { throw Problem.unwritable(base.path, errno: errno) }
            try fill(temporary, settings, by: author)
            guard rename(temporary, folder) == 0 else { throw Problem.unwritable(folder, errno: errno) }
        } catch {
            try? FileManager.default.removeItem(atPath: temporary)
            throw error
        }
        return try Piece(at: folder)
    }

    private static func refuseClash(_ folder: String, in parent: String, name: String) throws(Problem) {
        guard access(folder, F_OK) != 0 else {
            throw Problem(
                "there is something of this name already", at: .file(folder), expected: "a free name",
                found: "a file or folder `\(name)`",
                remedy: "choose another title, or go there to continue: cd \(name)")
        }
        var url = URL(fileURLWithPath: parent).standardizedFileURL
        while url.path != "/" {
            guard access(url.appendingPathComponent(PieceLayout.settings).path, F_OK) != 0 else {
                throw Problem(
                    "a piece cannot be inside another", at: .file(parent),
                    expected: "a folder outside any piece",
                    found: "the piece in \(url.path)", remedy: "go to another folder first")
            }
            url.deleteLastPathComponent()
        }
    }

    private static func fill(
        _ folder: String, _ settings: PieceSettings, by author: Signature
    ) throws(Problem) {
        let repository = try GitRepository(creating: folder)
        let tree = try repository.editTree(
            nil,
            [
                PieceLayout.settings: TreeEntry(try repository.writeBlob(settings.serialized())),
                PieceLayout.timeline: TreeEntry(try repository.writeBlob(Timeline().serialized())),
            ])
        try repository.changeWorkTree(repository.differences(from: nil, to: tree))
        let commit = try repository.writeCommit(
            tree: tree, parents: [], author: author, message: "Begin \(settings.title)")
        try repository.moveReference("refs/heads/main", from: nil, to: commit, reason: "begin")
        try repository.alignIndex(with: tree, where: PieceLayout.isPieceFile)
    }
}
