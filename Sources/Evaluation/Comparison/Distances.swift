import Motion

/// Distances between continuations of one length, aligned at the context's end.
enum Distances {
    /// Times after the join up to which the best-of error is stated, s.
    static let horizons = [0.5, 1, 2, 4]

    /// Mean distance of joints over frames and joints, m.
    static func between(_ a: [SIMD3<Double>], _ b: [SIMD3<Double>]) -> Double {
        var sum = 0.0
        for index in a.indices { sum += (a[index] - b[index]).length }
        return sum / Double(max(a.count, 1))
    }

    /// Mean distance over all pairs of different continuations; 0 for fewer than two.
    static func meanPairwise(_ continuations: [[SIMD3<Double>]]) -> Double {
        let count = continuations.count
        var sum = 0.0
        for i in 0..<count { for j in 0..<i { sum += between(continuations[i], continuations[j]) } }
        return sum / Double(max(count * (count - 1) / 2, 1))
    }

    /// Mean distance among the proposals of a context, over all contexts, relative to that between real continuations
    /// of different ones; nil where there is one proposal or one context.
    static func spread(_ proposals: [[Findings]], real: [Findings]) -> Double? {
        guard (proposals.first?.count ?? 0) > 1, real.count > 1 else { return nil }
        let inside = proposals.map { meanPairwise($0.map(\.places)) }.mean
        let apart = meanPairwise(real.map(\.places))
        return apart > 0 ? inside / apart : nil
    }

    /// Smallest distance of a context's proposals to what really followed, up to each of ``horizons``, mean over
    /// contexts, m.
    static func bestOf(_ proposals: [[Findings]], real: [Findings]) -> [Double] {
        let errors = zip(proposals, real).map { row, truth in
            let each = row.map { error(of: $0.places, to: truth.places) }
            return horizons.indices.map { horizon in each.map { $0[horizon] }.min() ?? .nan }
        }
        return errors.transposed.map(\.mean)
    }

    /// Mean distance of joints up to each horizon.
    private static func error(of a: [SIMD3<Double>], to b: [SIMD3<Double>]) -> [Double] {
        var sum = 0.0
        var done = 0
        return horizons.map { seconds in
            let end = min(Int((seconds * Movement.rate).rounded()) * Movement.joints, a.count)
            for index in done..<end { sum += (a[index] - b[index]).length }
            done = end
            return sum / Double(end)
        }
    }
}
