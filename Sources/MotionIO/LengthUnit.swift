import Foundation

/// A unit of length, as movement files are written in.
public struct LengthUnit: Sendable, Equatable {
    /// What people call it.
    public let name: String
    /// Metres in one of it.
    public let metres: Double

    /// Creates a unit.
    public init(name: String, metres: Double) {
        self.name = name
        self.metres = metres
    }

    /// The units that movement files are written in; the fourth is that of the CMU motion capture database.
    public static let known = [
        LengthUnit(name: "m", metres: 1), LengthUnit(name: "cm", metres: 0.01),
        LengthUnit(name: "inch", metres: 0.0254), LengthUnit(name: "1/0.45 inch", metres: 0.056444),
        LengthUnit(name: "mm", metres: 0.001), LengthUnit(name: "dm", metres: 0.1),
        LengthUnit(name: "8 cm", metres: 0.08),
    ]

    /// What a unit may be called, for messages.
    public static let forms = "m, cm, mm, inch, ft, or metres as a number"

    /// The unit that `text` names: `m`, `cm`, `mm`, `inch`, `in`, `ft`, or metres as a number.
    public init?(_ text: String) {
        let word = text.lowercased()
        let others = ["in": 0.0254, "ft": 0.3048, "metre": 1, "meter": 1]
        if let unit = Self.known.first(where: { $0.name == word }) {
            self = unit
        } else if let metres = others[word] {
            self.init(name: word, metres: metres)
        } else if let metres = Double(word), metres.isFinite, 1e-9...1e9 ~= metres {
            self.init(name: "\(word) m", metres: metres)
        } else {
            return nil
        }
    }

    /// The unit in which a figure that is brought to 1.70 m by `scale` has a body's size; nil where none fits.
    static func likely(forScale scale: Double) -> LengthUnit? {
        func misfit(_ unit: LengthUnit) -> Double { abs(log(unit.metres / scale)) }
        let nearest = known.min { misfit($0) < misfit($1) }
        return nearest.flatMap { misfit($0) < 0.25 ? $0 : nil }
    }
}
