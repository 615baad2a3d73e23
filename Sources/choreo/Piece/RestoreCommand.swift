import ArgumentParser
import Diagnostics
import Pieces

/// `choreo restore`: brings back what was saved.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring back a phrase, a file or the whole piece as it was saved",
        discussion: """
            Without a name, everything comes back from the last save. A version is named by the first digits that \
            `choreo history` shows, or by a branch. `choreo undo` takes it back.

            EXAMPLES
              choreo restore opening
              choreo restore opening --from 1a2b3c4d
            """)

    @Argument(
        help: "A phrase, a file of the piece, or a version; without it, everything", completion: .phrases)
    var what: String?

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp("The version; without it, the last save", valueName: "version"))
    var version: String?

    @OptionGroup var work: WorkOptions

    func run() throws {
        let (piece, author) = try work.open()
        let changes = try piece.restore(what, from: version, by: author)
        print(changes.isEmpty ? "nothing to bring back: all is as it was saved" : "brought back")
        for change in changes { print("  \(change.description.printable)") }
    }
}
