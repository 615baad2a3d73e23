import ArgumentParser
import Diagnostics
import GitStore
import Pieces

/// `choreo save`: keeps the piece as it is as a version.
struct SaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Keep the piece as it is as a version to come back to",
        discussion: """
            EXAMPLES
              choreo save -m "falling after the opening"
              choreo save --by Ana
            """)

    @Option(name: .shortAndLong, help: "What to say about it; without it, what has changed")
    var message: String?

    @OptionGroup var work: WorkOptions

    func run() throws {
        let (piece, author) = try work.open()
        let saved = try piece.save(message, by: author)
        for note in saved.notes { Console.error("note: " + note.printable) }
        for path in saved.passedOver {
            Console.warning("\(path) is not saved: its name has more than letters, digits and dashes")
        }
        print("saved \(saved.version.id.short): \(saved.version.title.printable)")
        for change in saved.version.changes { print("  \(change.description.printable)") }
    }
}
