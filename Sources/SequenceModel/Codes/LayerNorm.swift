import Diagnostics
import Tensor

/// Layer norm with its own scale and shift.
struct LayerNorm: Sendable {
    /// Shifts, then scales less 1, [1, 2d].
    private let modulation: Matrix

    /// Takes `name.weight` and `name.bias` from a file.
    init(from file: Safetensors, _ name: String, width: Int) throws(Problem) {
        let scale = try file.floats("\(name).weight", shape: [width])
        let shift = try file.floats("\(name).bias", shape: [width])
        modulation = Matrix(rows: 1, columns: 2 * width, values: shift + scale.map { $0 - 1 })
    }

    /// The rows of `x` [n, d], normed.
    func callAsFunction(_ x: Matrix) -> Matrix {
        var result = Matrix(rows: x.rows, columns: x.columns)
        result.assignModulatedNorm(of: x, by: modulation, shift: 0, scale: x.columns)
        return result
    }
}
