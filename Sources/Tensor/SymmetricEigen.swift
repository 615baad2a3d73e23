public import Diagnostics

/// Eigenvalues and eigenvectors of a symmetric matrix, in `Double`.
///
/// Principal components, whitening and roots of covariances come from these. The signs of eigenvectors mean nothing.
/// The same matrix gives the same bytes every time on one kind of machine.
public struct SymmetricEigen: Sendable {
    /// The eigenvalues, ascending.
    public let values: [Double]
    /// The eigenvectors, of unit length: vector i is elements `i · size ..< (i + 1) · size`; empty if not asked for.
    public let vectors: [Double]

    /// Loads OpenBLAS, whose LAPACK diagonalises; else the first matrix does.
    ///
    /// Whoever takes work from a person calls this first: it throws where a matrix could only end the program.
    ///
    /// - Throws: ``Problem`` that names the package to install when OpenBLAS is missing.
    public static func prepare() throws(Problem) { try BLAS.start() }

    /// Diagonalises a symmetric matrix by OpenBLAS on this thread; nil where it holds a number that is not finite.
    ///
    /// OpenBLAS must be there (``prepare()``).
    ///
    /// - Parameters:
    ///   - matrix: Elements row by row; only one half is looked at.
    ///   - size: Number of rows, and of columns.
    ///   - vectors: Whether the eigenvectors are wanted: without them it takes about a third of the time.
    /// - Complexity: O(size³).
    public init?(of matrix: [Double], size: Int, vectors: Bool = true) {
        precondition(matrix.count == size * size, "a square matrix")
        guard matrix.allSatisfy(\.isFinite) else { return nil }
        var work = matrix
        var values = [Double](repeating: 0, count: size)
        guard BLAS.diagonalize(&work, values: &values, size: size, vectors: vectors) else { return nil }
        self.values = values
        self.vectors = vectors ? work : []
    }

    /// The definition: Jacobi's rotations until nothing is left beside the diagonal.
    ///
    /// Source: Golub and Van Loan, "Matrix computations", 4th edition 2013, section 8.5.
    public init(referenceOf matrix: [Double], size n: Int) {
        precondition(matrix.count == n * n, "a square matrix")
        var a = matrix
        var v = [Double](repeating: 0, count: n * n)
        for i in 0..<n { v[i * n + i] = 1 }
        let scale = a.reduce(0) { $0 + $1 * $1 }
        for _ in 0..<60 {
            var rest = 0.0
            for p in 0..<n { for q in p + 1..<max(n, p + 1) { rest += a[p * n + q] * a[p * n + q] } }
            guard rest > 1e-30 * scale else { break }
            for p in 0..<n {
                for q in p + 1..<max(n, p + 1) where a[p * n + q] != 0 {
                    let tau = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q])
                    let t = (tau < 0 ? -1 : 1) / (abs(tau) + (1 + tau * tau).squareRoot())
                    let c = 1 / (1 + t * t).squareRoot()
                    let s = t * c
                    for k in 0..<n {
                        let (x, y) = (a[k * n + p], a[k * n + q])
                        a[k * n + p] = c * x - s * y
                        a[k * n + q] = s * x + c * y
                    }
                    for k in 0..<n {
                        let (x, y) = (a[p * n + k], a[q * n + k])
                        a[p * n + k] = c * x - s * y
                        a[q * n + k] = s * x + c * y
                        let (f, g) = (v[p * n + k], v[q * n + k])
                        v[p * n + k] = c * f - s * g
                        v[q * n + k] = s * f + c * g
                    }
                }
            }
        }
        let order = (0..<n).sorted { a[$0 * n + $0] < a[$1 * n + $1] }
        values = order.map { a[$0 * n + $0] }
        vectors = order.flatMap { v[$0 * n..<($0 + 1) * n] }
    }
}
