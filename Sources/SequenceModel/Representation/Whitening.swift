import Diagnostics
import Tensor

/// Tokens in principal components of unit variance: the space in which noise is added.
///
/// A token's neighbouring points and joints move together; without this, noise that hides a token's small
/// components leaves its large ones almost untouched, and slow movement would be decided in the first of few steps.
struct Whitening: Sendable {
    /// y = W (v − m), the mean folded into the bias.
    private let forward: Linear
    /// v = U y + m.
    private let inverse: Linear

    /// Creates it from the mean token m, W [components, token size] and U [token size, components].
    init(mean: [Float], forward: Matrix, inverse: Matrix) {
        let centre = Matrix(rows: mean.count, columns: 1, values: mean)
        self.forward = Linear(weight: forward, bias: forward.timesReference(centre).values.map { -$0 })
        self.inverse = Linear(weight: inverse, bias: mean)
    }

    init(from file: Safetensors, _ sizes: Configuration) throws(Problem) {
        self.init(
            mean: try file.floats("whiten.mean", shape: [sizes.tokenSize]),
            forward: try file.matrix("whiten.forward", rows: sizes.components, columns: sizes.tokenSize),
            inverse: try file.matrix("whiten.inverse", rows: sizes.tokenSize, columns: sizes.components))
    }

    /// Components [tokens, D] of standardised control points [points, 139].
    func components(ofPoints points: Matrix) -> Matrix {
        let perToken = forward.inputs / points.columns
        return forward(points.reshaped(rows: points.rows / perToken, columns: forward.inputs))
    }

    /// Standardised control points [points, 139] of components [tokens, D].
    func points(ofComponents components: Matrix) -> Matrix {
        let tokens = inverse(components)
        return tokens.reshaped(
            rows: tokens.values.count / FrameFeatures.count, columns: FrameFeatures.count)
    }
}
