import Cores
public import Diagnostics
import Motion
import MotionIO
import Tensor

/// Measures contenders on the windows of recordings, beside the baselines and what really followed.
///
/// The same recordings, contenders and seed give the same table, however many cores there are.
public struct Evaluation: Sendable {
    /// How far the seeds of two runs are apart: a run's windows take one seed each, and more for their candidates.
    private static let seedStep: UInt64 = 100_000

    /// The recordings that are evaluated.
    private let recordings: [Recording]
    private let real: RealWindows

    /// Cuts recordings into windows and measures what really followed.
    ///
    /// - Parameters:
    ///   - recordings: What the contenders have not learnt from.
    ///   - reference: What they may have learnt from.
    ///   - limit: Look at so many windows only, evenly spread.
    ///   - resamples: How often recordings are drawn for an interval, two or more.
    /// - Throws: ``Problem`` when no recording is long enough for a window.
    public init(
        of recordings: [Recording], against reference: Reference, limit: Int? = nil, resamples: Int = 200
    ) throws(Problem) {
        try SymmetricEigen.prepare()
        let all = EvaluationWindow.all(of: recordings)
        guard !all.isEmpty else {
            throw Problem(
                "there is nothing to evaluate on", expected: "recordings of at least 6 s",
                found: recordings.isEmpty ? "no recordings" : "only shorter ones",
                remedy: "name a corpus with longer recordings")
        }
        let count = min(max(limit ?? all.count, 1), all.count)
        let windows = (0..<count).map { all[$0 * all.count / count] }
        self.recordings = recordings
        real = RealWindows(windows, reference, resamples: resamples)
    }

    /// The table of contenders.
    ///
    /// - Parameters:
    ///   - contenders: What is measured, each a column.
    ///   - count: Proposals for each window.
    ///   - seed: Seed of everything that is drawn.
    ///   - seeds: Runs with seeds of their own, of which the mean is stated.
    ///   - isTimed: Whether seconds per proposal belong in the table, which they make another one each time.
    ///   - progress: Called with what is being done and the share done, from any thread.
    /// - Throws: ``Problem`` when a contender cannot make proposals.
    public func table(
        of contenders: [any Contender], count: Int = 6, seed: UInt64 = 1, seeds: Int = 1,
        isTimed: Bool = false,
        progress: @escaping @Sendable (_ doing: String, _ share: Double) -> Void = { _, _ in }
    ) throws(Problem) -> EvaluationTable {
        let runs = (0..<UInt64(max(seeds, 1))).map { seed &+ $0 &* Self.seedStep }
        var columns = [real.column(seed: seed)]
        for baseline in Baseline.allCases {
            progress("measuring \(baseline.title)", 0)
            columns.append(
                .over(
                    seeds: (baseline == .random ? runs : [seed]).map {
                        column(of: baseline, count: count, seed: $0, progress: progress)
                    }))
        }
        for contender in contenders {
            var each: [Column] = []
            for (run, seed) in runs.enumerated() {
                let name = contender.name + (runs.count > 1 ? ", seed \(run + 1) of \(runs.count)" : "")
                each.append(
                    try column(
                        of: contender, named: name, count: count, seed: seed, isTimed: isTimed, progress))
            }
            columns.append(.over(seeds: each))
        }
        return EvaluationTable(
            corpora: Set(recordings.map(\.entry.corpus)).sorted(),
            clips: Set(real.windows.map(\.recording)).count,
            windows: real.windows.count, isFew: real.isFew, training: real.reference.counts, count: count,
            seed: seed, seeds: runs.count, contenders: contenders.map(\.name), columns: columns)
    }

    private func column(
        of baseline: Baseline, count: Int, seed: UInt64,
        progress: @escaping @Sendable (String, Double) -> Void
    ) -> Column {
        let proposals = baseline.proposals(
            for: real.windows, corpora: real.windows.map { recordings[$0.recording].entry.corpus },
            from: real.reference.library, count: count, seed: seed)
        return real.column(named: baseline.title, of: proposals, seed: seed) {
            progress("measuring \(baseline.title)", $0)
        }
    }

    private func column(
        of contender: any Contender, named name: String, count: Int, seed: UInt64, isTimed: Bool,
        _ progress: @escaping @Sendable (String, Double) -> Void
    ) throws(Problem) -> Column {
        var answers: [Answer] = []
        for (number, window) in real.windows.enumerated() {
            answers.append(
                try contender.answer(
                    recordings[window.recording], start: window.start, count: count,
                    seed: seed &+ UInt64(number)))
            progress("proposing: \(name)", Double(number + 1) / Double(real.windows.count))
        }
        // As many of each, so that every turn has one proposal a window.
        let fewest = answers.map(\.windows.count).min() ?? 0
        guard fewest > 0 else {
            throw Problem(
                "a window got no proposals", at: .option("column", contender.name),
                expected: "\(count.counted("proposal")) for each", found: "none",
                remedy: "leave this column out")
        }
        var column = real.column(
            named: contender.name, of: answers.map { Array($0.windows.prefix(fewest)) }, seed: seed
        ) { progress("measuring: \(name)", $0) }
        column[.constraint] = answers.compactMap(\.constraintError).max().map { .init($0) }
        column[.collateral] = answers.compactMap(\.collateralChange).max().map { .init($0) }
        let seconds = answers.compactMap { $0.seconds.map { $0 / Double(count) } }
        column[.seconds] = isTimed && !seconds.isEmpty ? .init(seconds.median) : nil
        return column
    }
}
