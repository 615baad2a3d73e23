import SequenceModel

/// A running mean of the weights, quick to forget at the start: what is measured and kept, since the weights themselves
/// shake.
///
/// Source: Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992.
struct WeightAverage: Sendable, Equatable {
    /// The mean.
    var parameters: Parameters
    /// Steps so far.
    var steps = 0

    init(_ parameters: Parameters) { self.parameters = parameters }

    /// Moves the mean towards the weights `now`; `memory` is how much of it a step leaves at most.
    mutating func add(_ now: Parameters, memory: Float) {
        steps += 1
        let share = 1 - min(memory, Float(1 + steps) / Float(10 + steps))
        now.values.withUnsafeBufferPointer { now in
            parameters.values.withUnsafeMutableBufferPointer { mean in
                for i in 0..<mean.count { mean[i] += share * (now[i] - mean[i]) }
            }
        }
    }
}
