import Cores
import Tensor

/// The Fréchet distance between two samples, extrapolated to infinite size, with intervals over clips.
enum FrechetDistance {
    /// Shares of the windows through whose distances the line of the extrapolation is laid.
    private static let shares = [1.0, 0.8, 0.65, 0.5]
    /// Random subsets of each size, and within a bootstrap.
    private static let draws = 16
    private static let fewDraws = 2
    /// Fewer windows or clips than these make a hint, not a figure.
    static let fewWindows = 100
    static let fewClips = 15

    /// A value with the interval that 95 % of its resamples fall into.
    typealias Estimate = (value: Double, interval: Interval?)

    /// The distance of two Gaussians with the samples' means and plain covariances.
    ///
    /// |difference of means|² + trace(A + B − 2 (AB)^½); the trace of the root comes from the eigenvalues of A^½ B A^½,
    /// which is symmetric. Not a number for fewer than two windows.
    ///
    /// Source: Heusel et al., "GANs trained by a two time-scale update rule converge to a local Nash equilibrium",
    /// NeurIPS 2017.
    ///
    /// - Parameter rows: Which windows of both count, with repeats.
    static func plain(_ a: [[Double]], _ b: [[Double]], rows: [Int]) -> Double {
        between(Moments(of: a, rows: rows), Moments(of: b, rows: rows))
    }

    /// As ``plain(_:_:rows:)``, of all windows of both.
    static func plain(_ a: [[Double]], _ b: [[Double]]) -> Double {
        between(Moments(of: a, rows: Array(a.indices)), Moments(of: b, rows: Array(b.indices)))
    }

    private static func between(_ a: Moments, _ b: Moments) -> Double {
        let size = a.mean.count
        guard let root = a.root else { return .nan }
        let product = multiply(multiply(root, b.covariance, size), root, size)
        guard let eigen = SymmetricEigen(of: product, size: size, vectors: false) else { return .nan }
        let cross = eigen.values.reduce(0) { $0 + max($1, 0).squareRoot() }
        let shift = zip(a.mean, b.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return shift + a.trace + b.trace - 2 * cross
    }

    /// The distance at infinite size: where a line through value against 1/n meets zero.
    ///
    /// Both samples shrink together, so that a window is compared with its own proposal.
    static func extrapolated(
        _ a: [[Double]], _ b: [[Double]], rows: [Int], draws: Int, _ generator: inout Xoshiro256
    ) -> Double {
        var points: [(x: Double, y: Double)] = []
        for share in shares {
            let size = Int((share * Double(rows.count)).rounded())
            var values: [Double] = []
            for _ in 0..<(size == rows.count ? 1 : draws) {
                let chosen =
                    size == rows.count
                    ? rows : generator.permutation(rows.count).prefix(size).map { rows[$0] }
                values.append(plain(a, b, rows: chosen))
            }
            points.append((1 / Double(size), values.mean))
        }
        let (x, y) = (points.map(\.x).mean, points.map(\.y).mean)
        let spread = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
        let slope = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / spread
        return y - slope * x
    }

    /// The distance between real continuations and proposals, one proposal a window in turn, averaged over the turns;
    /// the interval is a bootstrap over clips.
    ///
    /// - Parameters:
    ///   - real: Projected vectors, one a window.
    ///   - turns: Projected vectors of proposals, shape [turns][windows].
    static func between(
        real: [[Double]], turns: [[[Double]]], clips: ClipLabels, seed: UInt64, resamples: Int
    ) -> Estimate {
        @Sendable func overTurns(_ rows: [Int], _ draws: Int, _ generator: inout Xoshiro256) -> Double {
            var values: [Double] = []
            for turn in turns {
                values.append(extrapolated(real, turn, rows: rows, draws: draws, &generator))
            }
            return values.mean
        }
        var generator = Xoshiro256.piece(0, of: seed)
        let value = overTurns(Array(real.indices), draws, &generator)
        let samples = concurrentMap(count: resamples) { index in
            var generator = Xoshiro256.piece(index + 1, of: seed)
            return overTurns(clips.resample(&generator), fewDraws, &generator)
        }
        return (value, Interval(covering: samples))
    }

    /// The distance between halves of the real continuations, split by clip: mean and range over random splits; nil
    /// where the halves are too small.
    static func realAgainstReal(
        _ real: [[Double]], clips: ClipLabels, seed: UInt64, splits: Int
    ) -> Estimate? {
        let values = concurrentMap(count: splits) { index -> Double? in
            var generator = Xoshiro256.piece(index, of: seed)
            guard let (first, second) = clips.halves(&generator), first.count >= 2 * Projection.components
            else { return nil }
            // Row i of the one goes with row i of the other.
            return extrapolated(
                first.map { real[$0] }, second.map { real[$0] }, rows: Array(first.indices), draws: fewDraws,
                &generator)
        }
        guard !values.contains(nil) else { return nil }
        let found = values.compactMap { $0 }
        return (found.mean, Interval(covering: found))
    }

    fileprivate static func multiply(_ a: [Double], _ b: [Double], _ size: Int) -> [Double] {
        var result = [Double](repeating: 0, count: size * size)
        for i in 0..<size {
            for k in 0..<size {
                let factor = a[i * size + k]
                for j in 0..<size { result[i * size + j] += factor * b[k * size + j] }
            }
        }
        return result
    }
}

/// Mean and covariance of a sample.
private struct Moments {
    let mean: [Double]
    /// Shape [features, features]; divided by one less than the number of windows.
    let covariance: [Double]

    init(of vectors: [[Double]], rows: [Int]) {
        let size = vectors.first?.count ?? 0
        var mean = [Double](repeating: 0, count: size)
        for row in rows { for i in 0..<size { mean[i] += vectors[row][i] } }
        for i in 0..<size { mean[i] /= Double(rows.count) }
        var covariance = [Double](repeating: 0, count: size * size)
        var apart = mean
        for row in rows {
            for i in 0..<size { apart[i] = vectors[row][i] - mean[i] }
            for i in 0..<size { for j in 0...i { covariance[i * size + j] += apart[i] * apart[j] } }
        }
        for i in 0..<size {
            for j in 0...i {
                covariance[i * size + j] /= Double(rows.count - 1)
                covariance[j * size + i] = covariance[i * size + j]
            }
        }
        self.mean = mean
        self.covariance = covariance
    }

    var trace: Double { mean.indices.reduce(0) { $0 + covariance[$1 * mean.count + $1] } }

    /// The symmetric root of the covariance; nil where it is not finite.
    var root: [Double]? {
        let size = mean.count
        guard let eigen = SymmetricEigen(of: covariance, size: size) else { return nil }
        var scaled = [Double](repeating: 0, count: size * size)
        var turned = scaled
        for index in 0..<size {
            let factor = max(eigen.values[index], 0).squareRoot()
            for i in 0..<size {
                scaled[i * size + index] = factor * eigen.vectors[index * size + i]
                turned[index * size + i] = eigen.vectors[index * size + i]
            }
        }
        return FrechetDistance.multiply(scaled, turned, size)
    }
}
