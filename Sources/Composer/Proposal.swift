public import Effect
public import Motion
public import SequenceModel

/// A phrase that may follow, with what it does and where it came from.
public struct Proposal: Sendable {
    /// Canonical movement, 30 frames per second, in the context's own world.
    public let clip: Clip
    /// What it does.
    public let profile: EffectProfile
    /// One sentence: what sets it apart from the other proposals and from what came before.
    public let why: String
    /// Which gates it did not pass, in plain words; empty unless too few candidates passed.
    public let flaws: [String]
    /// The seed of its candidate.
    public let seed: UInt64
    /// What of it was danced before, in order; empty where all of it is new.
    public let quotations: [Quotation]

    /// Creates a proposal.
    public init(
        clip: Clip, profile: EffectProfile, why: String, flaws: [String] = [], seed: UInt64,
        quotations: [Quotation] = []
    ) {
        self.clip = clip
        self.profile = profile
        self.why = why
        self.flaws = flaws
        self.seed = seed
        self.quotations = quotations
    }
}
