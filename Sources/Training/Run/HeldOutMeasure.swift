import SequenceModel
import Tensor

/// The loss on movement that the network never learns from: always the same windows, noise and levels.
struct HeldOutMeasure: Sendable {
    /// Most windows.
    static let mostWindows = 128
    /// Windows are drawn again with other noise until there are as many.
    private static let leastWindows = 64

    private let maker: BatchMaker
    private let batches: [TrainingBatch]

    /// - Parameters:
    ///   - windows: Most windows; fewer for a quick look.
    ///   - batch: Windows that a pass takes at a time.
    /// - Returns: nil when the takes hold no window.
    init?(_ takes: [Take], _ maker: BatchMaker, windows most: Int, batch: Int, seed: UInt64) {
        let windows = WindowDrawer(takes, maker.sizes).spread(min(most, Self.mostWindows))
        guard !windows.isEmpty else { return nil }
        self.maker = maker
        let count = (max(windows.count, min(most, Self.leastWindows)) + batch - 1) / batch * batch
        var generator = Xoshiro256(seed: seed, step: 0, for: 2)
        // Neighbouring windows in different batches, so that each batch has all noise levels and all takes.
        let rounds = count / batch
        batches = (0..<rounds).map { round in
            let draws = TrainingDraw.draws(batch, maker.sizes, isExact: true, from: &generator)
            return maker.batch((0..<batch).map { windows[($0 * rounds + round) % windows.count] }, draws)
        }
    }

    /// The mean of the terms over all windows.
    func callAsFunction(_ parameters: Parameters, pass: inout NetworkPass) -> LossTerms {
        var sum = LossTerms()
        for batch in batches { sum = sum + maker.loss(pass.forward(batch.input, parameters), batch).terms }
        return sum / Double(batches.count)
    }
}
