import RealModule
import SequenceModel

/// Adam with decoupled weight decay.
///
/// Source: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015; Loshchilov and Hutter, "Decoupled
/// weight decay regularization", ICLR 2019.
struct AdamW: Sendable, Equatable {
    /// Memory of the first and the second moment.
    static let memory: (first: Float, second: Float) = (0.9, 0.99)
    static let tiny: Float = 1e-8

    /// Largest length of the whole gradient; a longer one is shortened.
    static let longest: Float = 1

    /// Learning rate of the weights that styles and known parts enter by, times that of all others: they start at zero
    /// and have far to go.
    static let steeringRate: Float = 8
    static let steering: Set = ["style.weight", "parts.weight"]

    /// Mean gradient.
    var first: Parameters
    /// Mean square of the gradient.
    var second: Parameters
    /// Steps so far.
    var steps = 0

    init(_ layout: ParameterLayout) {
        first = Parameters(layout)
        second = Parameters(layout)
    }

    /// One step down the gradient.
    ///
    /// - Parameters:
    ///   - parameters: What to change.
    ///   - gradients: Of the loss.
    ///   - rate: Learning rate.
    ///   - decay: Share of each weight that decays at a learning rate of 1.
    /// - Returns: The length of the gradient before it was shortened.
    mutating func step(
        _ parameters: inout Parameters, _ gradients: Parameters, rate: Float, decay: Float
    ) -> Float {
        steps += 1
        let length = Float(Self.squareSum(gradients.values).squareRoot())
        let shortening = length > Self.longest ? Self.longest / length : 1
        let (b1, b2) = Self.memory
        // Both means start at zero; this makes up for it.
        let start = 1 - Float.pow(b1, steps)
        let unbias = 1 / (1 - Float.pow(b2, steps)).squareRoot()
        for entry in parameters.layout.entries {
            let entryRate = Self.steering.contains(entry.name) ? Self.steeringRate * rate : rate
            let size = entryRate / start
            // Weights decay, biases and positions do not.
            let keep = entry.shape.count > 1 && entry.name != "position" ? 1 - entryRate * decay : 1
            gradients.values.withUnsafeBufferPointer { g in
                parameters.values.withUnsafeMutableBufferPointer { p in
                    first.values.withUnsafeMutableBufferPointer { m in
                        second.values.withUnsafeMutableBufferPointer { v in
                            for i in entry.range {
                                let slope = shortening * g[i]
                                m[i] += (1 - b1) * (slope - m[i])
                                v[i] += (1 - b2) * (slope * slope - v[i])
                                p[i] = keep * p[i] - size * m[i] / (v[i].squareRoot() * unbias + Self.tiny)
                            }
                        }
                    }
                }
            }
        }
        return length
    }

    /// Sum of squares, in `Double` and in parts of a fixed size, so that it is the same on every number of cores.
    private static func squareSum(_ values: [Float]) -> Double {
        values.withUnsafeBufferPointer { values in
            var sum = 0.0
            for start in stride(from: 0, to: values.count, by: 1024) {
                var part: Float = 0
                for i in start..<min(start + 1024, values.count) { part += values[i] * values[i] }
                sum += Double(part)
            }
            return sum
        }
    }
}
