import RealModule
import Tensor

extension [Double] {
    /// The mean; 0 of nothing.
    var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }

    /// The standard deviation of the values themselves (divided by their number); 0 of nothing.
    var deviation: Double {
        let mean = mean
        return isEmpty ? 0 : (reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
    }

    /// The value below which `percent` of the values lie, between the two nearest; not a number for nothing.
    func percentile(_ percent: Double) -> Double {
        guard !isEmpty else { return .nan }
        let sorted = sorted()
        let place = percent / 100 * Double(count - 1)
        let low = Int(place)
        let next = Swift.min(low + 1, count - 1)
        return sorted[low] + (sorted[next] - sorted[low]) * (place - Double(low))
    }

    /// The middle value.
    var median: Double { percentile(50) }
}

extension [[Double]] {
    /// Rows and columns exchanged; all rows are equally long.
    var transposed: [[Double]] {
        guard let width = first?.count else { return [] }
        return (0..<width).map { column in map { $0[column] } }
    }
}

/// Where 95 % of values lie.
struct Interval: Sendable, Equatable {
    var low: Double
    var high: Double

    init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// The middle 95 % of the values that are finite; nil for none.
    init?(covering values: [Double]) {
        let finite = values.filter(\.isFinite)
        guard !finite.isEmpty else { return nil }
        low = finite.percentile(2.5)
        high = finite.percentile(97.5)
    }
}

/// Random choices that are the same in every version of the program.
extension Xoshiro256 {
    /// A whole number of 0 ..< `count`.
    mutating func below(_ count: Int) -> Int { min(Int(unit() * Double(count)), count - 1) }

    /// The numbers 0 ..< `count` in random order.
    ///
    /// Source: Durstenfeld, "Algorithm 235: random permutation", 1964.
    mutating func permutation(_ count: Int) -> [Int] {
        var result = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) { result.swapAt(last, below(last + 1)) }
        return result
    }

    /// The generator of the `index`-th piece of a work that is begun with `seed`.
    static func piece(_ index: Int, of seed: UInt64) -> Xoshiro256 {
        var first = Xoshiro256(seed: seed)
        return Xoshiro256(seed: first.next() &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
    }
}

/// Which clip each window comes from: what bootstraps and halves are drawn by.
struct ClipLabels: Sendable {
    /// The label of each window.
    let labels: [Int]
    /// The windows of each clip.
    let rows: [[Int]]

    init(_ labels: [Int]) {
        self.labels = labels
        rows = Set(labels).sorted().map { name in labels.indices.filter { labels[$0] == name } }
    }

    /// Windows of as many clips as there are, drawn with replacement.
    func resample(_ generator: inout Xoshiro256) -> [Int] {
        rows.indices.flatMap { _ in rows[generator.below(rows.count)] }
    }

    /// Two halves of the windows, split by clip and made equally large; nil where there is one clip only.
    ///
    /// Clips are dealt in random order until half of the windows are out; the larger half then loses some at random.
    func halves(_ generator: inout Xoshiro256) -> ([Int], [Int])? {
        guard rows.count > 1 else { return nil }
        let order = generator.permutation(rows.count)
        var dealt = 0
        var best = (count: 1, distance: Double.infinity)
        for (index, clip) in order.dropLast().enumerated() {
            dealt += rows[clip].count
            let distance = abs(Double(dealt) - Double(labels.count) / 2)
            if distance < best.distance { best = (index + 1, distance) }
        }
        let first = order[..<best.count].flatMap { rows[$0] }
        let second = order[best.count...].flatMap { rows[$0] }
        let size = min(first.count, second.count)
        return (
            generator.permutation(first.count).prefix(size).map { first[$0] },
            generator.permutation(second.count).prefix(size).map { second[$0] }
        )
    }
}
