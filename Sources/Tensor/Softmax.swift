import RealModule

extension Matrix {
    /// Replaces every row by its softmax: e^x over the row's sum of e^x.
    ///
    /// The row's largest element is taken off first, so that nothing overflows.
    public mutating func applySoftmax() {
        let (rows, columns) = (rows, columns)
        guard columns > 0 else { return }
        withMutablePointer { Kernels.best.softmax($0, rows: rows, columns: columns, scale: 1) }
    }

    /// The definition of ``applySoftmax()``, in `Double`.
    public mutating func applySoftmaxReference() {
        for row in 0..<rows {
            let x = self[row: row].map(Double.init)
            let largest = x.max() ?? 0
            let powers = x.map { Double.exp($0 - largest) }
            let sum = powers.reduce(0, +)
            self[row: row] = ArraySlice(powers.map { Float($0 / sum) })
        }
    }
}
