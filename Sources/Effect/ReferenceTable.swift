import Foundation

/// How values are spread over a named body of dance and movement: 101 quantiles for every part of a profile.
public struct ReferenceTable: Sendable, Equatable {
    /// A body of movement that the table was made from.
    public struct Corpus: Sendable, Equatable, Codable {
        /// Its short name.
        public let name: String
        /// Number of windows it gave.
        public let windows: Int
        /// What its licence asks to be said.
        public let acknowledgment: String

        /// Creates a description.
        public init(name: String, windows: Int, acknowledgment: String) {
            self.name = name
            self.windows = windows
            self.acknowledgment = acknowledgment
        }
    }

    /// Name of the table, as percentiles cite it.
    public let name: String
    /// What it was made from.
    public let corpora: [Corpus]
    /// Length of a window, s.
    public let windowSeconds: Double
    /// Values at 0, 1 … 100 percent of the windows, ascending, of each part that has any.
    public let quantiles: [String: [Double]]

    /// Number of quantiles of a part.
    static let steps = 101

    /// Number of windows of all corpora.
    public var windows: Int { corpora.reduce(0) { $0 + $1.windows } }
}

extension ReferenceTable {
    /// Builds a table from the profiles of windows.
    ///
    /// Quantiles lie between neighbouring values in proportion (the definition 7 of Hyndman and Fan, 1996), rounded
    /// to five digits.
    ///
    /// - Parameters:
    ///   - profiles: One profile per window of 4 s.
    ///   - name: Name of the table.
    ///   - corpora: What the windows come from.
    /// - Complexity: O(windows × log windows) per part.
    public static func build(
        from profiles: [EffectProfile], name: String, corpora: [Corpus] = []
    ) -> ReferenceTable {
        var quantiles: [String: [Double]] = [:]
        for key in EffectKey.all {
            let values = profiles.compactMap { $0[key]?.value }.sorted()
            guard !values.isEmpty else { continue }
            quantiles[key.rawValue] = (0..<steps).map { step in
                let position = Double(step) / Double(steps - 1) * Double(values.count - 1)
                let below = min(Int(position), max(values.count - 2, 0))
                let above = min(below + 1, values.count - 1)
                return rounded(values[below] + (position - Double(below)) * (values[above] - values[below]))
            }
        }
        return ReferenceTable(
            name: name, corpora: corpora,
            windowSeconds: Double(Windows.length) / Movement.frameRate, quantiles: quantiles)
    }

    /// The share of the reference below `value`, 0 to 100; nil for a part that the table lacks.
    ///
    /// Between quantiles it grows in proportion; among equal quantiles (many windows with the same value) it is
    /// their middle. It never falls when the value rises.
    public func percentile(of value: Double, in key: EffectKey) -> Double? {
        guard let table = quantiles[key.rawValue], let least = table.first, let most = table.last else {
            return nil
        }
        guard value >= least else { return 0 }
        guard value <= most else { return 100 }
        let scale = 100 / Double(table.count - 1)
        let notBelow = table.firstIndex { $0 >= value } ?? 0
        guard table[notBelow] > value else {
            let notAbove = table.lastIndex { $0 <= value } ?? notBelow
            return Double(notBelow + notAbove) / 2 * scale
        }
        let low = table[notBelow - 1]
        return (Double(notBelow - 1) + (value - low) / (table[notBelow] - low)) * scale
    }

    /// A value with five significant digits, enough for a percentile.
    private static func rounded(_ value: Double) -> Double {
        Double(String(format: "%.5g", value)) ?? value
    }
}
