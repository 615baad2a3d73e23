import ArgumentParser
import Pieces

/// `choreo accept`: takes proposals into the piece.
struct AcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Take proposals into the piece as phrases",
        discussion: """
            Numbers are those of the newest proposals, as `choreo drafts` lists them. The phrase remembers what made it \
            and who accepted it, and is danced after the phrase that it follows.

            EXAMPLES
              choreo accept 3 --as falling
              choreo accept 1 4 --draft opening
            """)

    @Argument(help: "The proposals' numbers")
    var numbers: [Int]

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "What to call it; without it, the phrase before it and the number", valueName: "name"))
    var name: String?

    @Option(
        help: ArgumentHelp("Which draft; without it, the newest", valueName: "name"), completion: .drafts)
    var draft: String?

    @Flag(help: "Leave it out of the timeline")
    var unplaced = false

    @OptionGroup var work: WorkOptions

    func validate() throws {
        try numbers.checkOnce()
        guard name == nil || numbers.count == 1 else {
            throw ValidationError("--as names one proposal, and there are \(numbers.count)")
        }
    }

    func run() throws {
        let (piece, author) = try work.open()
        let additions =
            if let name {
                [try piece.accept(numbers[0], of: draft, as: name, isPlaced: !unplaced, by: author)]
            } else {
                try piece.accept(numbers, of: draft, isPlaced: !unplaced, by: author)
            }
        for (number, addition) in zip(numbers, additions) {
            print("accepted proposal \(number) as \(addition.phrase)\(addition.placeInWords)")
        }
    }
}
