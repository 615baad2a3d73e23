import Cores
import Tensor

/// Whether a nearest neighbour can tell proposals from real continuations: 0.5 is the ideal, 1 means always.
///
/// Source: Lopez-Paz and Oquab, "Revisiting classifier two-sample tests", ICLR 2017.
enum TwoSample {
    /// Squared distances among points; those of one clip are out of each other's reach.
    ///
    /// A proposal is otherwise nearest to what really followed its own context.
    private static func distances(_ points: [[Double]], clips: [Int]) -> [Double] {
        let count = points.count
        var result = [Double](repeating: .infinity, count: count * count)
        for i in 0..<count {
            for j in 0..<i where clips[i] != clips[j] {
                var sum = 0.0
                for (a, b) in zip(points[i], points[j]) { sum += (a - b) * (a - b) }
                result[i * count + j] = sum
                result[j * count + i] = sum
            }
        }
        return result
    }

    /// Leave-one-out accuracy of 1-nearest-neighbour classification, real against proposals.
    ///
    /// - Parameters:
    ///   - real: Standardised vectors, one a window.
    ///   - turns: Those of proposals, shape [turns][windows]; the accuracy is averaged over turns.
    ///   - clips: Where the windows are from; the interval is a bootstrap over clips.
    static func accuracy(
        real: [[Double]], turns: [[[Double]]], clips: ClipLabels, seed: UInt64, resamples: Int
    ) -> (value: Double, interval: Interval?) {
        let count = real.count
        let tables = concurrentMap(count: turns.count) { turn in
            distances(real + turns[turn], clips: clips.labels + clips.labels)
        }
        @Sendable func overTurns(_ rows: [Int]) -> Double {
            var weights = [Double](repeating: 0, count: count)
            for row in rows { weights[row] += 1 }
            return tables.map { accuracy($0, weights: weights + weights) { $0 < count } }.mean
        }
        let samples = concurrentMap(count: resamples) { index in
            var generator = Xoshiro256.piece(index, of: seed)
            return overTurns(clips.resample(&generator))
        }
        return (overTurns(Array(0..<count)), Interval(covering: samples))
    }

    /// The same for two halves of the real windows, split by clip: mean and range over random splits.
    static func realAgainstReal(
        _ real: [[Double]], clips: ClipLabels, seed: UInt64, splits: Int
    ) -> (value: Double, interval: Interval?)? {
        let table = distances(real, clips: clips.labels)
        let values = concurrentMap(count: splits) { index -> Double? in
            var generator = Xoshiro256.piece(index, of: seed)
            guard let (first, second) = clips.halves(&generator) else { return nil }
            let side = Set(first)
            var weights = [Double](repeating: 0, count: real.count)
            for row in first + second { weights[row] = 1 }
            return accuracy(table, weights: weights) { side.contains($0) }
        }
        guard !values.contains(nil) else { return nil }
        let found = values.compactMap { $0 }
        return (found.filter(\.isFinite).mean, Interval(covering: found))
    }

    /// Weighted share of points whose nearest neighbour is on their own side; points without any do not count.
    private static func accuracy(
        _ distances: [Double], weights: [Double], isFirst: (Int) -> Bool
    ) -> Double {
        let count = weights.count
        let present = weights.indices.filter { weights[$0] > 0 }
        var right = 0.0
        var all = 0.0
        for point in present {
            var nearest = (distance: Double.infinity, index: -1)
            for other in present where distances[point * count + other] < nearest.distance {
                nearest = (distances[point * count + other], other)
            }
            guard nearest.index >= 0 else { continue }
            all += weights[point]
            if isFirst(nearest.index) == isFirst(point) { right += weights[point] }
        }
        return all > 0 ? right / all : .nan
    }
}
