/// How the loss went.
public struct LossCurve: Sendable, Equatable {
    /// One look: a step, and the mean loss since the look before.
    public struct Point: Sendable, Equatable {
        /// Steps done.
        public var step: Int
        /// Mean loss of training since the point before; nil before the first step.
        public var training: Double?
        /// Loss on what is held out; nil when nothing is.
        public var validation: Double?
    }

    /// The looks, in order.
    public internal(set) var points: [Point] = []
    /// Loss of the steps since the last look.
    var since: (sum: Double, steps: Int) = (0, 0)

    /// Loss on what is held out before the first step.
    public var start: Double? { points.first?.validation }
    /// The look with the least loss on what is held out, the first if several are.
    public var best: Point? {
        points.filter { $0.validation != nil }.min { ($0.validation ?? 0) < ($1.validation ?? 0) }
    }

    /// Whether two curves are the same, to the last bit.
    public static func == (a: LossCurve, b: LossCurve) -> Bool { a.points == b.points && a.since == b.since }
}
