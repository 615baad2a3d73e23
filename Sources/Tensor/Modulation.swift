/// Layer normalisation and residual addition steered from outside, as in diffusion transformers: every batch item
/// has its own shift, scale and gate for all its rows.
///
/// The steering numbers of an item are one row of a matrix; each kernel is told the column where its own begin.
/// Item i's activations are the rows i·T ..< (i + 1)·T, with T = rows ÷ items.
///
/// Source: Peebles and Xie, "Scalable diffusion models with transformers", ICCV 2023 (adaLN-Zero).
extension Matrix {
    /// Sets each row to norm(x) · (1 + scale) + shift, with norm(x) the row of `x` at mean 0 and variance 1.
    ///
    /// 10⁻⁵ is added to the variance before its root.
    ///
    /// - Parameters:
    ///   - x: Shape of this matrix, [items · T, d].
    ///   - modulation: Shape [items, at least d].
    ///   - shift: Column of `modulation` where the d shifts begin.
    ///   - scale: Column of `modulation` where the d scales begin.
    public mutating func assignModulatedNorm(of x: Matrix, by modulation: Matrix, shift: Int, scale: Int) {
        checkModulation(modulation, columns: [shift, scale])
        precondition(x.rows == rows && x.columns == columns, "equal shapes")
        let (columns, steering) = (columns, modulation.columns)
        let items = modulation.rows
        let rowsPerItem = rows / items
        x.withPointer { x in
            modulation.withPointer { modulation in
                withMutablePointer { y in
                    for item in 0..<items {
                        let first = item * rowsPerItem * columns
                        Kernels.best.norm(
                            x + first, shift: modulation + item * steering + shift,
                            scale: modulation + item * steering + scale, into: y + first, rows: rowsPerItem,
                            columns: columns)
                    }
                }
            }
        }
    }

    /// The definition of ``assignModulatedNorm(of:by:shift:scale:)``, in `Double`.
    public mutating func assignModulatedNormReference(
        of x: Matrix, by modulation: Matrix, shift: Int, scale: Int
    ) {
        for row in 0..<rows {
            let values = x[row: row].map(Double.init)
            let mean = values.reduce(0, +) / Double(columns)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)
            let item = row / (rows / modulation.rows)
            for i in 0..<columns {
                let normal = (values[i] - mean) / (variance + 1e-5).squareRoot()
                self[row, i] = Float(
                    normal * (1 + Double(modulation[item, scale + i])) + Double(modulation[item, shift + i]))
            }
        }
    }

    /// Adds gate · y to each row: the end of a residual branch.
    ///
    /// - Parameters:
    ///   - y: Shape of this matrix, [items · T, d].
    ///   - modulation: Shape [items, at least d].
    ///   - gate: Column of `modulation` where the d gates begin.
    public mutating func addGated(_ y: Matrix, by modulation: Matrix, gate: Int) {
        checkModulation(modulation, columns: [gate])
        precondition(y.rows == rows && y.columns == columns, "equal shapes")
        let (columns, steering) = (columns, modulation.columns)
        let items = modulation.rows
        let rowsPerItem = rows / items
        y.withPointer { y in
            modulation.withPointer { modulation in
                withMutablePointer { x in
                    for item in 0..<items {
                        let first = item * rowsPerItem * columns
                        Kernels.best.gate(
                            x + first, y + first, by: modulation + item * steering + gate, rows: rowsPerItem,
                            columns: columns)
                    }
                }
            }
        }
    }

    /// The definition of ``addGated(_:by:gate:)``.
    public mutating func addGatedReference(_ y: Matrix, by modulation: Matrix, gate: Int) {
        for row in 0..<rows {
            let item = row / (rows / modulation.rows)
            for i in 0..<columns { self[row, i] += modulation[item, gate + i] * y[row, i] }
        }
    }

    private func checkModulation(_ modulation: Matrix, columns starts: [Int]) {
        precondition(modulation.rows > 0 && rows % modulation.rows == 0, "equally many rows per item")
        precondition(
            starts.allSatisfy { $0 >= 0 && $0 + columns <= modulation.columns }, "steering inside its matrix")
    }
}
