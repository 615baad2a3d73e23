import Motion
import Testing

@Suite("The centre of mass")
struct CenterOfMassTests {
    private func rest() -> [SIMD3<Double>] {
        let clip = Clip(
            skeleton: .canonical, frameRate: 30, rootTranslations: [SIMD3(0, 0.95, 0)],
            localRotations: Array(repeating: .identity, count: 22))
        return clip.pose(at: 0).positions.map { SIMD3<Double>($0) }
    }

    @Test("of a figure at rest lies in the middle, a little over the hips")
    func atRest() {
        let centre = CenterOfMass.of(rest())
        #expect(abs(centre.x) < 1e-9)
        #expect(centre.y > 0.95 && centre.y < 1.10)
        #expect(abs(centre.z) < 0.01)
    }

    @Test("moves with the body, as far as the body moves")
    func moves() {
        let shift = SIMD3(3.0, -1, 2)
        let there = CenterOfMass.of(rest().map { $0 + shift })
        #expect((there - CenterOfMass.of(rest()) - shift).length < 1e-9)
    }

    @Test("follows a forearm and hand by their share of the mass")
    func limb() {
        var places = rest()
        places[CanonicalJoint.leftHand.rawValue].y += 1
        // Forearm 1.6 % with its centre at 0.43, hand 0.6 % at 1.30 of the bone.
        let raised = CenterOfMass.of(places) - CenterOfMass.of(rest())
        #expect(abs(raised.y - (0.016 * 0.43 + 0.006 * 1.30)) < 1e-9)
    }
}
