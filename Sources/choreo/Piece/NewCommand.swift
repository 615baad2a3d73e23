import ArgumentParser
import Diagnostics
import Foundation
import Pieces

/// `choreo new`: begins a piece.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a piece: a folder that remembers every version",
        discussion: """
            The folder is named after the title, and is a git repository as well.

            EXAMPLES
              choreo new "Night Train"
              choreo new "Night Train" --at ~/pieces --by Ana
            """)

    @Argument(help: "The title, as people say it")
    var title: String

    @Option(
        name: .customLong("at"), help: ArgumentHelp("The folder to make it in", valueName: "folder"),
        completion: .directory)
    var parent = "."

    @OptionGroup var person: PersonOptions

    func run() throws {
        let piece = try Piece.create(titled: title, in: parent, by: try person.authorOfNewPiece())
        let name = URL(fileURLWithPath: piece.folder).lastPathComponent
        let folder = parent == "." ? name : (parent as NSString).appendingPathComponent(name)
        print("began \"\(try piece.settings().title.printable)\" in \(folder.printable)")
        Console.next("cd \(folder.shellWord) && choreo add PHRASE.bvh")
    }
}
