import Tensor

extension Matrix {
    /// a · self + b · other, element by element.
    func mixed(_ a: Float, _ other: Matrix, _ b: Float) -> Matrix {
        precondition(rows == other.rows && columns == other.columns, "equal shapes")
        return Matrix(rows: rows, columns: columns, values: zip(values, other.values).map { a * $0 + b * $1 })
    }

    /// From this blind guess to `guess`, with the change of each column times its factor.
    func answering(_ guess: Matrix, by factors: [Float]) -> Matrix {
        precondition(rows == guess.rows && columns == guess.columns, "equal shapes")
        var result = self
        for row in 0..<rows {
            for column in 0..<columns {
                let blind = self[row, column]
                result[row, column] = blind + factors[column] * (guess[row, column] - blind)
            }
        }
        return result
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
