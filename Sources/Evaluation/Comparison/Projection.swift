import Diagnostics
import Tensor

/// Standardisation by real training windows, and projection on their first principal components.
///
/// With a hundred features and a hundred windows covariances are hopeless; sixteen components can be compared.
struct Projection: Sendable {
    /// Components that are kept.
    static let components = 16

    private let mean: [Double]
    private let scale: [Double]
    /// Shape [components][features].
    private let axes: [[Double]]

    /// Fits to vectors of training windows; a feature that never varies keeps scale 1.
    ///
    /// - Throws: ``Problem`` when they are none, or not finite.
    init(fitting vectors: [[Double]]) throws(Problem) {
        let columns = vectors.transposed
        mean = columns.map(\.mean)
        scale = columns.map { $0.deviation > 1e-9 ? $0.deviation : 1 }
        let size = columns.count
        let standard = zip(columns, zip(mean, scale)).map { column, by in column.map { ($0 - by.0) / by.1 } }
        var products = [Double](repeating: 0, count: size * size)
        for i in 0..<size {
            for j in 0...i {
                var sum = 0.0
                for (a, b) in zip(standard[i], standard[j]) { sum += a * b }
                products[i * size + j] = sum
                products[j * size + i] = sum
            }
        }
        guard size > 0, let eigen = SymmetricEigen(of: products, size: size) else {
            throw Problem(
                "the training movement has no measure", expected: "windows of 6 s of finite movement",
                found: vectors.isEmpty ? "none" : "numbers that are not finite",
                remedy: "name other recordings with --train")
        }
        // The largest eigenvalues come last.
        axes = (0..<min(Self.components, size)).map { index in
            let row = size - 1 - index
            return Array(eigen.vectors[row * size..<(row + 1) * size])
        }
    }

    /// A vector in units of the training windows' deviations.
    func standardized(_ vector: [Double]) -> [Double] {
        zip(vector, zip(mean, scale)).map { ($0 - $1.0) / $1.1 }
    }

    /// A vector's coordinates on the components.
    func callAsFunction(_ vector: [Double]) -> [Double] {
        let standard = standardized(vector)
        return axes.map { axis in zip(axis, standard).reduce(0) { $0 + $1.0 * $1.1 } }
    }
}
