import Motion
import Testing

@testable import Effect

@Suite("What came before")
struct SeamTests {
    static let dance = Figure.dancing.clip(seconds: 10)

    @Test("leads into its own continuation, into a start from rest and out of a sudden stop")
    func continuation() {
        #expect(Self.dance.frames(0..<150).leads(into: Self.dance.frames(150..<300)))
        let gesture = Figure.gesture(lasting: 0.5).clip(seconds: 2)
        #expect(Figure.still.clip(seconds: 1).leads(into: gesture))
        let stopped = Self.dance.frames(149..<150)
        #expect(Self.dance.frames(0..<150).leads(into: stopped.appending(stopped).appending(stopped)))
    }

    @Test("does not lead into another place, another heading, another pose or nothing")
    func jumps() {
        let (before, after) = (Self.dance.frames(0..<150), Self.dance.frames(150..<300))
        #expect(!before.leads(into: after.shifted(by: SIMD3(0.5, 0, 0))))
        let turned = after.moved(by: FloorTransform(yaw: 1, shift: .zero))
        #expect(!before.leads(into: turned))
        #expect(!before.leads(into: Self.dance.frames(200..<300)))
        #expect(!before.leads(into: after.frames(0..<0)) && !after.frames(0..<0).leads(into: before))
    }

    @Test("is compared without the jump to a phrase elsewhere, wherever that is")
    func apart() throws {
        let (before, after) = (Self.dance.frames(0..<150), Self.dance.frames(150..<300))
        let alone = try EffectProfile(of: after, reference: nil)
        let elsewhere = after.moved(by: FloorTransform(yaw: 2, shift: SIMD3(30, 0, -4)))
        let here = try EffectProfile(of: after, apartFrom: before, reference: nil)
        let there = try EffectProfile(of: elsewhere, apartFrom: before, reference: nil)
        let joined = try EffectProfile(of: after, after: before, reference: nil)
        for part in here.parts where part.key != .contrast {
            // The phrase is what it is on its own; only the changes are new.
            #expect(part.value == alone[part.key]?.value, "\(part.key)")
            let (a, b) = (part.change ?? 0, there[part.key]?.change ?? 0)
            #expect(abs(a - b) < 0.02, "\(part.key): \(a), elsewhere \(b)")
        }
        let contrasts = try [here, there, joined].map { try #require($0[.contrast]?.value) }
        #expect(contrasts.allSatisfy { abs($0 - contrasts[0]) < 0.05 }, "\(contrasts)")
        // Taken as one movement, the jump of thirty metres would be by far the greatest change.
        let jumped = try EffectProfile(of: elsewhere, after: before, reference: nil)
        #expect(try #require(jumped[.contrast]?.value) > 3 * contrasts[0])
    }

    @Test("of a few frames is nothing to compare with")
    func short() throws {
        let profile = try EffectProfile(
            of: Self.dance.frames(0..<120), apartFrom: Self.dance.frames(200..<205), reference: nil)
        #expect(profile.parts.allSatisfy { $0.change == nil } && profile[.contrast]?.value == nil)
    }
}
