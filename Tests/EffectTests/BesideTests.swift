import Motion
import Testing

@testable import Effect

@Suite("Why, beside others")
struct BesideTests {
    private func profile(_ values: [EffectKey: Double]) -> EffectProfile {
        let parts = EffectMeasures.all.map(\.definition).map { definition in
            EffectPart(
                key: definition.key, value: values[definition.key] ?? 0, unit: definition.unit,
                meaning: definition.meaning, evidence: definition.evidence, percentile: nil,
                change: values[definition.key].map { $0 / definition.step } ?? 0, frames: nil, joints: [])
        }
        return EffectProfile(
            seconds: 4, windows: 1, reference: nil, parts: parts,
            journey: Journey(
                distance: 0.2, turn: 0, lowest: 0.8, longestFlight: 0, leftFootPlanted: false,
                rightFootPlanted: false))
    }

    private let plain = [EffectKey.speed: 0.0]

    @Test("the part in which a phrase lies beyond all others comes first, and is not told twice")
    func distinction() {
        let others = [profile(plain), profile([.speed: 0.1])]
        #expect(profile([.speed: 5]).why(beside: others) == "faster than the other two")
        #expect(
            profile([.speed: -5, .level: -9]).why(beside: others)
                == "lower than the other two; slower than what came before")
    }

    @Test("a phrase like the others, and one with a single other, has the plain sentence")
    func alike() {
        #expect(profile(plain).why(beside: [profile(plain), profile(plain)]) == profile(plain).why)
        #expect(profile([.speed: 5]).why(beside: [profile(plain)]) == profile([.speed: 5]).why)
    }
}
