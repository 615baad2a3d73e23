/// The figures of one contender, one for each measure that says something about it.
public struct Column: Sendable, Equatable {
    /// Name of the contender.
    public var name: String
    /// How many proposals were measured.
    public var proposals: Int
    /// The figures.
    public var figures: [Measure: Figure]

    /// A figure, with where it lies.
    public struct Figure: Sendable, Equatable {
        /// The value; its mean over seeds where there are several.
        public var value: Double
        /// 95 % interval over clips, where there is one.
        public var interval: ClosedRange<Double>?
        /// Smallest and largest over seeds, where there are several.
        public var range: ClosedRange<Double>?

        init(_ value: Double, _ interval: Interval? = nil) {
            self.value = value
            self.interval = interval.map { $0.low...max($0.low, $0.high) }
        }
    }

    /// The figure of a measure; values that are no finite numbers are none.
    public subscript(_ measure: Measure) -> Figure? {
        get { figures[measure] }
        set { figures[measure] = newValue?.value.isFinite == true ? newValue : nil }
    }

    /// The mean of the same contender's columns over seeds.
    static func over(seeds columns: [Column]) -> Column {
        guard var result = columns.first, columns.count > 1 else { return columns[0] }
        for measure in Measure.allCases {
            let figures = columns.compactMap { $0[measure] }
            guard figures.count == columns.count else {
                result[measure] = nil
                continue
            }
            let values = figures.map(\.value)
            var figure = Figure(values.mean)
            let bounds = figures.compactMap(\.interval)
            if bounds.count == columns.count {
                figure.interval = bounds.map(\.lowerBound).mean...bounds.map(\.upperBound).mean
            }
            if let low = values.min(), let high = values.max() { figure.range = low...high }
            result[measure] = figure
        }
        return result
    }
}
