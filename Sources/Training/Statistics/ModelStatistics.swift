import Diagnostics
import SequenceModel
import Tensor

/// Everything in a checkpoint that is measured on movement and not learned: scales, whitening, noise, conditions,
/// styles.
struct ModelStatistics: Sendable, Equatable {
    /// Mean and scale of features, 139 each.
    var featureMean: [Float]
    var featureScale: [Float]
    /// Mean token.
    var whitenMean: [Float]
    /// y = forward · (v − mean), [D, token size].
    var whitenForward: Matrix
    /// v = inverse · y + mean, [token size, D].
    var whitenInverse: Matrix
    /// How alike noise is from token to token, per component.
    var noiseCorrelation: [Float]
    var conditionMean: [Float]
    var conditionScale: [Float]
    /// Raw values at 0, 5, … 100 %, [4, 21].
    var conditionQuantiles: Matrix
    /// e = axes · (s − mean) for ``StyleStatistics``, of about unit variance; nil in checkpoints from before styles.
    var style: Style?

    /// The space of styles.
    struct Style: Sendable, Equatable {
        var mean: [Float]
        /// [E, 276].
        var axes: Matrix
        /// Of some windows the style of the context and of the whole, [M, 2E].
        var bank: Matrix

        /// The style of measured values.
        func embedded(_ values: [Float]) -> [Float] {
            (0..<axes.rows).map { row in
                var sum: Float = 0
                for (i, weight) in axes[row: row].enumerated() { sum += weight * (values[i] - mean[i]) }
                return sum
            }
        }
    }

    static let quantiles = 21

    /// Takes the tensors out of a checkpoint or a saved state.
    ///
    /// - Throws: ``Problem`` when one is absent or of another shape.
    init(from file: Safetensors, _ sizes: Configuration) throws(Problem) {
        let (features, token, components) = (WindowGeometry.features, sizes.tokenSize, sizes.components)
        featureMean = try file.floats("features.mean", shape: [features])
        featureScale = try file.floats("features.scale", shape: [features])
        whitenMean = try file.floats("whiten.mean", shape: [token])
        whitenForward = try file.matrix("whiten.forward", rows: components, columns: token)
        whitenInverse = try file.matrix("whiten.inverse", rows: token, columns: components)
        noiseCorrelation = try file.floats("noise.correlation", shape: [components])
        conditionMean = try file.floats("condition.mean", shape: [ConditionMeasure.count])
        conditionScale = try file.floats("condition.scale", shape: [ConditionMeasure.count])
        conditionQuantiles = try file.matrix(
            "condition.quantiles", rows: ConditionMeasure.count, columns: Self.quantiles)
        let size = sizes.networkSizes.style - 1
        if file.entries["style.axes"] != nil {
            let bank = file.entries["style.bank"]?.shape.first ?? 0
            style = Style(
                mean: try file.floats("style.mean", shape: [StyleStatistics.count]),
                axes: try file.matrix("style.axes", rows: size, columns: StyleStatistics.count),
                bank: bank > 0
                    ? try file.matrix("style.bank", rows: bank, columns: 2 * size)
                    : Matrix(rows: 0, columns: 2 * size))
        }
    }

    /// Adds the tensors to a file under the names of the checkpoint.
    func write(to file: inout Safetensors) {
        func add(_ name: String, _ values: [Float]) { file.add(name, shape: [values.count], values) }
        add("features.mean", featureMean)
        add("features.scale", featureScale)
        add("whiten.mean", whitenMean)
        file.add("whiten.forward", whitenForward)
        file.add("whiten.inverse", whitenInverse)
        add("noise.correlation", noiseCorrelation)
        add("condition.mean", conditionMean)
        add("condition.scale", conditionScale)
        file.add("condition.quantiles", conditionQuantiles)
        if let style {
            add("style.mean", style.mean)
            file.add("style.axes", style.axes)
            if style.bank.rows > 0 { file.add("style.bank", style.bank) }
        }
    }
}
