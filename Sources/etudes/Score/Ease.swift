/// How a movement spends the time between two keys.
///
/// Zero is even: it gathers speed and loses it alike. Positive leaves early and lingers before it arrives, as a
/// suspension does; negative lingers first and arrives late, as a fall does.
struct Ease: Sendable, Equatable {
    /// Between −1 and 1; beyond ±0.9 the movement nearly stands still in the slow part.
    var lean: Double

    /// Gathers and loses speed alike.
    static let even = Ease(lean: 0)
    /// Leaves early, lingers before it arrives.
    static let suspend = Ease(lean: 0.55)
    /// Leaves at once, arrives as if it never would.
    static let float = Ease(lean: 0.85)
    /// Lingers, then goes.
    static let fall = Ease(lean: -0.55)

    /// The share of the time that seems to have passed when the share `u` has.
    ///
    /// Slope 1 and curvature 0 at both ends, so that a curve of continuous acceleration stays one.
    func warp(_ u: Double) -> Double {
        let bell = u * (1 - u)
        // The slope of (u (1 − u))³ is nowhere beyond 0.0537: with 18.6 in front the warp never runs backward.
        return u + lean * 18.6 * bell * bell * bell
    }
}
