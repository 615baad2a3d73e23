import Cores
public import Diagnostics
import Effect
import Motion
public import SequenceModel
import Tensor

/// Makes ranked proposals: what a generator imagines, made to fit the phrase, measured, chosen and put in order.
///
/// For every proposal three candidates are made. All are joined to the phrase without a jump and set on their feet;
/// those that fail a gate (``Gate``) are passed over; of the rest the one that fits best comes first, and each next
/// is one that fits and is unlike those before it (``Selection``).
public struct Composer<Source: Generator> {
    /// Where movement comes from.
    public let generator: Source

    /// Candidates made for each proposal.
    static var candidatesPerProposal: Int { 3 }

    /// Creates a composer.
    public init(_ generator: Source) { self.generator = generator }

    /// Proposals that follow `request`'s context, the one that fits best first.
    ///
    /// The same request gives the same proposals in the same order.
    ///
    /// - Parameter progress: Called now and then, from any thread but one at a time, with the share done, 0 … 1.
    /// - Throws: ``Problem`` when the request cannot be met.
    public func propose(
        _ request: Request, progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws(Problem) -> [Proposal] {
        try request.validate()
        var wider = request
        wider.count = min(request.count * Self.candidatesPerProposal, Request.mostProposals)
        // Examples say what candidates are to be like; to ask for other qualities beside them would blur their manner.
        if wider.conditions.isEmpty, wider.styles.isEmpty {
            wider.conditions = generator.variety(for: request)
        }
        let continuations = try generator.propose(wider, progress: progress)
        let results = concurrentMap(count: continuations.count) { index in
            Result { () throws(Problem) in try Candidate(continuations[index], to: request) }
        }
        var candidates: [Candidate] = []
        for result in results { candidates.append(try result.get()) }
        let chosen = Selection.chosen(request.count, of: candidates)
        let profiles = chosen.map(\.profile)
        return chosen.enumerated().map { index, candidate in
            var others = profiles
            others.remove(at: index)
            return Proposal(
                clip: candidate.clip, profile: candidate.profile,
                why: candidate.profile.why(beside: others), flaws: candidate.flaws.map(\.words),
                seed: candidate.seed, quotations: candidate.quotations)
        }
    }
}
