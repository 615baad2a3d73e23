/// Layer normalisation and residual addition steered from outside, as in diffusion transformers: every batch item
/// has its own shift, scale and gate for all its rows.
///
/// The steering numbers of an item are one row of a matrix; each kernel is told the column where its own begin.
/// Item i's activations are the rows i·T ..< (i + 1)·T, with T = rows ÷ items.
///
/// Source: Peebles and Xie, "Scalable diffusion models with transformers", ICCV 2023 (adaLN-Zero).
extension Matrix {
    /// Added to the variance before the root.
    private static let epsilon: Float = 1e-5

    /// Sets each row to norm(x) · (1 + scale) + shift, with norm(x) the row of `x` at mean 0 and variance 1.
    ///
    /// - Parameters:
    ///   - x: Shape of this matrix, [items · T, d].
    ///   - modulation: Shape [items, at least d].
    ///   - shift: Column of `modulation` where the d shifts begin.
    ///   - scale: Column of `modulation` where the d scales begin.
    public mutating func assignModulatedNorm(of x: Matrix, by modulation: Matrix, shift: Int, scale: Int) {
        checkModulation(modulation, columns: [shift, scale])
        precondition(x.rows == rows && x.columns == columns, "equal shapes")
        let (rows, columns, steering) = (rows, columns, modulation.columns)
        let rowsPerItem = max(1, rows / max(1, modulation.rows))
        x.withPointer { x in
            modulation.withPointer { modulation in
                withMutablePointer { y in
                    for row in 0..<rows {
                        let x = x + row * columns
                        let y = y + row * columns
                        let m = modulation + (row / rowsPerItem) * steering
                        let mean = Self.sum(columns) { x[$0] } / Float(columns)
                        let variance =
                            Self.sum(columns) {
                                let difference = x[$0] - mean
                                return difference * difference
                            } / Float(columns)
                        let inverse = 1 / (variance + Self.epsilon).squareRoot()
                        for i in 0..<columns {
                            y[i] = (x[i] - mean) * inverse * (1 + m[scale &+ i]) + m[shift &+ i]
                        }
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
        let (rows, columns, steering) = (rows, columns, modulation.columns)
        let rowsPerItem = max(1, rows / max(1, modulation.rows))
        y.withPointer { y in
            modulation.withPointer { modulation in
                withMutablePointer { x in
                    for row in 0..<rows {
                        let x = x + row * columns
                        let y = y + row * columns
                        let m = modulation + (row / rowsPerItem) * steering + gate
                        for i in 0..<columns { x[i] += m[i] * y[i] }
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

    /// The sum of `count` terms in a fixed order: eight running sums, which fill a processor's lanes where one
    /// running sum would wait for itself.
    @inline(__always)
    private static func sum(_ count: Int, _ term: (Int) -> Float) -> Float {
        var lanes: (Float, Float, Float, Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0, 0, 0, 0)
        var i = 0
        while i &+ 8 <= count {
            lanes.0 += term(i)
            lanes.1 += term(i &+ 1)
            lanes.2 += term(i &+ 2)
            lanes.3 += term(i &+ 3)
            lanes.4 += term(i &+ 4)
            lanes.5 += term(i &+ 5)
            lanes.6 += term(i &+ 6)
            lanes.7 += term(i &+ 7)
            i &+= 8
        }
        while i < count {
            lanes.0 += term(i)
            i &+= 1
        }
        return ((lanes.0 + lanes.1) + (lanes.2 + lanes.3)) + ((lanes.4 + lanes.5) + (lanes.6 + lanes.7))
    }
}
