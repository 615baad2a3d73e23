import ArgumentParser
import Diagnostics
import Pieces

/// `choreo switch`: goes to another branch.
struct SwitchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "switch",
        abstract: "Go to another branch",
        discussion: """
            EXAMPLES
              choreo switch quieter
              choreo switch main --by Ana
            """)

    @Argument(help: "The branch", completion: .branches)
    var name: String

    @OptionGroup var work: WorkOptions

    func run() throws {
        let (piece, author) = try work.open()
        let changes = try piece.switch(to: name, by: author)
        print("on \(name.printable)")
        for change in changes { print("  \(change.description.printable)") }
    }
}
