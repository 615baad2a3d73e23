import Motion
import Testing

@Suite("Planted feet")
struct FootPlantingTests {
    /// A figure that stands with soft knees and slides sideways at 0.1 m/s.
    static func sliding(frames: Int = 40) -> Clip {
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: (0..<frames).map { SIMD3(Float($0) / 300, 0.91, 0) },
            localRotations: Array(repeating: .identity, count: frames * 22))
        for frame in 0..<frames {
            for (up, leg, foot) in [
                (CanonicalJoint.leftUpLeg, CanonicalJoint.leftLeg, CanonicalJoint.leftFoot),
                (.rightUpLeg, .rightLeg, .rightFoot),
            ] {
                clip[frame, up] = Quaternion(angle: -0.31, axis: SIMD3(1, 0, 0))
                clip[frame, leg] = Quaternion(angle: 0.62, axis: SIMD3(1, 0, 0))
                clip[frame, foot] = Quaternion(angle: -0.31, axis: SIMD3(1, 0, 0))
            }
        }
        return clip
    }

    static let down = Contacts(labels: Array(repeating: [true, true, true, true], count: 40))

    @Test("a toe that is down stays at one place, knees bend forward")
    func stays() {
        let planted = Self.sliding().plantingFeet(Self.down)
        let toes = planted.positions().map { $0[CanonicalJoint.leftToe.rawValue] }
        for toe in toes { #expect((toe - toes[0]).length < 2e-3) }
        for frame in 0..<40 {
            let places = planted.pose(at: frame).positions
            let middle =
                (places[CanonicalJoint.leftUpLeg.rawValue] + places[CanonicalJoint.leftFoot.rawValue]) / 2
            #expect(places[CanonicalJoint.leftLeg.rawValue].z > middle.z)
        }
    }

    @Test("fixed frames are left alone, and the foot stays where they had it")
    func fixed() {
        let clip = Self.sliding()
        let planted = clip.plantingFeet(Self.down, keeping: 10)
        #expect(planted.frames(0..<10) == clip.frames(0..<10))
        let toes = planted.positions().map { $0[CanonicalJoint.rightToe.rawValue] }
        #expect((toes[30] - toes[9]).length < 2e-3)
    }

    @Test("a figure in the air keeps its legs")
    func air() {
        let clip = Self.sliding()
        let none = Contacts(labels: Array(repeating: [false, false, false, false], count: 40))
        var high = clip
        for frame in 0..<40 { high.rootTranslations[frame].y += 0.5 }
        #expect(high.plantingFeet(none) == high)
    }
}
