public import Diagnostics
public import Motion

/// Something that can carry a phrase on.
public protocol Generator: Sendable {
    /// Makes the proposals that `request` asks for, in the order of their seeds; fewer where a source has no more that
    /// differ, but one at least.
    ///
    /// The same request gives the same bytes on the same kind of machine, however many cores it has.
    ///
    /// - Parameter progress: Called now and then, from any thread but one at a time, with the share done, 0 … 1.
    /// - Throws: ``Problem`` when the request cannot be met.
    func propose(
        _ request: Request, progress: @escaping @Sendable (Double) -> Void
    ) throws(Problem) -> [Continuation]

    /// What answers to `request`, which does not say it, are to be like in turn, so that they differ; empty where they
    /// differ by themselves.
    func variety(for request: Request) -> [Conditions]
}

extension Generator {
    /// Nothing is asked for: answers differ by themselves.
    public func variety(for request: Request) -> [Conditions] { [] }

    /// Makes the proposals that `request` asks for, without saying how far it is.
    ///
    /// - Throws: ``Problem`` when the request cannot be met.
    public func propose(_ request: Request) throws(Problem) -> [Continuation] {
        try propose(request, progress: { _ in })
    }
}

/// Movement that a generator proposes, as it came out: before seams are smoothed, feet planted or locks imposed.
public struct Continuation: Sendable, Equatable {
    /// The frames that follow the context: canonical skeleton, 30 frames per second, in the context's own world.
    public var clip: Clip
    /// How sure the generator is that a foot joint is down, 0 … 1, one vector a frame in the order of
    /// `CanonicalJoint.feet`.
    public var contacts: [SIMD4<Float>]
    /// Frames of ``clip`` where a window begins, first of all 0: movement may jump a little before each.
    public var joins: [Int]
    /// The seed that makes it again.
    public var seed: UInt64
    /// What of it was danced before, in order; empty where all of it is new.
    public var quotations: [Quotation]

    /// Creates a continuation.
    public init(
        clip: Clip, contacts: [SIMD4<Float>], joins: [Int], seed: UInt64, quotations: [Quotation] = []
    ) {
        self.clip = clip
        self.contacts = contacts
        self.joins = joins
        self.seed = seed
        self.quotations = quotations
    }

    /// The contacts as labels: down where the generator is more sure than not.
    public var contactLabels: Contacts { Contacts(labels: Self.labels(of: contacts)) }

    static func labels(of contacts: [SIMD4<Float>]) -> [[Bool]] {
        contacts.map { contact in (0..<4).map { contact[$0] > 0.5 } }
    }
}

extension Problem {
    /// Weights that are finite, and multiply beyond all numbers.
    static func notFinite(from source: String, remedy: String) -> Problem {
        Problem(
            "the network lost itself in numbers that are not finite", expected: "finite movement",
            found: "infinity or not-a-number from \(source)", remedy: remedy)
    }
}
