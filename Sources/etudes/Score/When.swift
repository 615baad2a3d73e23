/// When a movement happens, in counts.
struct When: Sendable {
    /// Count up to which the part stays as it is; nil goes on from its last key without a wait.
    var from: Double?
    /// Count on which it arrives.
    var to: Double
    /// How the time between is spent.
    var ease: Ease

    /// Waits until the first count, arrives on the second.
    static func over(_ counts: ClosedRange<Double>, _ ease: Ease = .even) -> When {
        When(from: counts.lowerBound, to: counts.upperBound, ease: ease)
    }

    /// Flows from wherever the part was last told to be, and arrives, or passes, on this count.
    static func by(_ count: Double, _ ease: Ease = .even) -> When {
        When(from: nil, to: count, ease: ease)
    }
}
