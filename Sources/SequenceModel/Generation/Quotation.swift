/// A stretch of a continuation that somebody has danced: which phrase it is taken from, and where.
public struct Quotation: Sendable, Equatable {
    /// Frames of the continuation, counted from 0.
    public var frames: Range<Int>
    /// The phrase, by the name that the vocabulary has for it.
    public var phrase: String
    /// Where the stretch begins in the phrase, s.
    public var start: Double
    /// Where it ends in the phrase, s.
    public var end: Double
    /// Whether left and right have changed places.
    public var isMirrored: Bool

    /// Creates a quotation.
    public init(frames: Range<Int>, phrase: String, start: Double, end: Double, isMirrored: Bool) {
        self.frames = frames
        self.phrase = phrase
        self.start = start
        self.end = end
        self.isMirrored = isMirrored
    }
}
