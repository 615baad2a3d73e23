extension Matrix {
    /// The product `self · other`.
    ///
    /// - Complexity: rows × columns × inner multiplications, on this thread.
    public func times(_ other: Matrix) -> Matrix {
        precondition(columns == other.rows, "shapes that multiply")
        var result = Matrix(rows: rows, columns: other.columns)
        guard rows > 0, columns > 0, other.columns > 0 else { return result }
        let factor = Factor(inner: columns, columns: other.columns)
        other.withPointer { factor.pack(Products.View($0, stride: other.columns)) }
        withPointer { a in
            result.withMutablePointer { c in
                factor.multiply(
                    Products.View(a, stride: columns), into: c, stride: other.columns, rows: rows)
            }
        }
        return result
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
