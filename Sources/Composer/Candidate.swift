import Diagnostics
import Effect
import Motion
import SequenceModel

/// A continuation made ready to be proposed: joined to the phrase, set on its feet, measured.
struct Candidate: Sendable {
    /// Canonical movement, 30 frames per second, in the context's own world.
    let clip: Clip
    /// What it does.
    let profile: EffectProfile
    /// The gates that it does not pass.
    let flaws: [Gate]
    /// The seed that its movement was drawn with.
    let seed: UInt64
    /// What of it was danced before.
    let quotations: [Quotation]

    /// Makes an answer to `request` ready: joined to what is around it, set on its feet, measured.
    ///
    /// - Throws: ``Problem`` when it is too short to measure.
    init(_ continuation: Continuation, to request: Request) throws(Problem) {
        var surroundings = Surroundings(continuation, in: request)
        surroundings.smoothSeams()
        surroundings.plantFeet(continuation.contacts)
        clip = surroundings.made
        let (context, measured) = surroundings.measured
        profile = try EffectProfile(of: measured, after: context, reference: .shipped)
        flaws = Gate.allCases.filter { [clip, profile] in !$0.lets(clip, with: profile) }
        seed = continuation.seed
        quotations = continuation.quotations
    }
}
