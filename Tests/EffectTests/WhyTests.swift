import Motion
import Testing

@testable import Effect

@Suite("One sentence why")
struct WhyTests {
    /// A profile with some values, changes (in steps) and percentiles, and a way over the floor.
    private func profile(
        changes: [EffectKey: Double] = [:], percentiles: [EffectKey: Double] = [:], skate: Double = 1,
        distance: Double = 0.2, turn: Double = 0, lowest: Double = 0.8, flight: Double = 0,
        planted: (left: Bool, right: Bool) = (false, false)
    ) -> EffectProfile {
        var parts = EffectMeasures.all.map(\.definition).map { definition in
            EffectPart(
                key: definition.key, value: definition.key == .footSkate ? skate : 0, unit: definition.unit,
                meaning: definition.meaning, evidence: definition.evidence,
                percentile: percentiles.isEmpty ? nil : percentiles[definition.key] ?? 50,
                change: changes.isEmpty ? nil : changes[definition.key] ?? 0, frames: nil, joints: [])
        }
        parts.append(Contrast.part(parts: parts, reference: nil))
        return EffectProfile(
            seconds: 4, windows: 1, reference: percentiles.isEmpty ? nil : "test", parts: parts,
            journey: Journey(
                distance: distance, turn: turn, lowest: lowest, longestFlight: flight,
                leftFootPlanted: planted.left, rightFootPlanted: planted.right))
    }

    @Test("says what changed, how far it goes and what the feet do")
    func changes() {
        #expect(
            profile(changes: [.time: 1.6, .level: -0.9], distance: 1.21, planted: (true, true)).why
                == "sharper and lower than what came before; travels 1.2 m; both feet stay planted")
        #expect(
            profile(changes: [.speed: -1.1], distance: 0.02, planted: (true, false)).why
                == "slower than what came before; stays on the spot; the left foot stays planted")
        #expect(profile(changes: [.speed: 0.3]).why == "much like what came before")
    }

    @Test("takes the clearer of two words for the same side of a movement, and two sides at most")
    func families() {
        #expect(
            profile(changes: [.time: -0.9, .speed: -1.4, .jerk: -1.2, .flow: 0.7, .legs: 0.6]).why
                == "slower and more held in than what came before")
    }

    @Test("tells changes beyond two steps in the order of the profile: all are plain to see")
    func plain() {
        #expect(
            profile(changes: [.dynamics: 9, .weight: 3]).why.hasPrefix("heavier and with more ebb and flow"))
    }

    @Test("tells the one part that is most unusual for the reference, unless it was told already")
    func unusual() {
        #expect(
            profile(percentiles: [.speed: 93.7, .turning: 3]).why
                == "with less turning than 97 % of the phrases Choreo knows")
        #expect(
            profile(changes: [.turning: -2], percentiles: [.speed: 93.7, .turning: 3]).why
                == "with less turning than what came before; faster than 93 % of the phrases Choreo knows")
        #expect(profile(percentiles: [.time: 100]).why == "sharper than 99 % of the phrases Choreo knows")
        #expect(profile(percentiles: [.time: 80, .level: 20]).why == "nothing stands out")
    }

    @Test("leaves out what has low evidence")
    func lowEvidence() {
        #expect(profile(changes: [.space: 3], percentiles: [.space: 99]).why == "much like what came before")
    }

    @Test("counts turns and names their side")
    func turns() {
        #expect(profile(turn: 92).why == "turns a quarter to the left")
        #expect(profile(distance: 0.05, turn: -170).why == "turns half round to the right")
        #expect(profile(distance: 0.8, turn: 350).why == "travels 0.8 m and turns once to the left")
        #expect(profile(turn: -731).why == "turns twice to the right")
        #expect(profile(turn: 1100).why == "turns 3 times to the left")
        #expect(profile(turn: 40).why == "nothing stands out")
    }

    @Test("says what a viewer sees at the floor, faults first")
    func floor() {
        #expect(profile(skate: 6, flight: 0.4).why == "the feet slide")
        #expect(profile(lowest: 0.2, flight: 0.4).why == "goes down to the floor")
        #expect(profile(flight: 0.4).why == "leaves the floor")
    }

    @Test("holds for a real figure: a rest after dancing")
    func rest() throws {
        // The arms come down in the context's last second, so that nothing jumps at the seam.
        let swinging = Figure(
            turns: [
                .leftArm: { SIMD3(0, 0, -1.2 * Figure.wave(min($0, 4), 0.5)) },
                .rightArm: { SIMD3(0, 0, 1.2 * Figure.wave(min($0, 4), 0.5)) },
            ]
        ).clip(seconds: 8)
        let profile = try EffectProfile(
            of: swinging.frames(122..<240), after: swinging.frames(0..<122), reference: nil)
        #expect(
            profile.why
                == "quieter in the arms and more sustained than what came before; stays on the spot; "
                + "both feet stay planted")
        #expect(profile.why == profile.why)
    }
}
