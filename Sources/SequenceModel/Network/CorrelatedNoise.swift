import Diagnostics
import Tensor

/// Noise that moves from token to token as movement itself does.
///
/// White noise jumps at every token; what few steps leave of it shows as tremor. Here component i of token j is
/// ρᵢ times that of token j − 1 plus fresh noise, with ρᵢ measured on the training windows; every number keeps
/// variance 1. ρ = 0 is white noise.
struct CorrelatedNoise: Sendable {
    /// ρ of each component, more than −1, less than 1.
    private let correlation: [Float]
    /// Standard deviation of what is drawn.
    private let temperature: Float

    init(from file: Safetensors, _ sizes: Configuration) throws(Problem) {
        temperature = sizes.temperature ?? 1
        correlation = try file.floats("noise.correlation", shape: [sizes.components])
        guard correlation.allSatisfy({ abs($0) < 1 }) else {
            throw file.unfit(
                "noise is wholly its own past", expected: "correlations between −1 and 1", found: "1 or more")
        }
    }

    /// Noise for a window of `tokens` at `warmth` times the checkpoint's temperature, [tokens, D].
    func drawn(tokens: Int, warmth: Float = 1, from generator: inout Xoshiro256) -> Matrix {
        var noise = colored(Matrix(rows: tokens, columns: correlation.count, normalFrom: &generator))
        for token in 0..<noise.rows {
            for i in correlation.indices { noise[token, i] *= temperature * warmth }
        }
        return noise
    }

    /// White noise [tokens, D] given memory: ε[0] = w[0], ε[j] = ρ ε[j − 1] + √(1 − ρ²) w[j].
    func colored(_ white: Matrix) -> Matrix {
        let fresh = correlation.map { (1 - $0 * $0).squareRoot() }
        var noise = white
        for token in 1..<max(1, white.rows) {
            for i in correlation.indices {
                noise[token, i] = correlation[i] * noise[token - 1, i] + fresh[i] * white[token, i]
            }
        }
        return noise
    }
}
