import Tensor

extension Matrix {
    /// a · self + b · other, element by element.
    func mixed(_ a: Float, _ other: Matrix, _ b: Float) -> Matrix {
        precondition(rows == other.rows && columns == other.columns, "equal shapes")
        return Matrix(rows: rows, columns: columns, values: zip(values, other.values).map { a * $0 + b * $1 })
    }

    /// From a blind guess to this one, with the change of each column times its factor.
    mutating func answer(from blind: Matrix, by factors: [Float]) {
        precondition(rows == blind.rows && columns == blind.columns, "equal shapes")
        precondition(factors.count == columns, "a factor a column")
        for row in 0..<rows {
            for column in 0..<columns {
                let start = blind[row, column]
                self[row, column] = start + factors[column] * (self[row, column] - start)
            }
        }
    }

    /// This matrix with the rows that `isReplaced` marks taken from `other`.
    func replacing(_ other: Matrix, where isReplaced: [Bool]) -> Matrix {
        precondition(rows == other.rows && columns == other.columns, "equal shapes")
        precondition(isReplaced.count == rows, "one flag a row")
        var result = self
        for row in 0..<rows where isReplaced[row] { result[row: row] = other[row: row] }
        return result
    }
}
