import RealModule

/// Inverse kinematics of a limb of two bones (thigh and shin, upper arm and forearm).
///
/// The middle joint stays in the plane that it was in, so that knees and elbows keep the way they bend; a target
/// out of reach is approached as far as the limb is long, with a soft stop that avoids a popping knee.
public enum TwoBoneIK {
    /// World rotations of the two bones and where the end came to lie.
    public struct Solution: Sendable, Equatable {
        /// World rotation of the upper bone's joint (hip, shoulder).
        public var upper: Quaternion
        /// World rotation of the lower bone's joint (knee, elbow).
        public var lower: Quaternion
        /// Place of the end joint (ankle, wrist) that was reached.
        public var end: SIMD3<Float>
    }

    /// Turns a limb so that its end reaches `target`.
    ///
    /// - Parameters:
    ///   - start: Place of the upper joint (hip), world space.
    ///   - middle: Place of the middle joint (knee) now.
    ///   - end: Place of the end joint (ankle) now.
    ///   - upper: World rotation of the upper joint now.
    ///   - lower: World rotation of the middle joint now.
    ///   - target: Where the end should come to lie.
    ///   - pole: Direction in which the middle joint bends; nil keeps the present one. Needed where the limb may be
    ///     straight, since a straight limb has no plane.
    ///   - softness: Share of the limb's length over which straightening slows down; 0 stops hard.
    public static func solve(
        start: SIMD3<Float>, middle: SIMD3<Float>, end: SIMD3<Float>, upper: Quaternion, lower: Quaternion,
        target: SIMD3<Float>, pole: SIMD3<Float>? = nil, softness: Float = 0.02
    ) -> Solution {
        let a = (middle - start).length
        let b = (end - middle).length
        guard a > 0, b > 0 else { return Solution(upper: upper, lower: lower, end: end) }

        let wanted = (target - start).length
        let direction = wanted > 1e-6 ? (target - start) / wanted : (end - start).normalized
        guard direction != .zero else { return Solution(upper: upper, lower: lower, end: end) }
        let distance = reach(wanted, shortest: abs(a - b) + 1e-4, longest: a + b, softness: softness)

        // The bend direction: part of the pole (or of the present bend) at a right angle to the limb's line.
        var bend = pole ?? (middle - start)
        bend -= direction * direction.dot(bend)
        if bend.length < 1e-5 {
            bend = upper.act(SIMD3(0, 0, 1))
            bend -= direction * direction.dot(bend)
        }
        let side = bend.normalized

        // Law of cosines at the upper joint.
        let cosine = max(-1, min(1, (a * a + distance * distance - b * b) / (2 * a * distance)))
        let sine = (1 - cosine * cosine).squareRoot()
        let newMiddle = start + direction * (a * cosine) + side * (a * sine)
        let newEnd = start + direction * distance

        // Two turns: bones onto their new lines; the shortest ones, so that no twist comes in.
        let newUpper = (Quaternion(from: middle - start, to: newMiddle - start) * upper).normalized
        let newLower = (Quaternion(from: end - middle, to: newEnd - newMiddle) * lower).normalized
        return Solution(upper: newUpper, lower: newLower, end: newEnd)
    }

    /// The distance that a limb reaches when `wanted` is asked: equal inside, easing toward `longest` in the last
    /// part of its length.
    ///
    /// Source of the soft stop: exponential approach with equal value and slope where it begins.
    static func reach(_ wanted: Float, shortest: Float, longest: Float, softness: Float) -> Float {
        let limit = longest * (1 - 1e-5)
        let zone = longest * softness
        let begin = limit - zone
        guard wanted > begin, zone > 0 else { return min(max(wanted, shortest), limit) }
        return begin + zone * (1 - Float.exp(-(wanted - begin) / zone))
    }
}
