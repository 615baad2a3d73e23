import Motion
import Testing

@testable import Effect

@Suite("Measures belong to the movement, not to how it was recorded")
struct InvarianceTests {
    private func values(_ clip: Clip) throws -> [EffectKey: Double] {
        let parts = try EffectProfile(of: clip, reference: nil).parts
        return Dictionary(
            uniqueKeysWithValues: parts.compactMap { part in part.value.map { (part.key, $0) } })
    }

    /// How far two values may differ for the same movement: 2 %, or 1 % of a step near 0.
    private func same(_ a: Double, _ b: Double, _ key: EffectKey) -> Bool {
        let step = EffectMeasures.all.first { $0.definition.key == key }?.definition.step ?? 1
        return abs(a - b) <= max(0.02 * max(abs(a), abs(b)), 0.01 * step)
    }

    @Test("the frame rate changes nothing by more than 2 %", arguments: [24.0, 25, 48, 50, 60, 100, 120])
    func frameRate(rate: Double) throws {
        // One frame more than 6 s, so that every rate ends at the same instant.
        let reference = try values(Figure.dancing.clip(seconds: 6 + 1.0 / 30))
        let other = try values(Figure.dancing.clip(seconds: 6 + 1 / rate, rate: rate))
        #expect(other.keys == reference.keys)
        for (key, value) in reference {
            let found = try #require(other[key])
            #expect(same(value, found, key), "\(key) at \(rate): \(found) instead of \(value)")
        }
    }

    @Test("heading and place change nothing", arguments: [0.4, 1.9, -2.8] as [Float])
    func headingAndPlace(yaw: Float) throws {
        let clip = Figure.dancing.clip(seconds: 6)
        let reference = try values(clip)
        let moved = try values(clip.moved(by: FloorTransform(yaw: yaw, shift: SIMD3(7, 0, -12))))
        for (key, value) in reference {
            let found = try #require(moved[key])
            #expect(abs(found - value) < 1e-3 * max(abs(value), 1), "\(key): \(found) instead of \(value)")
        }
    }

    @Test("a mirror swaps left and right and changes nothing else")
    func mirror() throws {
        let clip = Figure.dancing.clip(seconds: 6)
        let straight = try EffectProfile(of: clip, reference: nil)
        let mirrored = try EffectProfile(of: clip.mirrored, reference: nil)
        for (a, b) in zip(straight.parts, mirrored.parts) {
            let expected = a.key == .side ? a.value.map { -$0 } : a.value
            #expect((expected == nil) == (b.value == nil))
            #expect(abs((expected ?? 0) - (b.value ?? 0)) < 1e-5 * max(abs(b.value ?? 0), 1), "\(a.key)")
            if a.key != .side { #expect(a.frames == b.frames, "\(a.key)") }
            #expect(Set(a.joints.map(\.mirrored)) == Set(b.joints), "\(a.key)")
        }
        #expect(abs(straight.journey.turn + mirrored.journey.turn) < 1e-2)
        #expect(straight.journey.leftFootPlanted == mirrored.journey.rightFootPlanted)
    }

    @Test("a long even movement has the values of its 4 s windows")
    func length() throws {
        let waving = Figure(turns: [.leftArm: { SIMD3(0, 0, Figure.wave($0, 1)) }])
        let short = try values(waving.clip(seconds: 4))
        let long = try values(waving.clip(seconds: 21))
        for (key, value) in short { #expect(same(value, try #require(long[key]), key), "\(key)") }
    }
}
