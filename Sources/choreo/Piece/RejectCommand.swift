import ArgumentParser
import Pieces

/// `choreo reject`: marks proposals as not wanted.
struct RejectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Mark proposals as not wanted",
        discussion: """
            They are kept all the same, and can still be accepted.

            EXAMPLES
              choreo reject 2
              choreo reject 1 5 6 --draft opening
            """)

    @Argument(help: "The proposals' numbers")
    var numbers: [Int]

    @Option(
        help: ArgumentHelp("Which draft; without it, the newest", valueName: "name"), completion: .drafts)
    var draft: String?

    @OptionGroup var work: WorkOptions

    func validate() throws { try numbers.checkOnce() }

    func run() throws {
        let (piece, author) = try work.open()
        try piece.reject(numbers, of: draft, by: author)
        let waiting = try piece.draft(draft).waiting
        let names = numbers.map(String.init).joined(separator: ", ")
        let what = numbers.count == 1 ? "proposal" : "proposals"
        print("rejected \(what) \(names); \(waiting == 0 ? "none" : "\(waiting)") left")
    }
}
