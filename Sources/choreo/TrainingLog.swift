import Foundation
import Training

/// Tells on stderr how a training goes: on a terminal one line that rewrites itself, elsewhere a line now and then; and
/// a line for each look at what is held out.
final class TrainingLog {
    private var lastTold = ContinuousClock.now
    private var loss = (sum: 0.0, count: 0)
    private var hasLine = false

    /// Takes a report of a step.
    func tell(_ report: TrainingReport) {
        let now = ContinuousClock.now
        if let validation = report.validation {
            line(report, validation: validation)
            lastTold = now
            return
        }
        let pause: Duration = Console.isTerminal ? .milliseconds(500) : .seconds(30)
        guard now - lastTold > pause else { return }
        lastTold = now
        if Console.isTerminal {
            hasLine = true
            Console.raw("\r\(text(report))\u{1B}[K")
        } else {
            Console.error(text(report))
        }
    }

    /// Removes the line that rewrites itself.
    func end() {
        if hasLine { Console.raw("\r\u{1B}[K") }
        hasLine = false
    }

    private func line(_ report: TrainingReport, validation: Double) {
        end()
        Console.error(text(report) + String(format: "  held out %.4f", validation))
    }

    private func text(_ report: TrainingReport) -> String {
        var text = "step \(report.step) of \(report.steps)"
        if let loss = report.loss { text += String(format: "  loss %.4f", loss) }
        if report.rate > 0 {
            text +=
                String(format: "  %.2f steps/s  ", report.rate) + TrainingTable.time(report.secondsLeft)
                + " left"
        }
        return text
    }
}

/// The table at the end of a training.
enum TrainingTable {
    /// About twenty lines: step, loss of training, loss on what is held out, and a star at the least.
    static func lines(of curve: LossCurve) -> [String] {
        let points = curve.points
        let every = max(1, (points.count + 19) / 20)
        let best = curve.best
        let shown = points.indices.filter {
            $0 % every == 0 || $0 == points.count - 1 || points[$0].step == best?.step
        }
        func cell(_ value: Double?) -> String { value.map { String(format: "%.5f", $0) } ?? "–" }
        return ["step\tloss\theld out"]
            + shown.map { index in
                let point = points[index]
                let mark = point.step == best?.step ? " *" : ""
                return "\(point.step)\t\(cell(point.training))\t\(cell(point.validation))\(mark)"
            }
    }

    /// Seconds as people say them.
    static func time(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e7 else { return "–" }
        let whole = Int(seconds.rounded(.up))
        if whole < 120 { return "\(whole) s" }
        return whole < 7200 ? "\(whole / 60) min" : "\(whole / 3600) h \(whole % 3600 / 60) min"
    }
}
