import Effect
import Motion

/// Chooses proposals from candidates: gates, then fit, then spread.
///
/// Source of the order: maximal marginal relevance (Carbonell, Goldstein, "The use of MMR", SIGIR 1998): each next
/// one gains by its distance to the nearest already chosen, and loses by how ill it fits.
enum Selection {
    /// How much a step of ill fit costs, as a share of the candidates' mean distance.
    static let fitWeight: Float = 0.35

    /// The best `count` of `candidates`, best first; the order of equals is that of their seeds.
    ///
    /// Candidates that fail a gate are taken only when no others are left, those with fewer faults first.
    static func chosen(_ count: Int, of candidates: [Candidate]) -> [Candidate] {
        let distances = candidates.map { a in candidates.map { distance(a.clip, $0.clip) } }
        let sum = distances.joined().reduce(0, +)
        let mean = max(sum / Float(max(candidates.count * (candidates.count - 1), 1)), 1e-6)
        let misfits = candidates.map { misfit($0.profile) }
        var left = Array(candidates.indices)
        var taken: [Int] = []
        while taken.count < count, let fewest = left.map({ candidates[$0].flaws.count }).min() {
            let open = left.filter { candidates[$0].flaws.count == fewest }
            func gain(_ index: Int) -> Float {
                let nearest = taken.map { distances[index][$0] }.min() ?? mean
                return nearest / mean - fitWeight * misfits[index]
            }
            guard let next = open.max(by: { (gain($0), -$0) < (gain($1), -$1) }) else { break }
            taken.append(next)
            left.removeAll { $0 == next }
        }
        return taken.map { candidates[$0] }
    }

    /// How ill a phrase fits what it follows, in steps that a viewer would notice.
    ///
    /// The mean over the profile's parts of how far each goes beyond two steps from what came before, and of how far
    /// it lies in the outer twentieth of what real dance does.
    static func misfit(_ profile: EffectProfile) -> Float {
        guard !profile.parts.isEmpty else { return 0 }
        let total = profile.parts.reduce(0.0) { sum, part in
            let leap = max(abs(part.change ?? 0) - 2, 0)
            let rarity = max(abs((part.percentile ?? 50) - 50) - 45, 0) / 5
            return sum + min(leap, 3) + rarity
        }
        return Float(total / Double(profile.parts.count))
    }

    /// Mean distance of joints between two continuations of one context, m.
    static func distance(_ a: Clip, _ b: Clip) -> Float {
        let frames = min(a.frameCount, b.frameCount)
        guard frames > 0 else { return 0 }
        var sum: Float = 0
        var count = 0
        // Ten poses a second tell movements apart.
        for frame in stride(from: 0, to: frames, by: 3) {
            let (p, q) = (a.pose(at: frame).positions, b.pose(at: frame).positions)
            for joint in p.indices { sum += (p[joint] - q[joint]).length }
            count += p.count
        }
        return sum / Float(count)
    }
}
