import CBLAS
import Diagnostics
import Libraries

/// The one place that calls OpenBLAS, for its LAPACK: products are our own (`Products`).
///
/// OpenBLAS' own threads would spin and fight with ours, so every call runs on the thread that makes it. With one
/// thread the order of additions depends on the shapes alone: the same matrix gives the same bytes every time on one
/// kind of machine.
enum BLAS {
    /// Set up once, before the first call.
    private static let oneThread: Result<Void, Problem> = Result { () throws(Problem) in
        try Library.blas.load()
        openblas_set_num_threads(1)
    }

    /// Loads OpenBLAS and sets it up, if that has not been done yet.
    static func start() throws(Problem) { try oneThread.get() }

    /// Diagonalises the symmetric matrix `a` [size, size] in place: eigenvector i becomes row i (if `vectors`), and
    /// `values` the eigenvalues, ascending.
    ///
    /// Source: LAPACK's `dsyevd` (divide and conquer). What is a column to Fortran is a row to us.
    ///
    /// - Returns: Whether it converged, which it does for finite numbers.
    static func diagonalize(
        _ a: inout [Double], values: inout [Double], size: Int, vectors: Bool
    ) -> Bool {
        if case .failure(let problem) = oneThread { preconditionFailure(problem.description) }
        guard size > 0 else { return true }
        var job = CChar(UInt8(ascii: vectors ? "V" : "N"))
        var half = CChar(UInt8(ascii: "U"))
        var n = Int32(size)
        var code: Int32 = 0
        // First asked how much room it wants, then done.
        var work = [0.0]
        var integers: [Int32] = [0]
        var lengths: (Int32, Int32) = (-1, -1)
        for _ in 0..<2 {
            dsyevd_(
                &job, &half, &n, &a, &n, &values, &work, &lengths.0, &integers, &lengths.1, &code, 1, 1)
            guard code == 0 else { return false }
            guard lengths.0 == -1 else { break }
            lengths = (Int32(work[0]), integers[0])
            work = [Double](repeating: 0, count: Int(lengths.0))
            integers = [Int32](repeating: 0, count: Int(lengths.1))
        }
        return true
    }
}
