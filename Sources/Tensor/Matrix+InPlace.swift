extension Matrix {
    /// Takes over the elements of `other`, of the same shape, into the memory that is there.
    public mutating func assign(_ other: Matrix) {
        precondition(rows == other.rows && columns == other.columns, "equal shapes")
        let count = values.count
        other.withPointer { other in withMutablePointer { $0.update(from: other, count: count) } }
    }

    /// Sets this matrix to a · x + b · y, of whose rows those from `first` on are taken; allocates nothing.
    ///
    /// Where rows are marked, only these are set.
    public mutating func assignMix(
        _ a: Float, _ x: Matrix, _ b: Float, _ y: Matrix, from first: Int = 0, where isSet: [Bool]? = nil
    ) {
        let (rows, columns) = (self.rows, self.columns)
        precondition(rows == x.rows && columns == x.columns && columns == y.columns, "equal shapes")
        precondition(first >= 0 && first + rows <= y.rows, "rows that there are")
        precondition(isSet.map { $0.count == rows } ?? true, "a mark a row")
        x.withPointer { x in
            y.withPointer { y in
                withMutablePointer { z in
                    for row in 0..<rows where isSet?[row] ?? true {
                        let start = row * columns
                        Kernels.best.mix(
                            x + start, a, y + first * columns + start, b, into: z + start, count: columns)
                    }
                }
            }
        }
    }

    /// Sets a · this + b · y; allocates nothing.
    public mutating func mix(_ a: Float, with y: Matrix, _ b: Float) {
        precondition(rows == y.rows && columns == y.columns, "equal shapes")
        let count = values.count
        y.withPointer { y in
            withMutablePointer { Kernels.best.mix($0, a, y, b, into: $0, count: count) }
        }
    }
}
