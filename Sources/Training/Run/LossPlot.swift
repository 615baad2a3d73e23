public import Diagnostics
import Files
import Foundation

/// A loss curve as a picture (SVG): training and held-out loss over steps.
public enum LossPlot {
    private static let (width, height) = (760.0, 420.0)
    private static let (left, right, top, bottom) = (64.0, 24.0, 40.0, 52.0)

    /// Writes the picture.
    ///
    /// - Throws: ``Problem`` when the file cannot be written.
    public static func write(_ curve: LossCurve, title: String, to path: String) throws(Problem) {
        try AtomicFile.write(svg(curve, title: title), to: path)
    }

    /// The picture; `title` stands above it.
    static func svg(_ curve: LossCurve, title: String) -> String {
        let losses = curve.points.flatMap { [$0.training, $0.validation].compactMap { $0 } }
        let (low, high) = axis(losses.min() ?? 0, losses.max() ?? 1)
        let last = Double(max(1, curve.points.last?.step ?? 1))
        func x(_ step: Double) -> Double { left + (width - left - right) * step / last }
        func y(_ loss: Double) -> Double { top + (height - top - bottom) * (high - loss) / (high - low) }
        func number(_ value: Double) -> String { String(format: "%.1f", value) }

        var parts: [String] = []
        func text(_ x: Double, _ y: Double, _ text: String, anchor: String = "middle", color: String = "#444")
        {
            parts.append(
                "<text x=\"\(number(x))\" y=\"\(number(y))\" text-anchor=\"\(anchor)\" fill=\"\(color)\">"
                    + "\(escaped(text))</text>")
        }
        let spacing = (high - low) / 4
        for i in 0...4 {
            let loss = low + Double(i) * spacing
            parts.append(
                "<line x1=\"\(number(left))\" x2=\"\(number(width - right))\" y1=\"\(number(y(loss)))\" "
                    + "y2=\"\(number(y(loss)))\" stroke=\"#ddd\"/>")
            text(left - 8, y(loss) + 4, String(format: spacing < 0.01 ? "%.4f" : "%.3f", loss), anchor: "end")
            let step = (last * Double(i) / 4).rounded()
            text(x(step), height - bottom + 20, "\(Int(step))")
        }
        text((left + width - right) / 2, height - 12, "steps")
        text(left, 20, title, anchor: "start", color: "#000")
        let lines: [(String, String, (LossCurve.Point) -> Double?, Double)] = [
            ("training", "#8a8f98", \.training, width - right - 180),
            ("held out", "#c2410c", \.validation, width - right - 80),
        ]
        for (name, color, value, place) in lines {
            let points = curve.points.compactMap { point in
                value(point).map { "\(number(x(Double(point.step)))),\(number(y($0)))" }
            }
            guard !points.isEmpty else { continue }
            parts.append(
                "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" stroke=\"\(color)\" "
                    + "stroke-width=\"2\"/>")
            text(place, 20, name, anchor: "start", color: color)
        }
        if let best = curve.best, let loss = best.validation {
            parts.append(
                "<circle cx=\"\(number(x(Double(best.step))))\" cy=\"\(number(y(loss)))\" r=\"4\" fill=\"#c2410c\"/>"
            )
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(Int(width)) \(Int(height))\" "
            + "font-family=\"sans-serif\" font-size=\"13\">\n"
            + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n" + parts.joined(separator: "\n")
            + "\n</svg>\n"
    }

    /// Bounds a little outside the losses.
    private static func axis(_ low: Double, _ high: Double) -> (Double, Double) {
        let margin = max(0.05 * (high - low), 0.01 * abs(high), 1e-6)
        return (max(0, low - margin), high + margin)
    }

    private static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;")
    }
}
