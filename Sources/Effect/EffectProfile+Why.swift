import Foundation

extension EffectProfile {
    /// One sentence in plain words: what stands out against what came before and against the reference, and where
    /// the phrase goes.
    ///
    /// Up to four clauses, always in the same order: how the phrase differs from its context (two words at most,
    /// none twice about the same side of movement); the part that is most unusual for the reference; the way over
    /// the floor; the feet. Parts with low evidence don't speak. The same profile gives the same sentence.
    ///
    ///     sharper and lower than what came before; travels 1.2 m; both feet stay planted
    public var why: String {
        let said = sentence(without: nil)
        return said.isEmpty ? "nothing stands out" : said
    }

    /// The clauses of ``why``, without a word about one part that was told already; empty when nothing stands out.
    func sentence(without told: EffectKey?) -> String {
        let said = comparisons(without: told)
        var clauses: [String] = []
        if !said.isEmpty {
            clauses.append(said.map(\.words).joined(separator: " and ") + " than what came before")
        } else if self[.contrast]?.value != nil, told == nil {
            clauses.append("much like what came before")
        }
        if let unusual = unusual(besides: said.map(\.part.key) + [told].compactMap(\.self)) {
            clauses.append(unusual)
        }
        clauses += path
        clauses += footing
        return clauses.prefix(4).joined(separator: "; ")
    }

    /// A change worth a word, in steps: below it a viewer would hardly agree.
    static let noticeable = 0.5
    /// How far out a percentile is unusual: one phrase in eight.
    static let unusualShare = 12.5

    /// The two clearest changes against the context, the greater first.
    private func comparisons(without told: EffectKey?) -> [(part: EffectPart, words: String)] {
        var families: Set<Comparison.Family> = []
        var result: [(part: EffectPart, words: String)] = []
        let changed = parts.enumerated().filter {
            $0.element.key != told && abs($0.element.change ?? 0) >= Self.noticeable
        }
        // The greater change first, the profile's order where two are equal. Beyond two steps all are plain to see.
        let ranked = changed.sorted {
            let (a, b) = (min(abs($0.element.change ?? 0), 2), min(abs($1.element.change ?? 0), 2))
            return a != b ? a > b : $0.offset < $1.offset
        }
        for (_, part) in ranked where result.count < 2 {
            guard let words = Self.words(for: part, rising: (part.change ?? 0) > 0) else { continue }
            if families.insert(words.family).inserted { result.append((part, words.text)) }
        }
        return result
    }

    /// The part farthest out in the reference, told as a share of its phrases.
    private func unusual(besides said: [EffectKey]) -> String? {
        let candidates = parts.filter { !said.contains($0.key) && $0.percentile != nil }
        let farthest = candidates.compactMap { part -> (text: String, distance: Double)? in
            let percentile = part.percentile ?? 50
            let distance = abs(percentile - 50)
            guard distance >= 50 - Self.unusualShare else { return nil }
            guard let words = Self.words(for: part, rising: percentile > 50) else { return nil }
            // Rounded down: "than 99 %" of a hundred is true, "than 100 %" seldom is.
            let share = Int(min(50 + distance, 99).rounded(.down))
            return ("\(words.text) than \(share) % of the phrases Choreo knows", distance)
        }
        return farthest.reduce(nil as (text: String, distance: Double)?) { best, next in
            next.distance > (best?.distance ?? 0) ? next : best
        }?.text
    }

    /// The words for a part that is higher or lower, unless it has none or low evidence.
    private static func words(
        for part: EffectPart, rising: Bool
    ) -> (text: String, family: Comparison.Family)? {
        guard part.evidence != .low else { return nil }
        let measure = EffectMeasures.all.first { $0.definition.key == part.key }
        guard let comparison = measure?.definition.comparison else { return nil }
        return (rising ? comparison.more : comparison.less, comparison.family)
    }
}

extension EffectProfile {
    /// Clauses about the way over the floor and the turn; at most one.
    private var path: [String] {
        let goes: String? =
            switch journey.distance {
            case 0.3...: "travels \(Self.decimal(journey.distance)) m"
            case ..<0.1: "stays on the spot"
            default: nil
            }
        let turn = journey.turn.rounded()
        let side = turn > 0 ? "left" : "right"
        let turns: String? =
            switch abs(turn) {
            case 315...: "turns \(Self.times(Int((abs(turn) / 360).rounded()))) to the \(side)"
            case 135...: "turns half round to the \(side)"
            case 60...: "turns a quarter to the \(side)"
            default: nil
            }
        let clause = [turns == nil || journey.distance >= 0.3 ? goes : nil, turns].compactMap(\.self)
        return clause.isEmpty ? [] : [clause.joined(separator: " and ")]
    }

    /// What feet and hips do to the floor; at most one clause.
    private var footing: [String] {
        if let skate = self[.footSkate]?.value, skate >= Self.visibleSkate { return ["the feet slide"] }
        if journey.lowest < 0.35 { return ["goes down to the floor"] }
        if journey.longestFlight >= 0.15 { return ["leaves the floor"] }
        switch (journey.leftFootPlanted, journey.rightFootPlanted) {
        case (true, true): return ["both feet stay planted"]
        case (true, false): return ["the left foot stays planted"]
        case (false, true): return ["the right foot stays planted"]
        case (false, false): return []
        }
    }

    /// Foot skate that anyone sees, cm/s: about three times that of real dance.
    public static let visibleSkate = 5.0

    private static func decimal(_ value: Double) -> String { String(format: "%.1f", value) }

    private static func times(_ count: Int) -> String {
        switch count {
        case ...1: "once"
        case 2: "twice"
        default: "\(count) times"
        }
    }
}
