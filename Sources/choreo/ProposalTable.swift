import Composer
import Diagnostics
import Effect
import Foundation

/// The ranked table that `choreo propose` prints: a line of figures and a line of reasons for each proposal.
struct ProposalTable {
    private struct Column {
        let title: String
        let key: EffectKey
    }

    private static let columns = [
        Column(title: "weight", key: .weight), Column(title: "time", key: .time),
        Column(title: "space", key: .space), Column(title: "flow", key: .flow),
        Column(title: "speed", key: .speed), Column(title: "extent", key: .extent),
        Column(title: "level", key: .level),
    ]
    private static let width = 8

    /// What the figures of the table mean, for people.
    static let legend =
        "figures: how many of 100 phrases that Choreo knows have less; in brackets where evidence is low"

    /// The table's lines.
    ///
    /// - Parameter entries: Proposals in rank order with the names of their files.
    static func lines(of entries: [(file: String, proposal: Proposal)]) -> [String] {
        let head = columns.map { right($0.title) }.joined() + right("travels") + right("skate")
        return ["   " + head]
            + entries.enumerated().flatMap { index, entry in
                let profile = entry.proposal.profile
                let cells = columns.map { right(figure(profile[$0.key])) }.joined()
                let way = right(String(format: "%.1f m", profile.journey.distance))
                let skate = right(profile[.footSkate]?.value.map { String(format: "%.1f", $0) } ?? "–")
                let flaws = entry.proposal.flaws.map { "; but \($0)" }.joined()
                var lines = [
                    right("\(index + 1)", 3) + cells + way + skate + "  " + entry.file.printable,
                    "     " + entry.proposal.why.printable + flaws,
                ]
                if let source = entry.proposal.quotations.inWords { lines.append("     " + source.printable) }
                return lines
            }
    }

    /// A percentile; in brackets where there is little evidence for what it means.
    private static func figure(_ part: EffectPart?) -> String {
        guard let part, let percentile = part.percentile else { return "–" }
        let text = String(format: "%.0f", percentile)
        return part.evidence == .low ? "(\(text))" : text
    }

    private static func right(_ text: String, _ width: Int = width) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
