import Diagnostics
import Tensor

/// Brings features to comparable size: (value − mean) ÷ scale, column by column.
struct Standardization: Sendable {
    private let mean: [Float]
    private let scale: [Float]

    /// Creates it from 139 means and as many scales, none of them 0.
    init(mean: [Float], scale: [Float]) {
        precondition(
            mean.count == FrameFeatures.count && scale.count == mean.count, "one of each per feature")
        self.mean = mean
        self.scale = scale
    }

    init(from file: Safetensors) throws(Problem) {
        let scale = try file.floats("features.scale", shape: [FrameFeatures.count])
        guard scale.allSatisfy({ $0 > 0 }) else {
            throw file.unfit("a feature has no scale", expected: "scales above 0", found: "0 or less")
        }
        self.init(mean: try file.floats("features.mean", shape: [FrameFeatures.count]), scale: scale)
    }

    /// `features` [rows, 139] in units of their scale.
    func standardized(_ features: Matrix) -> Matrix {
        mapColumns(of: features) { value, column in (value - mean[column]) / scale[column] }
    }

    /// Features of numbers in units of their scale: the inverse of ``standardized(_:)``.
    func features(_ standardized: Matrix) -> Matrix {
        mapColumns(of: standardized) { value, column in value * scale[column] + mean[column] }
    }

    private func mapColumns(of matrix: Matrix, _ transform: (Float, Int) -> Float) -> Matrix {
        let columns = matrix.columns
        precondition(columns == mean.count, "139 numbers a row")
        return Matrix(
            rows: matrix.rows, columns: columns,
            values: matrix.values.enumerated().map { transform($1, $0 % columns) })
    }
}
