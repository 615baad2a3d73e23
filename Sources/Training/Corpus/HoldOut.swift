import Tensor

/// Which takes are held out, to see how well the network does on what it has not seen.
///
/// A take is held out whole: windows of one take are alike, and on both sides they would show how well the network
/// remembers, not how well it dances.
public struct HoldOut: Sendable, Equatable {
    /// Share of the seconds to hold out, 0 … 0.5.
    public var share: Double
    /// Order in which takes are looked at.
    public var seed: UInt64
    /// Frames of the shortest stretch that a window fits in.
    let shortest: Int

    /// Creates a rule for windows of 6 s.
    public init(share: Double = 0.15, seed: UInt64 = 1) { self.init(share: share, seed: seed, shortest: 180) }

    /// Creates a rule for windows of `shortest` frames.
    init(share: Double, seed: UInt64, shortest: Int) {
        self.share = share
        self.seed = seed
        self.shortest = shortest
    }

    /// Divides takes.
    ///
    /// A use that is settled beforehand stays; without any settled, a share is held out, as long as something is left to
    /// learn from.
    func divide(_ takes: [Take]) -> (train: [Take], validation: [Take]) {
        let settled = takes.contains { $0.split == .validation }
        if settled || share <= 0 {
            return (takes.filter { $0.split != .validation }, takes.filter { $0.split == .validation })
        }
        // Only what holds a window can be measured on, or learned from.
        let useful = takes.indices.filter { takes[$0].stretches.contains { $0.rows >= shortest } }
        var generator = Xoshiro256(seed: seed)
        var order = useful
        for i in order.indices.reversed() { order.swapAt(i, Int(generator.next() % UInt64(i + 1))) }
        let wanted = share * takes.reduce(0) { $0 + $1.seconds }
        var held: Set<Int> = []
        var seconds = 0.0
        for index in order where held.count + 1 < useful.count {
            guard seconds < wanted else { break }
            // One long take must not leave next to nothing to learn from.
            guard seconds + takes[index].seconds <= 2 * wanted else { continue }
            held.insert(index)
            seconds += takes[index].seconds
        }
        // Whatever is shortest, rather than nothing.
        if held.isEmpty, useful.count > 1,
            let least = useful.min(by: { takes[$0].seconds < takes[$1].seconds })
        {
            held.insert(least)
        }
        return (
            takes.indices.filter { !held.contains($0) }.map { takes[$0] },
            takes.indices.filter { held.contains($0) }.map { takes[$0] }
        )
    }
}
