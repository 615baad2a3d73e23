import Foundation

extension EvaluationTable {
    /// The table as lines for a terminal, then what each contender is held to.
    public var lines: [String] {
        [heading] + notes + [""] + grid
            + contenders.compactMap { self[$0] }.flatMap { ["", "Held to: \($0.name)"] + held($0) }
    }

    private var grid: [String] {
        var rows = [[""] + columns.map(\.name)]
        for measure in measures {
            let figures = columns.map { $0[measure] }
            rows.append([measure.title] + figures.map { $0.map { measure.text($0.value) } ?? "–" })
            if figures.contains(where: { $0?.interval != nil }) {
                rows.append(["  95 %"] + figures.map { $0?.interval.map(measure.text) ?? "" })
            }
            if figures.contains(where: { $0?.range != nil }) {
                rows.append(["  over seeds"] + figures.map { $0?.range.map(measure.text) ?? "" })
            }
        }
        rows.append(["proposals"] + columns.map { "\($0.proposals)" })
        return Self.aligned(rows)
    }

    /// What a contender is held to, with what was found.
    private func held(_ column: Column) -> [String] {
        Self.aligned(
            Target.all.compactMap { target in
                guard let isMet = target.isMet(by: column, in: self), let figure = column[target.measure]
                else {
                    return nil
                }
                return [
                    target.measure.title, target.measure.text(figure.value), isMet ? "yes" : "NO",
                    target.words,
                ]
            }, lastToTheLeft: true)
    }

    /// Cells in columns: the first to the left, the others to the right.
    private static func aligned(_ rows: [[String]], lastToTheLeft: Bool = false) -> [String] {
        guard let count = rows.first?.count else { return [] }
        let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (index, cell) in row.enumerated() {
                let space = String(repeating: " ", count: widths[index] - cell.count)
                let isLeft = index == 0 || lastToTheLeft && index == count - 1
                line += (index == 0 ? "" : "  ") + (isLeft ? cell + space : space + cell)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}

extension Measure {
    /// A value with the measure's digits.
    public func text(_ value: Double) -> String {
        let text = String(format: "%.\(digits)f", value)
        // Nothing below zero is left after rounding.
        return text.hasPrefix("-") && text.allSatisfy({ "-0.".contains($0) })
            ? String(text.dropFirst()) : text
    }

    /// A range of values.
    public func text(_ range: ClosedRange<Double>) -> String {
        text(range.lowerBound) + "…" + text(range.upperBound)
    }
}
