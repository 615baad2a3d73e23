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

    /// Makes a continuation ready.
    ///
    /// - Throws: ``Problem`` when it is too short to measure.
    init(_ continuation: Continuation, after context: Clip) throws(Problem) {
        clip = Self.planted(Self.joined(continuation, to: context), continuation.contacts, after: context)
        profile = try EffectProfile(of: clip, after: context, reference: .shipped)
        flaws = Gate.allCases.filter { [clip, profile] in !$0.lets(clip, with: profile) }
        seed = continuation.seed
    }

    /// A continuation whose every window begins where the movement before it was going.
    static func joined(_ continuation: Continuation, to context: Clip) -> Clip {
        var result: Clip?
        let bounds = continuation.joins + [continuation.clip.frameCount]
        for (start, end) in zip(bounds, bounds.dropFirst()) where start < end {
            let part = continuation.clip.frames(start..<end)
            let smooth = part.inertialized(after: result ?? context)
            result = result.map { $0.appending(smooth) } ?? smooth
        }
        return result ?? continuation.clip
    }

    /// Movement whose feet stay where they stand; feet that were down at the context's end stay there.
    private static func planted(_ clip: Clip, _ contacts: [SIMD4<Float>], after context: Clip) -> Clip {
        let lead = context.frames(max(0, context.frameCount - 30)..<context.frameCount)
        let known = Contacts(of: lead).labels.map { label in
            SIMD4<Float>(label.map { $0 ? 1 : 0 })
        }
        let whole = lead.appending(clip).plantingFeet(known + contacts, keeping: lead.frameCount)
        return whole.frames(lead.frameCount..<whole.frameCount)
    }
}
