public import Diagnostics
public import Motion

/// A phrase whose manner proposals take on, and how much of it.
public struct StyleExample: Sendable, Equatable {
    /// Shortest example, s: less of a movement says little about its manner.
    public static let shortest = 2.0
    /// How much of a manner can be asked for: 0 none, 1 all of it, 2 as much again.
    public static let weights: ClosedRange<Float> = 0...2

    /// On the canonical skeleton at 30 frames per second, floor at 0.
    public var clip: Clip
    /// How much of its manner, within ``weights``.
    public var weight: Float

    /// Creates an example.
    public init(_ clip: Clip, weight: Float = 1) {
        self.clip = clip
        self.weight = weight
    }

    /// Makes sure that it can serve.
    ///
    /// - Throws: ``Problem`` for an example that is too short or not finite, and for a weight out of range.
    public func validate() throws(Problem) {
        precondition(clip.skeleton == .canonical && clip.frameRate == 30, "canonical, 30 frames per second")
        guard clip.seconds >= Self.shortest else {
            throw Problem(
                "an example of a style is too short", expected: "at least \(Self.shortest) s of movement",
                found: "\(clip.frameCount.counted("frame")) at 30 per second",
                remedy: "take a longer phrase in that manner")
        }
        guard clip.isFinite else {
            throw Problem(
                "an example of a style holds a number that is not finite",
                expected: "finite places and rotations", found: "infinity or not-a-number",
                remedy: "export the phrase again")
        }
        guard Self.weights.contains(weight) else {
            throw Problem(
                "a style can't be given that weight",
                expected: "\(Self.weights.lowerBound) … \(Self.weights.upperBound)", found: "\(weight)",
                remedy: "give 1 for its manner as it is, up to 2 to exaggerate it")
        }
    }
}
