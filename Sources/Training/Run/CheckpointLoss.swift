public import Diagnostics
import SequenceModel

/// The loss of a checkpoint as it is.
public enum CheckpointLoss {
    /// Windows that a pass takes at a time.
    private static let batch = 16

    /// The loss on what a corpus holds out, or on all of it where it holds out nothing; then error, places, velocities,
    /// accelerations and contacts, of which it is made.
    ///
    /// - Parameter windows: Most windows of 6 s to measure on, 128 at most.
    /// - Throws: ``Problem`` when the checkpoint lacks something, or no movement is long enough.
    public static func measure(
        _ base: BaseCheckpoint, on corpus: Corpus, windows: Int = 128
    ) throws(Problem) -> [Double] {
        let takes = corpus.validation.isEmpty ? corpus.train : corpus.validation
        let maker = BatchMaker(base.sizes, try ModelStatistics(from: base.file, base.sizes))
        guard let measure = HeldOutMeasure(takes, maker, windows: windows, batch: batch, seed: 1) else {
            throw Problem(
                "no movement here is long enough to measure on", expected: "a stretch of 6 s", found: "none",
                remedy: "name longer files")
        }
        var pass = NetworkPass(base.parameters.layout, items: batch)
        let terms = measure(base.parameters, pass: &pass)
        return [
            terms.total(maker.objective.weights), terms.error, terms.places, terms.velocities,
            terms.accelerations,
            terms.contacts,
        ]
    }
}
