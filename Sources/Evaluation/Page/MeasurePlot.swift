import Diagnostics
import Foundation

/// One measure as a drawing: a line for each column, a dot for its figure, a bar for its interval, and a band where the
/// real continuations lie.
struct MeasurePlot {
    private static let width = 560.0
    private static let names = 150.0
    private static let values = 64.0
    private static let line = 24.0
    private static let axis = 26.0

    private let measure: Measure
    private let table: EvaluationTable
    private let columns: [(column: Column, figure: Column.Figure)]
    private let low: Double
    private let high: Double

    /// Draws a measure; nil where no column but the real continuations' says anything about it.
    init?(_ measure: Measure, of table: EvaluationTable) {
        columns = table.columns.compactMap { column in column[measure].map { (column, $0) } }
        guard columns.contains(where: { $0.column.name != table.columns.first?.name }) else { return nil }
        self.measure = measure
        self.table = table
        let all =
            columns.flatMap { [$0.figure.value] + Self.bounds($0.figure) } + [measure.mark].compactMap { $0 }
        let (least, most) = (min(all.min() ?? 0, 0), all.max() ?? 1)
        let room = max(most - least, 1e-6)
        low = least < 0 ? least - 0.04 * room : 0
        high = most + 0.06 * room
    }

    private static func bounds(_ figure: Column.Figure) -> [Double] {
        [figure.interval, figure.range].compactMap { $0 }.flatMap { [$0.lowerBound, $0.upperBound] }
    }

    private var height: Double { Double(columns.count) * Self.line + Self.axis }

    private func x(_ value: Double) -> Double {
        let room = Self.width - Self.names - Self.values
        return Self.names + room * (value - low) / (high - low)
    }

    /// The drawing as an SVG element.
    var svg: String {
        let body = band + grid + mark + columns.indices.map(row).joined()
        return """
            <svg viewBox="0 0 \(Self.text(Self.width)) \(Self.text(height))" role="img" \
            aria-label="\(measure.title.html)">\(body)</svg>
            """
    }

    /// Where the real continuations lie, over the whole height.
    private var band: String {
        guard let real = columns.first, real.column.name == table.columns.first?.name else { return "" }
        let bottom = height - Self.axis
        if let interval = real.figure.interval {
            let (from, to) = (x(interval.lowerBound), x(interval.upperBound))
            return rect("band", from, 0, max(to - from, 1), bottom)
        }
        return line("reallevel", x(real.figure.value), 0, x(real.figure.value), bottom)
    }

    /// Where a measure has a best value of its own.
    private var mark: String {
        measure.mark.map { line("ideal", x($0), 0, x($0), height - Self.axis) } ?? ""
    }

    /// A few even numbers below, with lines up.
    private var grid: String {
        let room = high - low
        let raw = room / 4
        let power = pow(10, floor(log10(raw)))
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= raw } ?? raw
        let digits = max(0, Int(-floor(log10(step) + 1e-9)))
        let bottom = height - Self.axis
        return stride(from: (low / step).rounded(.up) * step, through: high, by: step).map { value in
            let label = String(format: "%.\(digits)f", value == 0 ? 0 : value)
            return line("grid", x(value), 0, x(value), bottom)
                + text("tick", x(value), bottom + 16, "middle", label)
        }.joined()
    }

    private func row(_ index: Int) -> String {
        let (column, figure) = columns[index]
        let y = (Double(index) + 0.5) * Self.line
        let kind =
            column.name == table.columns.first?.name
            ? "real" : table.contenders.contains(column.name) ? "model" : "plain"
        var result = text("name \(kind)", Self.names - 12, y + 4, "end", column.name.printable)
        if let interval = figure.interval {
            result += line("bar \(kind)", x(interval.lowerBound), y, x(interval.upperBound), y)
        }
        if let range = figure.range {
            result += line("seeds \(kind)", x(range.lowerBound), y, x(range.upperBound), y)
        }
        result +=
            "<circle class=\"\(kind)\" cx=\"\(Self.text(x(figure.value)))\" cy=\"\(Self.text(y))\" r=\"5\"/>"
        return result
            + text("value \(kind)", Self.width - 4, y + 4, "end", measure.text(figure.value))
    }

    // MARK: - Elements

    private func line(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
        let (a, b, c, d) = (Self.text(x1), Self.text(y1), Self.text(x2), Self.text(y2))
        return "<line class=\"\(kind)\" x1=\"\(a)\" y1=\"\(b)\" x2=\"\(c)\" y2=\"\(d)\"/>"
    }

    private func rect(_ kind: String, _ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
        let (a, b, c, d) = (Self.text(x), Self.text(y), Self.text(width), Self.text(height))
        return "<rect class=\"\(kind)\" x=\"\(a)\" y=\"\(b)\" width=\"\(c)\" height=\"\(d)\"/>"
    }

    private func text(_ kind: String, _ x: Double, _ y: Double, _ anchor: String, _ words: String) -> String {
        "<text class=\"\(kind)\" x=\"\(Self.text(x))\" y=\"\(Self.text(y))\" text-anchor=\"\(anchor)\">"
            + "\(words.html)</text>"
    }

    private static func text(_ number: Double) -> String { String(format: "%.1f", number) }
}

extension Measure {
    /// The best value, where it does not depend on the real continuations.
    fileprivate var mark: Double? {
        switch self {
        case .speedRatio, .jerkRatio, .neighbour: 1
        case .spread: 1
        case .twoSample: 0.5
        default: nil
        }
    }
}

extension String {
    /// The text where HTML is expected.
    var html: String {
        var result = ""
        for character in self {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}
