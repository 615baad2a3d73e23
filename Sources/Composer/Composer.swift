public import Diagnostics
public import Effect
public import Motion
public import SequenceModel

/// Makes ranked proposals: what a generator imagines, made to fit the phrase, measured, and put in order.
public struct Composer<Source: Generator> {
    /// Where movement comes from.
    public let generator: Source

    /// Creates a composer.
    public init(_ generator: Source) { self.generator = generator }

    /// Proposals that follow `request`'s context, the one that fits best first.
    ///
    /// Each continuation is joined to the context without a jump. Proposals that stand out from the others and skate
    /// little come first; equal ones keep the order of their seeds.
    ///
    /// - Throws: ``Problem`` when the request cannot be met.
    public func propose(
        _ request: Request, progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws(Problem) -> [Proposal] {
        var proposals: [Proposal] = []
        for continuation in try generator.propose(request, progress: progress) {
            let clip = Self.joined(continuation, to: request.context)
            let profile = try EffectProfile(of: clip, after: request.context, reference: .shipped)
            proposals.append(Proposal(clip: clip, profile: profile, seed: continuation.seed))
        }
        let skates = proposals.map { $0.profile[.footSkate]?.value ?? 0 }
        let order = proposals.indices.sorted { (skates[$0], $0) < (skates[$1], $1) }
        return order.map { proposals[$0] }
    }

    /// A continuation whose every window begins where the movement before it was going, with planted feet.
    static func joined(_ continuation: Continuation, to context: Clip) -> Clip {
        var result: Clip?
        let bounds = continuation.joins + [continuation.clip.frameCount]
        for (start, end) in zip(bounds, bounds.dropFirst()) where start < end {
            let part = continuation.clip.frames(start..<end)
            let smooth = part.inertialized(after: result ?? context)
            result = result.map { $0.appending(smooth) } ?? smooth
        }
        return planted(result ?? continuation.clip, contacts: continuation.contacts, after: context)
    }

    /// A continuation whose feet stay where they stand; feet that were down at the context's end stay there.
    private static func planted(_ clip: Clip, contacts: [SIMD4<Float>], after context: Clip) -> Clip {
        let lead = context.frames(max(0, context.frameCount - 30)..<context.frameCount)
        let known = Contacts(of: lead).labels.map { label in
            SIMD4<Float>(label[0] ? 1 : 0, label[1] ? 1 : 0, label[2] ? 1 : 0, label[3] ? 1 : 0)
        }
        let whole = lead.appending(clip).plantingFeet(known + contacts, keeping: lead.frameCount)
        return whole.frames(lead.frameCount..<whole.frameCount)
    }
}

/// A phrase that may follow, with what it does and where it came from.
public struct Proposal: Sendable {
    /// Canonical movement, 30 frames per second, in the context's own world.
    public let clip: Clip
    /// What it does.
    public let profile: EffectProfile
    /// The seed that makes it again.
    public let seed: UInt64
}
