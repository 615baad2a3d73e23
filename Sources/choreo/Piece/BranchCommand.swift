import ArgumentParser
import Diagnostics
import GitStore
import Pieces

/// `choreo branch`: begins or lists branches.
struct BranchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "branch",
        abstract: "Begin another way the piece could go, or list them",
        discussion: """
            A branch begins at the last save, and unsaved work comes along. Without a name, all branches are listed, the \
            current one with a star.

            EXAMPLES
              choreo branch quieter
              choreo branch
            """)

    @Argument(help: "The new branch's name; without it, all are listed")
    var name: String?

    @Flag(help: "The list as one JSON object a line")
    var json = false

    @OptionGroup var work: WorkOptions

    /// What is told of a branch; the JSON keys are stable.
    private struct Facts: Encodable {
        var branch: String
        var version: String
        var current: Bool
    }

    func validate() throws {
        if json, name != nil { throw ValidationError("--json is for the list; leave out the name") }
    }

    func run() throws {
        if let name {
            let (piece, author) = try work.open()
            try piece.branch(name, by: author)
            return print("began \(name), and now on it")
        }
        for branch in try work.piece.open().branches() {
            if json {
                try Console.json(
                    Facts(branch: branch.name, version: branch.version.hex, current: branch.isCurrent))
            } else {
                print("\(branch.isCurrent ? "*" : " ") \(branch.name.printable)")
            }
        }
    }
}
