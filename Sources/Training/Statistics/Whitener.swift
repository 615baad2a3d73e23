import Diagnostics
import SequenceModel
import Tensor

/// Principal components of tokens at unit variance, ranked by how much they move the body.
struct Whitener {
    /// Mean token.
    let mean: [Double]
    /// [D, token size].
    let forward: Matrix
    /// [token size, D].
    let inverse: Matrix
    /// How alike each component is in neighbouring tokens.
    let correlation: [Float]
    /// Share of the weighted variance that the components keep.
    let kept: Double

    /// Measures windows whose features have this mean and scale.
    ///
    /// - Throws: ``Problem`` when OpenBLAS is missing.
    init(
        _ windows: [TrainingWindow], _ sizes: Configuration, mean featureMean: [Double], scale: [Double]
    ) throws(Problem) {
        let (size, per) = (sizes.tokenSize, sizes.pointsPerToken)
        // Tokens stay in metres here; their scale goes into the weights, and comes back in at the end.
        let tokens = windows.map { $0.points.reshaped(rows: sizes.tokens, columns: size) }
        func repeated(_ values: [Double]) -> [Double] { (0..<per).flatMap { _ in values } }
        let (offset, unit) = (repeated(featureMean), repeated(scale))
        let weight = repeated(ModelStatistics.influence(scale: scale))
        var average = [Double](repeating: 0, count: size)
        for token in tokens {
            for (i, value) in token.values.enumerated() { average[i % size] += Double(value) }
        }
        let rows = Double(max(1, windows.count * sizes.tokens))
        for i in average.indices { average[i] /= rows }

        var moments = try SecondMoments(columns: size)
        let weighted = zip(weight, unit).map { $0 / $1 }
        for token in tokens { moments.add(token, mean: average, weight: weighted) }
        let (variances, axes) = try moments.principalAxes()
        let floor = ModelStatistics.leastVariance * max(variances[0], .leastNormalMagnitude)
        let count = max(1, min(sizes.components, variances.prefix { $0 > floor }.count))

        let middle = average.indices.map { (average[$0] - offset[$0]) / unit[$0] }
        mean = middle
        var (forward, inverse) = (Matrix(rows: count, columns: size), Matrix(rows: size, columns: count))
        for component in 0..<count {
            let deviation = max(variances[component], .leastNormalMagnitude).squareRoot()
            for i in 0..<size {
                forward[component, i] = Float(axes[component][i] / deviation * weight[i])
                inverse[i, component] = Float(axes[component][i] * deviation / weight[i])
            }
        }
        let rowsOfForward = forward
        self.forward = forward
        self.inverse = inverse
        let total = variances.reduce(0) { $0 + max(0, $1) }
        kept = total > 0 ? variances.prefix(count).reduce(0, +) / total : 1

        // Likeness of neighbouring tokens.
        let linear = Linear(
            weight: rowsOfForward,
            bias: (0..<count).map { component in
                Float(-(0..<size).reduce(0.0) { $0 + Double(rowsOfForward[component, $1]) * middle[$1] })
            })
        var product = [Double](repeating: 0, count: count)
        var square = product
        let inner = Double(sizes.tokens - 1) / Double(sizes.tokens)
        for token in tokens {
            var standard = token
            for row in 0..<token.rows {
                for i in 0..<size { standard[row, i] = Float((Double(token[row, i]) - offset[i]) / unit[i]) }
            }
            let y = linear(standard)
            for row in 0..<y.rows {
                for i in 0..<count {
                    square[i] += inner * Double(y[row, i]) * Double(y[row, i])
                    if row > 0 { product[i] += Double(y[row, i]) * Double(y[row - 1, i]) }
                }
            }
        }
        correlation = zip(product, square).map {
            Float(min(0.98, max(-0.9, $0 / max($1, .leastNormalMagnitude))))
        }
    }
}
