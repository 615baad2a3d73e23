public import Diagnostics

/// The mean product of every two columns of many rows, gathered bit by bit in `Double`.
public struct SecondMoments: Sendable {
    /// Length of a row.
    public let columns: Int
    /// Rows so far.
    public private(set) var count = 0
    private var sum: [Double]

    /// Creates an empty sum over rows of this length.
    ///
    /// - Throws: ``Problem`` when OpenBLAS is missing.
    public init(columns: Int) throws(Problem) {
        try SymmetricEigen.prepare()
        self.columns = columns
        sum = Array(repeating: 0, count: columns * columns)
    }

    /// Adds rows, each number less its column's `mean`, times its column's `weight`.
    public mutating func add(_ rows: Matrix, mean: [Double], weight: [Double]) {
        precondition(
            rows.columns == columns && mean.count == columns && weight.count == columns, "one a column")
        var centred = [Double](repeating: 0, count: rows.rows * columns)
        rows.withPointer { values in
            for row in 0..<rows.rows {
                for column in 0..<columns {
                    let i = row &* columns &+ column
                    centred[i] = (Double(values[i]) - mean[column]) * weight[column]
                }
            }
        }
        BLAS.addSquare(of: centred, columns: columns, to: &sum)
        count += rows.rows
    }

    /// Principal axes: eigenvalues and eigenvectors of the mean products, largest first.
    ///
    /// An eigenvector's largest element (the first of several) is positive, so that the axes are the same whichever
    /// way LAPACK finds them.
    ///
    /// - Throws: ``Problem`` when a row held a number that is not finite.
    /// - Complexity: O(columns³).
    public func principalAxes() throws(Problem) -> (variances: [Double], axes: [[Double]]) {
        precondition(count > 0, "at least one row")
        guard let eigen = SymmetricEigen(of: sum.map { $0 / Double(count) }, size: columns) else {
            throw Problem(
                "what was measured is not finite", expected: "finite numbers",
                found: "infinity or not-a-number",
                remedy: "look for a damaged file among those that were read")
        }
        let axes = (0..<columns).reversed().map { index in
            let axis = Array(eigen.vectors[index * columns..<(index + 1) * columns])
            let largest = axis.max { abs($0) < abs($1) } ?? 0
            return largest < 0 ? axis.map { -$0 } : axis
        }
        return (eigen.values.reversed(), axes)
    }
}
