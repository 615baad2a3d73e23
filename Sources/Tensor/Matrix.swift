/// A matrix of `Float`, contiguous row by row.
///
/// The network's activations have one row per token and one column per feature. Kernels write into a matrix that
/// the caller keeps, so that a forward pass allocates nothing; each kernel has a plain twin named `…Reference`,
/// which is its definition and which tests hold it to.
public struct Matrix: Sendable, Equatable {
    /// Number of rows.
    public let rows: Int
    /// Number of columns.
    public let columns: Int
    /// The elements, `rows × columns`, row by row.
    public internal(set) var values: [Float]

    /// Creates a matrix whose elements are all `value`.
    public init(rows: Int, columns: Int, repeating value: Float = 0) {
        self.init(rows: rows, columns: columns, values: Array(repeating: value, count: rows * columns))
    }

    /// Creates a matrix from its elements, row by row; the count must be `rows × columns`.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(rows >= 0 && columns >= 0, "a matrix has no negative size")
        precondition(values.count == rows * columns, "one value per row and column")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// The element in `row` and `column`.
    public subscript(row: Int, column: Int) -> Float {
        get {
            precondition(column < columns, "column in range")
            return values[row * columns + column]
        }
        set {
            precondition(column < columns, "column in range")
            values[row * columns + column] = newValue
        }
    }

    /// The elements of one row.
    public subscript(row row: Int) -> ArraySlice<Float> {
        get { values[row * columns..<(row + 1) * columns] }
        set {
            precondition(newValue.count == columns, "a row keeps its length")
            values.replaceSubrange(row * columns..<(row + 1) * columns, with: newValue)
        }
    }

    /// The matrix with rows and columns exchanged.
    public var transposed: Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for row in 0..<rows {
            for column in 0..<columns {
                result.values[column * rows + row] = values[row * columns + column]
            }
        }
        return result
    }

    /// The rows of `range` as a matrix.
    public func rows(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: range.count, columns: columns,
            values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
    }

    /// The same elements in order, cut into rows of another length.
    public func reshaped(rows: Int, columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns, values: values)
    }

    /// This matrix with the rows of `other` below it.
    public func appending(_ other: Matrix) -> Matrix {
        precondition(columns == other.columns, "rows of one length")
        return Matrix(rows: rows + other.rows, columns: columns, values: values + other.values)
    }

    /// Calls `body` with the elements, for kernels.
    func withPointer<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result {
        values.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("an array has storage") }
            return body(base)
        }
    }

    /// Calls `body` with the elements for writing, for kernels.
    mutating func withMutablePointer<Result>(_ body: (UnsafeMutablePointer<Float>) -> Result) -> Result {
        values.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("an array has storage") }
            return body(base)
        }
    }
}

extension Matrix {
    /// Adds one vector to every row.
    public mutating func addToRows(_ vector: [Float]) {
        addRepeating(Matrix(rows: 1, columns: vector.count, values: vector))
    }

    /// Adds `block` to this matrix as often as it fits, one copy below the other.
    public mutating func addRepeating(_ block: Matrix) {
        precondition(columns == block.columns, "rows of one length")
        precondition(block.rows > 0 && rows % block.rows == 0, "whole copies")
        let (total, period) = (values.count, block.values.count)
        block.withPointer { block in
            withMutablePointer { x in
                for start in stride(from: 0, to: total, by: max(1, period)) {
                    for i in 0..<period { x[start &+ i] += block[i] }
                }
            }
        }
    }
}

extension Matrix {
    /// Adds `other`, of the same shape, element by element.
    public mutating func add(_ other: Matrix) {
        precondition(rows == other.rows && columns == other.columns, "equal shapes")
        let count = values.count
        other.values.withUnsafeBufferPointer { other in
            withMutablePointer { mine in
                for i in 0..<count { mine[i] += other[i] }
            }
        }
    }
}
