import CBLAS

extension BLAS {
    /// sum ← sum + rowsᵀ · rows, for `rows` [count, columns] and `sum` [columns, columns], in `Double`.
    static func addSquare(of rows: [Double], columns: Int, to sum: inout [Double]) {
        let count = rows.count / max(1, columns)
        guard count > 0 else { return }
        cblas_dgemm(
            CblasRowMajor, CblasTrans, CblasNoTrans, blasint(columns), blasint(columns), blasint(count), 1,
            rows, blasint(columns), rows, blasint(columns), 1, &sum, blasint(columns))
    }
}
