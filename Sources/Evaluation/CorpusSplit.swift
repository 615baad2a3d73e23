public import Diagnostics
public import MotionIO

/// Which recordings are evaluated, and which say what is usual: never one on both sides.
public struct CorpusSplit: Sendable, Equatable {
    /// Without splits and without training corpora of its own, every so many recordings of a corpus are evaluated.
    private static let heldOut = 4
    /// Name of the split that models learn from.
    private static let training = "train"

    /// What is evaluated.
    public let evaluated: [CorpusEntry]
    /// What thresholds, scales, neighbours and baselines are from.
    public let reference: [CorpusEntry]

    /// Splits corpora.
    ///
    /// Where a table names splits, those of `split` are evaluated and those of `train` are the reference. Where none
    /// does, all recordings are evaluated if there are training corpora, and else every fourth by name, the others
    /// being the reference.
    ///
    /// - Parameters:
    ///   - corpora: What is evaluated.
    ///   - split: Name of the split that is evaluated.
    ///   - training: Other corpora for the reference; empty for the rest of `corpora`.
    /// - Throws: ``Problem`` when either side is empty.
    public init(
        of corpora: [CorpusEntry], split: String, training: [CorpusEntry]
    ) throws(Problem) {
        let splits = Set(corpora.map(\.split)).subtracting([""])
        let evaluated: [CorpusEntry]
        var rest: [CorpusEntry]
        if !splits.isEmpty {
            evaluated = corpora.filter { $0.split == split }
            rest = corpora.filter { $0.split == Self.training }
        } else if training.isEmpty {
            let sorted = corpora.sorted { $0.name < $1.name }
            evaluated = sorted.enumerated().filter { $0.offset % Self.heldOut == 0 }.map(\.element)
            rest = sorted.enumerated().filter { $0.offset % Self.heldOut != 0 }.map(\.element)
        } else {
            evaluated = corpora
            rest = []
        }
        if !training.isEmpty {
            // A corpus with splits gives its training part; one without gives all that it has.
            let known = Set(training.filter { !$0.split.isEmpty }.map(\.corpus))
            rest = training.filter { !known.contains($0.corpus) || $0.split == Self.training }
        }
        // By name as well: the same recording may also be in a file of canonical movement.
        let files = Set(evaluated.map(\.file))
        let names = Set(evaluated.filter { !$0.corpus.isEmpty }.map(\.name))
        self.evaluated = evaluated
        reference = rest.filter { !files.contains($0.file) && !names.contains($0.name) }
        guard !evaluated.isEmpty else {
            throw Problem(
                "no recordings are of this split", at: .option("--split", split),
                expected: splits.sorted().joined(separator: ", "), found: split,
                remedy: "choose one of these")
        }
        guard !reference.isEmpty else {
            throw Problem(
                "there is nothing to compare with", expected: "recordings beside those that are evaluated",
                found: "none", remedy: "name what the model learnt from with --train")
        }
    }

    /// The reference in two parts: those of `stored` that belong to it, and those that must still be read.
    public func parts(of stored: [Recording]) -> (known: [Recording], unread: [CorpusEntry]) {
        func key(_ entry: CorpusEntry) -> [String] { [entry.file, entry.name] }
        let wanted = Set(reference.map(key))
        let there = Set(stored.map { key($0.entry) })
        return (
            stored.filter { wanted.contains(key($0.entry)) }, reference.filter { !there.contains(key($0)) }
        )
    }
}
