/// What the model that ships is held to, and whether a column meets it.
public struct Target: Sendable {
    /// The measure.
    public let measure: Measure
    /// What is asked, in words.
    public let words: String
    /// Whether a column of a table meets it; nil where a figure is missing.
    let test: @Sendable (Column, EvaluationTable) -> Bool?

    /// Whether a column of a table meets it; nil where that cannot be said.
    public func isMet(by column: Column, in table: EvaluationTable) -> Bool? { test(column, table) }

    /// All of them, in the order of the table.
    public static let all: [Target] =
        [
            limit(.seam95, "at most 1") { $0 <= 1 },
            limit(.speedRatio, "0.9 to 1.1") { 0.9...1.1 ~= $0 },
            limit(.jerkRatio, "0.9 to 1.1") { 0.9...1.1 ~= $0 },
            beside(.frozen, "within real's interval") { $0 <= $1.upperBound },
            beside(.skate, "within real's interval") { $0 <= $1.upperBound },
            limit(.spread, "at least 0.8") { $0 >= 0.8 },
        ] + Measure.bestOf.map(below(freezing:)) + [
            beside(.frechetKinetic, "within twice real's interval") { $0 <= 2 * $1.upperBound },
            beside(.frechetPose, "within twice real's interval") { $0 <= 2 * $1.upperBound },
            limit(.twoSample, "below 0.85") { $0 < 0.85 },
            Target(measure: .twoSample, words: "below random clip's") { column, table in
                both(column[.twoSample], table[Baseline.random.title]?[.twoSample]) { $0 < $1 }
            },
            limit(.neighbour, "at least 0.8") { $0 >= 0.8 },
            limit(.constraint, "0") { $0 == 0 },
            limit(.collateral, "0") { $0 == 0 },
        ]

    private static func limit(
        _ measure: Measure, _ words: String, _ test: @escaping @Sendable (Double) -> Bool
    ) -> Target {
        Target(measure: measure, words: words) { column, _ in column[measure].map { test($0.value) } }
    }

    /// A limit that the real continuations' own interval gives.
    private static func beside(
        _ measure: Measure, _ words: String, _ test: @escaping @Sendable (Double, ClosedRange<Double>) -> Bool
    ) -> Target {
        Target(measure: measure, words: words) { column, table in
            guard let found = column[measure], let real = table.columns.first?[measure]?.interval else {
                return nil
            }
            return test(found.value, real)
        }
    }

    private static func below(freezing measure: Measure) -> Target {
        Target(measure: measure, words: "below both that freeze") { column, table in
            let limits = [Baseline.freeze, .coast].compactMap { table[$0.title]?[measure]?.value }
            guard let found = column[measure], let limit = limits.min() else { return nil }
            return found.value < limit
        }
    }

    private static func both(
        _ a: Column.Figure?, _ b: Column.Figure?, _ test: (Double, Double) -> Bool
    ) -> Bool? {
        guard let a, let b else { return nil }
        return test(a.value, b.value)
    }
}
