import ArgumentParser
import Diagnostics
import Foundation
import Motion

/// How a group stands.
struct FormationOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How the dancers stand: line, column or circle, with metres after a colon (circle:3), or the places of the "
                + "others from the first, X,Z X,Z …", valueName: "formation"))
    var formation = "line"

    /// The formation that is meant.
    func formation(dancers: Int) throws(Problem) -> Formation {
        let parts = formation.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let size = parts.count == 2 ? Double(parts[1]) : nil
        if parts.count == 1 || (parts.count == 2 && size.map { $0 > 0 && $0 <= 1000 } ?? false) {
            switch parts[0] {
            case "line": return .line(size ?? 1.5)
            case "column": return .column(size ?? 1.5)
            case "circle": return .circle(size ?? 2)
            default: break
            }
        }
        guard formation.contains(",") else {
            throw Problem(
                "this is no formation", at: .option("--formation", formation),
                expected:
                    "line, column or circle, with metres such as line:2, or places such as \"2,0 -2,0\"",
                found: formation, remedy: "try --formation circle:3")
        }
        var places: [SIMD3<Float>] = []
        for word in formation.split(separator: " ") {
            places.append(try FloorWords.place(String(word), option: "--formation"))
        }
        guard places.count >= dancers - 1 else {
            throw Problem(
                "not every dancer has a place", at: .option("--formation", formation),
                expected: "\(dancers - 1) places, for all but the first dancer", found: "\(places.count)",
                remedy: "give a place X,Z for each")
        }
        return .offsets(places)
    }
}
