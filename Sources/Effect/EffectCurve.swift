public import Diagnostics
public import Motion
import RealModule

/// How much each moment of a phrase shows one of Laban's Efforts: a line under a time line.
///
///     for curve in try EffectCurve.efforts(of: phrase) { draw(curve.name, curve.values) }
///
/// A moment is seen with what is around it, about half a second: an effort is not a matter of one frame. All phrases
/// are drawn on one scale, so that curves can be laid side by side.
public struct EffectCurve: Sendable, Equatable {
    /// Which part of a profile it unrolls.
    public let key: EffectKey
    /// What it is called, and the two ends of its scale, low and high: Time, sustained, sudden.
    public let words: (name: String, low: String, high: String)
    /// How far to believe it.
    public let evidence: Evidence
    /// One value every 1/30 s, 0 (low) to 1 (high).
    public let values: [Double]

    /// The curves of Weight, Time, Space and Flow.
    ///
    /// - Parameter phrase: On the canonical skeleton, floor at 0, 24 to 120 frames per second.
    /// - Throws: `Problem` when the phrase is shorter than 0.3 s or a joint's place is not finite.
    /// - Complexity: O(frames × joints); about a millisecond per second of movement.
    public static func efforts(of phrase: Clip) throws(Problem) -> [EffectCurve] {
        let movement = try Movement(phrase)
        let windows = Windows(covering: 0..<movement.frameCount)
        return scales.map { scale in
            let series = Survey(scale.measure, of: movement, in: windows).series
            return EffectCurve(
                key: scale.measure.definition.key, words: scale.words,
                evidence: scale.measure.definition.evidence,
                values: smooth(series).map(scale.share(of:)))
        }
    }

    /// Two curves are the same when they show the same.
    public static func == (a: EffectCurve, b: EffectCurve) -> Bool {
        a.key == b.key && a.values == b.values
    }

    /// An effort with the words for it and the range of its moments.
    private struct Scale {
        var measure: any Measure
        var words: (name: String, low: String, high: String)
        /// What moments of dance reach: about the lowest and the highest twentieth of our own motions'.
        var range: ClosedRange<Double>

        /// Where a value lies on the scale, 0 to 1.
        func share(of value: Double) -> Double {
            min(max((value - range.lowerBound) / (range.upperBound - range.lowerBound), 0), 1)
        }
    }

    private static let scales = [
        Scale(measure: Weight(), words: ("Weight", "light", "strong"), range: -6...8),
        Scale(measure: Time(), words: ("Time", "sustained", "sudden"), range: 0...10),
        Scale(measure: Space(), words: ("Space", "indirect", "direct"), range: -0.5...0),
        Scale(measure: Flow(), words: ("Flow", "free", "bound"), range: -2...1.5),
    ]

    /// A weighted mean over the frames around each, a Gauss curve of 0.2 s deviation cut off at 0.5 s.
    private static func smooth(_ series: [Double]) -> [Double] {
        let deviation = 0.2 * Movement.frameRate
        let reach = Int(0.5 * Movement.frameRate)
        let weights = (-reach...reach).map { Double.exp(-Double($0 * $0) / (2 * deviation * deviation)) }
        return series.indices.map { frame in
            var (sum, total) = (0.0, 0.0)
            for (weight, other) in zip(weights, frame - reach...frame + reach)
            where series.indices.contains(other) {
                sum += weight * series[other]
                total += weight
            }
            return sum / total
        }
    }
}
