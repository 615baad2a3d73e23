import ArgumentParser
import Diagnostics
import Foundation
import GitStore
import Pieces

/// `choreo history`: the saved versions.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the versions that led here, newest first",
        discussion: """
            EXAMPLES
              choreo history
              choreo history --limit 5 --json
            """)

    @Option(help: "The most versions to list")
    var limit: Int?

    @Flag(help: "One JSON object a line")
    var json = false

    @OptionGroup var options: PieceOptions

    /// What is told of a version; the JSON keys are stable.
    private struct Facts: Encodable {
        var version: String
        var message: String
        var author: String
        var email: String
        var at: String
        var changes: [ChangeFacts]
    }

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
    }

    func run() throws {
        let versions = try options.open().history(limit: limit)
        let names = versions.map(\.author.name.printable)
        let width = names.map(\.count).max() ?? 0
        for (version, name) in zip(versions, names) {
            if json {
                try Console.json(
                    Facts(
                        version: version.id.hex, message: version.message, author: version.author.name,
                        email: version.author.email, at: version.author.time.moment,
                        changes: version.changes.map(ChangeFacts.init)))
            } else {
                let padded = name + String(repeating: " ", count: width - name.count)
                print("\(version.id.short)  \(version.author.clock)  \(padded)  \(version.title.printable)")
            }
        }
    }
}
