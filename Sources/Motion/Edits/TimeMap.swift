/// Which moment of a phrase is shown when: smooth, and always onward.
///
/// Between the moments that are given, time follows the monotone cubic through them, so that speed never jumps and
/// never turns back.
///
/// Source: Fritsch, Carlson, "Monotone piecewise cubic interpolation", SIAM Journal on Numerical Analysis 1980; slopes
/// at the moments by Fritsch and Butland's harmonic mean, 1984.
public struct TimeMap: Sendable, Equatable {
    /// Seconds in the result of each given moment, rising.
    public let result: [Double]
    /// Seconds in the source of each, rising.
    public let source: [Double]
    private let slopes: [Double]

    /// Creates a map through moments; nil unless both times rise from one to the next.
    ///
    /// - Parameter moments: At least two, by time.
    public init?(_ moments: [(source: Double, result: Double)]) {
        guard moments.count >= 2,
            zip(moments, moments.dropFirst()).allSatisfy({
                $1.source - $0.source > 1e-9 && $1.result - $0.result > 1e-9
            })
        else { return nil }
        result = moments.map(\.result)
        source = moments.map(\.source)
        let n = moments.count
        let widths = (1..<n).map { moments[$0].result - moments[$0 - 1].result }
        let chords = (1..<n).map { (moments[$0].source - moments[$0 - 1].source) / widths[$0 - 1] }
        slopes = (0..<n).map { i in
            if n == 2 { return chords[0] }
            if i == 0 { return Self.endSlope(chords[0], chords[1], widths[0], widths[1]) }
            if i == n - 1 { return Self.endSlope(chords[n - 2], chords[n - 3], widths[n - 2], widths[n - 3]) }
            let (before, after) = (2 * widths[i] + widths[i - 1], widths[i] + 2 * widths[i - 1])
            return (before + after) / (before / chords[i - 1] + after / chords[i])
        }
    }

    /// A map of an even pace, in which `seconds` of the source take as many of the result as are given.
    public init(stretching seconds: Double, to length: Double) {
        let pace = length > 0 ? seconds / length : 1
        (result, source, slopes) = ([0, max(length, 1e-9)], [0, max(seconds, 1e-9)], [pace, pace])
    }

    /// The slope at an end from two chords, kept small enough that time does not turn back.
    private static func endSlope(_ near: Double, _ next: Double, _ width: Double, _ nextWidth: Double)
        -> Double
    {
        let slope = ((2 * width + nextWidth) * near - width * next) / (width + nextWidth)
        return min(max(slope, 0), 3 * near)
    }

    /// The moment of the source that is shown at `time` of the result; beyond the ends, the end.
    public func source(at time: Double) -> Double {
        guard time > result[0] else { return source[0] }
        guard time < result[result.count - 1] else { return source[source.count - 1] }
        // The stretch that holds `time`, by halving.
        var (low, high) = (0, result.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if result[middle] <= time { low = middle } else { high = middle }
        }
        let width = result[high] - result[low]
        let t = (time - result[low]) / width
        let (t2, t3) = (t * t, t * t * t)
        return source[low] * (1 - 3 * t2 + 2 * t3) + source[high] * (3 * t2 - 2 * t3)
            + width * (slopes[low] * (t - 2 * t2 + t3) + slopes[high] * (t3 - t2))
    }
}
