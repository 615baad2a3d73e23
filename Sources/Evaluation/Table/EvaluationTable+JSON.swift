extension EvaluationTable: Encodable {
    private enum Keys: String, CodingKey {
        case corpora, clips, windows, isFew, training, count, seed, seeds, columns
    }

    /// Encodes figures by column and measure, with intervals and targets; the keys are stable.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Keys.self)
        try fields.encode(corpora, forKey: .corpora)
        try fields.encode(clips, forKey: .clips)
        try fields.encode(windows, forKey: .windows)
        try fields.encode(isFew, forKey: .isFew)
        try fields.encode(training, forKey: .training)
        try fields.encode(count, forKey: .count)
        try fields.encode(seed, forKey: .seed)
        try fields.encode(seeds, forKey: .seeds)
        try fields.encode(columns.map(line), forKey: .columns)
    }

    private struct ColumnLine: Encodable {
        var name: String
        var kind: String
        var proposals: Int
        var figures: [String: FigureLine]
        var targets: [TargetLine]
    }

    private struct FigureLine: Encodable {
        var value: Double
        /// 95 % interval.
        var low: Double?
        var high: Double?
        /// Range over seeds.
        var lowest: Double?
        var highest: Double?
    }

    private struct TargetLine: Encodable {
        var measure: String
        var asked: String
        var met: Bool
    }

    private func line(_ column: Column) -> ColumnLine {
        let isContender = contenders.contains(column.name)
        let figures = column.figures.map { measure, figure in
            (
                measure.rawValue,
                FigureLine(
                    value: figure.value, low: figure.interval?.lowerBound, high: figure.interval?.upperBound,
                    lowest: figure.range?.lowerBound, highest: figure.range?.upperBound)
            )
        }
        return ColumnLine(
            name: column.name, kind: isContender ? "contender" : "baseline", proposals: column.proposals,
            figures: Dictionary(uniqueKeysWithValues: figures),
            targets: (isContender ? Target.all : []).compactMap { target in
                target.isMet(by: column, in: self).map {
                    TargetLine(measure: target.measure.rawValue, asked: target.words, met: $0)
                }
            })
    }
}
