import Cores

/// FID and Div as papers on dance generation state them: standardised by the real windows, one proposal a window in
/// turn, averaged over the turns.
///
/// A feature that is constant in the real windows is left out, where the papers divide by almost nothing.
struct Legacy {
    /// Fréchet distance between real windows and proposals.
    let distance: Double
    /// Mean distance over all pairs of proposals of one turn.
    let diversity: Double

    /// Compares features, real [windows] and proposals [turns][windows].
    init(_ real: [[Double]], _ turns: [[[Double]]]) {
        let columns = real.transposed
        let varying = columns.indices.filter { columns[$0].deviation > 1e-9 }
        let (means, scales) = (columns.map(\.mean), columns.map(\.deviation))
        @Sendable func standard(_ rows: [[Double]]) -> [[Double]] {
            rows.map { row in varying.map { (row[$0] - means[$0]) / scales[$0] } }
        }
        let truth = standard(real)
        let values = concurrentMap(count: turns.count) { index in
            let turn = standard(turns[index])
            return (FrechetDistance.plain(truth, turn), Self.meanDistance(turn))
        }
        distance = values.map(\.0).mean
        diversity = values.map(\.1).mean
    }

    private static func meanDistance(_ points: [[Double]]) -> Double {
        var sum = 0.0
        var pairs = 0.0
        for i in points.indices {
            for j in 0..<i {
                sum += zip(points[i], points[j]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
                pairs += 1
            }
        }
        return sum / max(pairs, 1)
    }
}
