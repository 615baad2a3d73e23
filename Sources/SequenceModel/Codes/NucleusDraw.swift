import RealModule
import Tensor

/// Draws one of several entries from the likeliest ones.
///
/// Source: Holtzman et al., "The curious case of neural text degeneration", ICLR 2020 (nucleus sampling).
struct NucleusDraw: Sendable {
    /// What logits are divided by; more than 0.
    var temperature: Double
    /// The share of all chances, likeliest entries first, that is drawn from; the entry that crosses it counts.
    var share: Double

    /// The entry that a number in 0 ..< 1 falls on, likeliest entries first.
    func entry(_ logits: ArraySlice<Float>, at number: Double) -> Int {
        let largest = Double(logits.max() ?? 0)
        let ranked = logits.enumerated().sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
        let powers = ranked.map { Double.exp((Double($0.element) - largest) / temperature) }
        let total = powers.reduce(0, +)
        var kept = 0
        var sum = 0.0
        while kept < powers.count, sum < share * total {
            sum += powers[kept]
            kept += 1
        }
        let goal = number * sum
        var reached = 0.0
        for rank in 0..<kept {
            reached += powers[rank]
            if reached > goal { return ranked[rank].offset }
        }
        // Where nothing can be told apart (numbers that are not finite), any will do.
        return ranked.first?.offset ?? 0
    }
}
