public import Diagnostics

extension Matrix {
    /// Loads OpenBLAS, on which products run; else the first product does.
    ///
    /// Whoever takes work from a person calls this first: it throws where a product could only end the program.
    ///
    /// - Throws: ``Problem`` that names the package to install when OpenBLAS is missing.
    public static func prepareProducts() throws(Problem) { try BLAS.start() }

    /// The product `self · other`.
    ///
    /// - Complexity: rows × columns × inner multiplications, by OpenBLAS on this thread.
    public func times(_ other: Matrix) -> Matrix {
        var result = Matrix(rows: rows, columns: other.columns)
        result.assignProduct(of: self, other)
        return result
    }

    /// Sets this matrix [rows, columns] to `a` [rows, inner] · `b` [inner, columns].
    public mutating func assignProduct(of a: Matrix, _ b: Matrix) {
        accumulateProduct(of: a, b, keep: 0)
    }

    /// Adds `a` · `b` to `keep` times this matrix.
    mutating func accumulateProduct(of a: Matrix, _ b: Matrix, keep: Float) {
        precondition(a.columns == b.rows && rows == a.rows && columns == b.columns, "shapes that multiply")
        let (rows, columns, inner) = (rows, columns, a.columns)
        a.withPointer { a in
            b.withPointer { b in
                withMutablePointer { c in
                    BLAS.multiply(
                        BLAS.Operand(base: a, stride: max(1, inner)),
                        BLAS.Operand(base: b, stride: max(1, columns)),
                        into: BLAS.Operand(base: c, stride: max(1, columns)), rows: rows, columns: columns,
                        inner: inner, keep: keep)
                }
            }
        }
    }

    /// The definition of ``times(_:)``: sums in `Double`, one element after the other.
    public func timesReference(_ other: Matrix) -> Matrix {
        precondition(columns == other.rows, "shapes that multiply")
        var result = Matrix(rows: rows, columns: other.columns)
        for row in 0..<rows {
            for column in 0..<other.columns {
                var sum = 0.0
                for k in 0..<columns { sum += Double(self[row, k]) * Double(other[k, column]) }
                result[row, column] = Float(sum)
            }
        }
        return result
    }
}
