import Diagnostics
import Tensor

/// How much stronger a guess should answer to what it is given than it does, by noise level and component.
///
/// A network trained for hours answers too weakly: at each level its guess moves away from the blind one, that of pure
/// noise, by a part only of what the least-squares answer would. Sampling adds that up, and what comes out is too calm
/// and too alike. Training measured the part on movement that it held out; sampling makes up for it.
package struct Response: Sendable, Equatable {
    /// Noise levels of the table's rows, falling.
    package static let levels: [Float] = [1, 0.975, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05]

    /// A factor for each level and component, [13, D].
    private let table: Matrix

    /// Takes the answer as it is.
    init(plain components: Int) {
        table = Matrix(rows: Self.levels.count, columns: components, repeating: 1)
    }

    init(from file: Safetensors, components: Int) throws(Problem) {
        table = try file.matrix("sampling.response", rows: Self.levels.count, columns: components)
    }

    /// The factors at a noise level, [D]: between two rows of the table, or its last.
    func factors(at level: Float) -> [Float] {
        guard let below = Self.levels.firstIndex(where: { $0 < level }), below > 0 else {
            return Array(table[row: level >= 1 ? 0 : Self.levels.count - 1])
        }
        let (high, low) = (Self.levels[below - 1], Self.levels[below])
        let part = (high - level) / (high - low)
        return zip(table[row: below - 1], table[row: below]).map { (1 - part) * $0 + part * $1 }
    }
}
