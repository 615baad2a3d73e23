import Diagnostics
package import Tensor

/// Movement as a uniform cubic B-spline: a control point every few frames, twice continuously differentiable by
/// construction.
///
/// Control point k sits in the middle of its frames, at frame s·k + (s − 1)/2 for s frames a point. Points beyond
/// the ends continue the last two in a straight line, so that standing still and even travel are kept exactly.
///
/// Source: de Boor, "A practical guide to splines", 1978.
package struct Spline: Sendable, Equatable {
    /// Frames from control points, shape [frames, points].
    ///
    /// A checkpoint may have folded a low-pass of the control points into it, against tremor.
    let basis: Matrix
    /// Control points of the whole context alone by least squares, shape [context points, context frames].
    let contextFit: Matrix

    /// Takes the matrices from a checkpoint.
    ///
    /// Makes sure that the context is fitted as defined here, since shorter contexts are, and that frames are
    /// weighted means of control points, so that standing still is kept.
    init(from file: Safetensors, _ sizes: Configuration) throws(Problem) {
        basis = try file.matrix("spline.basis", rows: sizes.frames, columns: sizes.points)
        contextFit = try file.matrix(
            "spline.contextFit", rows: sizes.contextPoints, columns: sizes.contextFrames)
        _ = try file.matrix("spline.fit", rows: sizes.points, columns: sizes.frames)
        let defined = Self.fit(frames: sizes.contextFrames, points: sizes.contextPoints)
        let isFitted = zip(contextFit.values, defined.values).allSatisfy { abs($0 - $1) < 1e-4 }
        let isMean = (0..<sizes.frames).allSatisfy { abs(basis[row: $0].reduce(0, +) - 1) < 1e-4 }
        guard isFitted, isMean else {
            throw file.unfit(
                "the checkpoint uses another spline", expected: "uniform cubic B-splines",
                found: "other matrices")
        }
    }

    /// Control points of the last `frames` of a context, alone, by least squares, shape [points, frames].
    func contextFit(frames: Int) -> Matrix {
        frames == contextFit.columns
            ? contextFit : Self.fit(frames: frames, points: frames * contextFit.rows / contextFit.columns)
    }

    /// β(r): a control point's share in a frame `r` points away.
    static func weight(_ r: Double) -> Double {
        let r = abs(r)
        if r < 1 { return 2.0 / 3 - r * r + r * r * r / 2 }
        return r < 2 ? (2 - r) * (2 - r) * (2 - r) / 6 : 0
    }

    /// The matrix B [frames, points] with frames = B · points.
    package static func basis(frames: Int, points: Int) -> Matrix {
        let rows = doubleBasis(frames: frames, points: points)
        return Matrix(rows: frames, columns: points, values: rows.flatMap { $0.map(Float.init) })
    }

    private static func doubleBasis(frames: Int, points: Int) -> [[Double]] {
        precondition(points >= 2 && frames % points == 0, "two points or more, each with as many frames")
        let spacing = Double(frames / points)
        return (0..<frames).map { frame in
            let u = (Double(frame) - (spacing - 1) / 2) / spacing
            var row = (0..<points).map { weight(u - Double($0)) }
            // A point n beyond an end is (n + 1) · last − n · last but one.
            for n in 1...2 {
                let head = weight(u + Double(n))
                row[0] += Double(n + 1) * head
                row[1] -= Double(n) * head
                let tail = weight(u - Double(points - 1 + n))
                row[points - 1] += Double(n + 1) * tail
                row[points - 2] -= Double(n) * tail
            }
            return row
        }
    }

    /// The matrix P = (BᵀB)⁻¹Bᵀ [points, frames]: the control points nearest to given frames.
    ///
    /// BᵀB is positive definite with two or more frames a point, so Cholesky's factorisation solves it.
    ///
    /// - Complexity: O(points² · frames).
    package static func fit(frames: Int, points: Int) -> Matrix {
        let b = doubleBasis(frames: frames, points: points)
        var lower = Array(repeating: Array(repeating: 0.0, count: points), count: points)
        for i in 0..<points {
            for j in 0...i {
                var sum = b.reduce(0.0) { $0 + $1[i] * $1[j] }
                for k in 0..<j { sum -= lower[i][k] * lower[j][k] }
                lower[i][j] = i == j ? sum.squareRoot() : sum / lower[j][j]
            }
        }
        var result = Matrix(rows: points, columns: frames)
        for (frame, row) in b.enumerated() {
            var x = row
            for i in 0..<points {
                for k in 0..<i { x[i] -= lower[i][k] * x[k] }
                x[i] /= lower[i][i]
            }
            for i in (0..<points).reversed() {
                for k in i + 1..<points { x[i] -= lower[k][i] * x[k] }
                x[i] /= lower[i][i]
            }
            for i in 0..<points { result[i, frame] = Float(x[i]) }
        }
        return result
    }
}
