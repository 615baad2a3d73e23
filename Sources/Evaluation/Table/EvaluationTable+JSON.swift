import JSON

extension EvaluationTable {
    /// The table as a JSON file: figures by column and measure, with intervals and targets; the keys are stable.
    public func json() -> [UInt8] {
        JSONValue.object([
            "corpora": .array(corpora.map { .string($0) }), "clips": .number(clips),
            "windows": .number(windows),
            "few": JSONValue(.bool(isFew)), "count": .number(count), "seed": .number(seed),
            "seeds": .number(seeds),
            "training": .object([
                "corpora": .array(training.corpora.map { .string($0) }), "clips": .number(training.clips),
                "windows": .number(training.windows), "minutes": .number(training.minutes),
            ]),
            "columns": .array(columns.map(json)),
        ]).serialized()
    }

    private func json(_ column: Column) -> JSONValue {
        var figures: [String: JSONValue] = [:]
        for (measure, figure) in column.figures {
            var fields = ["value": JSONValue.number(figure.value)]
            fields["low"] = figure.interval.map { .number($0.lowerBound) }
            fields["high"] = figure.interval.map { .number($0.upperBound) }
            fields["lowest"] = figure.range.map { .number($0.lowerBound) }
            fields["highest"] = figure.range.map { .number($0.upperBound) }
            figures[measure.rawValue] = .object(fields)
        }
        let isContender = contenders.contains(column.name)
        let targets = (isContender ? Target.all : []).compactMap { target -> JSONValue? in
            target.isMet(by: column, in: self).map { isMet in
                .object([
                    "measure": .string(target.measure.rawValue), "asked": .string(target.words),
                    "met": JSONValue(.bool(isMet)),
                ])
            }
        }
        return .object([
            "name": .string(column.name), "kind": .string(isContender ? "contender" : "baseline"),
            "proposals": .number(column.proposals), "figures": .object(figures), "targets": .array(targets),
        ])
    }
}
