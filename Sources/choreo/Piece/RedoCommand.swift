import ArgumentParser
import Pieces

/// `choreo redo`: does again what an undo took back.
struct RedoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redo",
        abstract: "Do again what undo took back",
        discussion: """
            EXAMPLES
              choreo redo
              choreo redo --by Ana
            """)

    @OptionGroup var work: WorkOptions

    func run() throws {
        let (piece, author) = try work.open()
        try piece.redo(by: author).tell()
    }
}
