import Diagnostics
import Foundation

/// The whole table: every contender beside the baselines and what really followed.
public struct EvaluationTable: Sendable, Equatable {
    /// Names of the corpora that were evaluated, sorted.
    public var corpora: [String]
    /// Recordings that have windows.
    public var clips: Int
    /// Windows of 6 s in them.
    public var windows: Int
    /// Whether they are too few for the Fréchet distances to be more than a hint.
    public var isFew: Bool
    /// What thresholds, scales and neighbours are from.
    public var training: Reference.Counts
    /// Proposals for each window.
    public var count: Int
    /// Seed of everything that was drawn.
    public var seed: UInt64
    /// Runs with seeds of their own.
    public var seeds: Int
    /// Names of the columns that are no baselines.
    public var contenders: [String]
    /// Columns, the real continuations first.
    public var columns: [Column]

    /// The column of a name.
    public subscript(_ name: String) -> Column? { columns.first { $0.name == name } }

    /// Measures that some column says something about, in order.
    public var measures: [Measure] {
        Measure.allCases.filter { measure in columns.contains { $0[measure] != nil } }
    }

    /// A sentence on what was measured.
    public var heading: String {
        "\(windows.counted("window")) of \(clips.counted("recording")) (\(corpora.joined(separator: ", "))), "
            + "\(count.counted("proposal")) each; thresholds, scales and neighbours from "
            + "\(String(format: "%.1f", training.minutes)) min in \(training.clips.counted("recording")) "
            + "(\(training.corpora.joined(separator: ", "))); seed \(seed)"
            + (seeds > 1 ? ", mean of \(seeds) runs" : "")
    }

    /// What must be known to read it, a sentence each.
    public var notes: [String] {
        var notes = [
            "In the column `real`, Fréchet distances and two-sample accuracy compare halves of the real continuations, "
                + "split by recording."
        ]
        if isFew {
            notes.append(
                "Too few for the Fréchet distances to be more than a hint: it takes "
                    + "\(FrechetDistance.fewWindows) windows and \(FrechetDistance.fewClips) recordings.")
        }
        return notes
    }
}
