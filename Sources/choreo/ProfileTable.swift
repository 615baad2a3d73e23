import Diagnostics
import Effect
import Foundation

/// The table that `choreo score` prints for a phrase: a sentence, a heading, and a line for each part.
struct ProfileTable {
    /// The table's lines.
    let lines: [String]

    /// Lays out a profile.
    ///
    /// - Parameters:
    ///   - profile: The profile.
    ///   - path: The file of the phrase.
    init(_ profile: EffectProfile, of path: String) {
        let reference = profile.reference.map { "percentiles of \($0); in brackets where evidence is low" }
        let heading = Self.line(
            "part", value: "value", unit: "", percentile: "percentile", change: "change",
            meaning: reference ?? "no percentiles")
        lines =
            [
                "\(path.printable), \(String(format: "%.1f s", profile.seconds)): \(profile.why.printable)",
                heading,
            ]
            + profile.parts.map(Self.line)
    }

    private static func line(for part: EffectPart) -> String {
        let percentile = part.percentile.map { String(format: "%.0f", $0) }
        return line(
            part.key.rawValue, value: part.value.map { String(format: "%.2f", $0) } ?? none,
            unit: part.unit == "1" ? "" : part.unit,
            percentile: percentile.map { part.evidence == .low ? "(\($0))" : $0 } ?? none,
            change: part.change.map { String(format: "%+.1f", $0) } ?? none, meaning: part.meaning)
    }

    private static func line(
        _ name: String, value: String, unit: String, percentile: String, change: String, meaning: String
    ) -> String {
        "  " + left(name, 11) + right(value, 8) + " " + left(unit, 6) + right(percentile, 10)
            + right(change, 8) + "  " + meaning.printable
    }

    /// What stands where there is nothing to tell.
    private static let none = "–"

    private static func left(_ text: String, _ width: Int) -> String { text + spaces(width - text.count) }
    private static func right(_ text: String, _ width: Int) -> String { spaces(width - text.count) + text }
    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
