import ArgumentParser
import Diagnostics
import Foundation
import Pieces

/// `choreo credits`: who and what made the piece.
struct CreditsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "credits",
        abstract: "Say who and what made the piece, and how much of it",
        discussion: """
            Shares are of all movement, each phrase by its length.

            EXAMPLES
              choreo credits
              choreo credits --json
            """)

    @Flag(help: "One JSON object")
    var json = false

    @OptionGroup var options: PieceOptions

    /// What is told; the JSON keys are stable.
    private struct Facts: Encodable {
        struct Contribution: Encodable {
            var kind: String
            var contributor: String
            var styles: [String]?
            var acceptedBy: [String]
            var share: Double
            var phrases: [String]
        }
        var contributions: [Contribution]
        var unaccounted: [String]
    }

    func run() throws {
        let credits = try options.open().credits()
        if json {
            return try Console.json(
                Facts(
                    contributions: credits.contributions.map {
                        .init(
                            kind: $0.kind.rawValue, contributor: $0.contributor,
                            styles: $0.styles.isEmpty ? nil : $0.styles, acceptedBy: $0.acceptedBy,
                            share: $0.share, phrases: $0.phrases)
                    }, unaccounted: credits.unaccounted))
        }
        if credits.contributions.isEmpty, credits.unaccounted.isEmpty { print("no phrases yet") }
        for part in credits.contributions {
            let share = String(format: "%3.0f %%", part.share * 100)
            print("\(share)  \(part.inWords): \(part.phrases.joined(separator: ", "))")
        }
        for name in credits.unaccounted {
            print("    ?  \(name) was put here by hand; the next save accounts for it")
        }
    }
}

extension Piece.Contribution {
    fileprivate var inWords: String {
        switch kind {
        case .captured: "danced or made by \(contributor.printable)"
        case .edited: "changed by \(contributor.printable)"
        case .proposed where isQuoted:
            "danced in \(contributor.printable), proposed from the vocabulary, "
                + "accepted by \(acceptedBy.joined(separator: ", ").printable)"
        case .proposed:
            "proposed by the network \(contributor.prefix(8).description.printable), "
                + (styles.isEmpty ? "" : "in the manner of \(styles.joined(separator: ", ").printable), ")
                + "accepted by \(acceptedBy.joined(separator: ", ").printable)"
        }
    }
}
