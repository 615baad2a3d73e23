import ArgumentParser
import Diagnostics
import GitStore
import Pieces

/// `choreo status`: how the piece stands.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say how the piece stands: what is unsaved, which proposals wait",
        discussion: """
            EXAMPLES
              choreo status
              choreo status --json -C night-train
            """)

    @Flag(help: "One JSON object")
    var json = false

    @OptionGroup var options: PieceOptions

    /// What is told; the JSON keys are stable.
    private struct Facts: Encodable {
        struct Waiting: Encodable {
            var draft: String
            var after: String
            var proposals: Int
        }
        var title: String
        var folder: String
        var branch: String?
        var version: String?
        var phrases: [String]
        var unsaved: [ChangeFacts]
        var waiting: [Waiting]
        var passedOver: [String]
    }

    func run() throws {
        let piece = try options.open()
        let status = try piece.status()
        let title = try piece.settings().title
        let phrases = try piece.phraseNames()
        if json {
            return try Console.json(
                Facts(
                    title: title, folder: piece.folder, branch: status.branch, version: status.version?.hex,
                    phrases: phrases, unsaved: status.unsaved.map(ChangeFacts.init),
                    waiting: status.drafts.map {
                        .init(draft: $0.name, after: $0.parent.phrase, proposals: $0.waiting)
                    },
                    passedOver: status.passedOver))
        }
        print("\(title.printable), \(status.branch.map { "on " + $0.printable } ?? "at an old version")")
        print("phrases: \(phrases.isEmpty ? "none yet" : phrases.joined(separator: ", "))")
        if let version = try piece.history(limit: 1).first {
            print(
                "last save: \(version.id.short), \(version.author.clock), \(version.author.name.printable): "
                    + version.title.printable)
        }
        print(status.unsaved.isEmpty ? "unsaved: nothing" : "unsaved:")
        for change in status.unsaved { print("  \(change.description.printable)") }
        for draft in status.drafts {
            print(
                "waiting: \(draft.waitingInWords) after \(draft.parent.phrase) (draft \(draft.name))"
                    .printable)
        }
        for path in status.passedOver {
            Console.warning("\(path) will not be saved: its name has more than letters, digits and dashes")
        }
    }
}
