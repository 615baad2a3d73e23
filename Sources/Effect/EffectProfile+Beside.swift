extension EffectProfile {
    /// One sentence why, for a phrase that is offered beside others: what sets it apart from them comes first, then
    /// what ``why`` says.
    ///
    ///     sharper than the other five; lower than what came before; travels 1.2 m
    ///
    /// Without two others at least it is ``why``.
    public func why(beside others: [EffectProfile]) -> String {
        guard others.count > 1, let (key, words) = distinction(from: others) else { return why }
        let count =
            Self.numbers.indices.contains(others.count) ? Self.numbers[others.count] : "\(others.count)"
        let rest = sentence(without: key)
        let clause = "\(words) than the other \(count)"
        return rest.isEmpty ? clause : "\(clause); \(rest)"
    }

    /// The part in which this profile lies beyond all others, by the widest margin, and the words for it.
    private func distinction(from others: [EffectProfile]) -> (key: EffectKey, words: String)? {
        var widest: (key: EffectKey, words: String, margin: Double)?
        for definition in EffectMeasures.all.map(\.definition) {
            guard let own = self[definition.key], let value = own.value, own.evidence != .low,
                let comparison = definition.comparison
            else { continue }
            let rest = others.compactMap { $0[definition.key]?.value }
            guard let low = rest.min(), let high = rest.max() else { continue }
            let margin = max(value - high, low - value) / definition.step
            if margin >= Self.apart, margin > widest?.margin ?? 0 {
                widest = (definition.key, value > high ? comparison.more : comparison.less, margin)
            }
        }
        return widest.map { ($0.key, $0.words) }
    }

    /// Lead over all others that is worth a word, in steps.
    private static let apart = 0.25

    private static let numbers = [
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    ]
}
