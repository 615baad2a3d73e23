import ArgumentParser
import Pieces

/// `choreo undo`: takes back what was done last.
struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take back what was done last; again, what was done before it",
        discussion: """
            Everything that changes a piece can be undone: add, propose, accept, reject, save, branch, switch, restore.

            EXAMPLES
              choreo undo
              choreo undo --by Ana
            """)

    @OptionGroup var work: WorkOptions

    func run() throws {
        let (piece, author) = try work.open()
        try piece.undo(by: author).tell()
        Console.next("choreo redo takes the undo back")
    }
}
