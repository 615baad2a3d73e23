/// Smooth ways from one state to another.
public enum Easing {
    /// 3t² − 2t³ between 0 and 1: level at both ends; values outside count as the nearer end.
    public static func smoothstep<Number: BinaryFloatingPoint>(_ t: Number) -> Number {
        let t = min(max(t, 0), 1)
        return t * t * (3 - 2 * t)
    }

    /// A need that is met in time: never sudden, and already there when it is greatest.
    ///
    /// The largest value within `reach` of each frame, low-passed.
    ///
    /// - Parameters:
    ///   - needs: One value a frame, not negative.
    ///   - reach: Seconds to look back and ahead; a frame at least.
    ///   - frequency: Cut-off of the low-pass, Hz.
    ///   - frameRate: Frames per second.
    /// - Returns: As many values, not negative.
    static func anticipated(
        _ needs: [Double], reach: Double, lowPass frequency: Double, frameRate: Double
    ) -> [Double] {
        let reach = max(1, Int((reach * frameRate).rounded()))
        let widest = needs.indices.map { frame in
            needs[max(0, frame - reach)...min(needs.count - 1, frame + reach)].max() ?? 0
        }
        return Butterworth(frequency: frequency, frameRate: frameRate)(widest).map { max(0, $0) }
    }

    /// How much of a correction counts between frames that stay: none at a seam, all of it `seconds` away from one.
    ///
    /// - Parameters:
    ///   - open: Frames that may change.
    ///   - count: Frames in all: where `open` reaches to the last of them there is no seam behind it.
    static func onset(
        _ frame: Int, within open: Range<Int>, of count: Int, over seconds: Double, frameRate: Double
    ) -> Float {
        let length = max(2, Int((seconds * frameRate).rounded()))
        let after = frame - open.lowerBound + 1
        let before = open.upperBound < count ? open.upperBound - frame : length
        return min(1, Float(min(after, before)) / Float(length))
    }
}
