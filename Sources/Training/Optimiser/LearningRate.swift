import RealModule

/// The learning rate over a run: up in a line over the first steps, then down along a cosine.
struct LearningRate: Sendable, Equatable {
    var highest: Float
    var warmUp: Int
    var steps: Int
    /// Share of the highest that is left at the end.
    var last: Float = 0.02

    /// The rate of a step, from 0.
    func callAsFunction(_ step: Int) -> Float {
        let done = min(1, Float(step) / Float(max(1, steps)))
        let cosine = last + (1 - last) * 0.5 * (1 + Float.cos(.pi * done))
        return highest * cosine * min(1, Float(step + 1) / Float(max(1, warmUp)))
    }
}
