import Motion
import Testing

@Suite("Smooth seams")
struct InertializationTests {
    static func standing(at place: SIMD3<Float>, frames: Int) -> Clip {
        Clip(
            skeleton: .canonical, frameRate: 30, rootTranslations: Array(repeating: place, count: frames),
            localRotations: Array(repeating: .identity, count: frames * 22))
    }

    @Test("a figure that stood elsewhere glides over, and arrives")
    func glides() {
        let before = Self.standing(at: .zero, frames: 5)
        let after = Self.standing(at: SIMD3(1, 0, 0), frames: 30).inertialized(after: before)
        #expect(after.rootTranslations[0].x < 0.1)
        #expect(after.rootTranslations[29].x == 1)
        for (a, b) in zip(after.rootTranslations, after.rootTranslations.dropFirst()) { #expect(b.x >= a.x) }
    }

    @Test("movement that fits already is left as it is")
    func fits() {
        let whole = Self.standing(at: SIMD3(0, 1, 0), frames: 20)
        #expect(whole.frames(10..<20).inertialized(after: whole.frames(0..<10)) == whole.frames(10..<20))
    }
}
