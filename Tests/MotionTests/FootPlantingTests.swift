import Testing

@testable import Motion

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

    static let down = [SIMD4<Float>](repeating: SIMD4(repeating: 1), count: 40)

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

    /// Half a second of flight: up 31 cm and down, g = 9.81 m/s².
    @Test("a figure that flies keeps its legs")
    func air() {
        let none = [SIMD4<Float>](repeating: .zero, count: 40)
        var leap = Self.sliding()
        for frame in 0..<40 {
            let time = Float(frame - 20) / 30
            leap.rootTranslations[frame].y += max(0, 0.307 - 9.81 / 2 * time * time)
        }
        let planted = leap.plantingFeet(none)
        for joint in JointSet.leftLeg.union(.rightLeg).joints {
            #expect(planted[20, joint].angle(to: leap[20, joint]) < 0.1)
        }
        #expect(planted.positions()[20][CanonicalJoint.leftToe.rawValue].y > 0.2)
    }

    @Test("who hangs in the air and does not fall comes down")
    func hovering() {
        let none = [SIMD4<Float>](repeating: .zero, count: 60)
        var clip = Self.sliding(frames: 60)
        for frame in 30..<60 { clip.rootTranslations[frame].y += 0.1 * min(1, Float(frame - 30) / 10) }
        let lowest = clip.plantingFeet(none).positions().map { pose in
            min(pose[CanonicalJoint.leftToe.rawValue].y, pose[CanonicalJoint.rightToe.rawValue].y)
        }
        #expect(lowest.suffix(10).allSatisfy { $0 < 0.03 })
        // What was captured is believed.
        let captured = clip.plantingFeet(none, of: .captured)
        #expect(captured.rootTranslations[55].y == clip.rootTranslations[55].y)
    }

    /// A figure that turns on the spot at 60 degrees a second, its left foot 20 cm up where `onOneFoot`.
    static func turning(onOneFoot: Bool) -> Clip {
        var clip = sliding(frames: 60)
        for frame in 0..<60 {
            clip.rootTranslations[frame].x = 0
            clip[frame, .hips] = Quaternion(angle: Float(frame) / 30 * .pi / 3, axis: SIMD3(0, 1, 0))
            guard onOneFoot else { continue }
            clip[frame, .leftUpLeg] = Quaternion(angle: -1, axis: SIMD3(1, 0, 0))
            clip[frame, .leftLeg] = Quaternion(angle: 2, axis: SIMD3(1, 0, 0))
        }
        return clip
    }

    @Test("a body turns on one foot, and faces where it faced while it stands on two")
    func whirl() {
        let both = Self.turning(onOneFoot: false)
        let standing = both.plantingFeet(Array(repeating: SIMD4(repeating: 1), count: 60))
        let one = Self.turning(onOneFoot: true)
        let turning = one.plantingFeet(Array(repeating: SIMD4(0, 0, 1, 1), count: 60))
        func turned(_ clip: Clip) -> Float { clip.pose(at: 59).heading - clip.pose(at: 0).heading }
        #expect(abs(turned(standing)) < 0.3 * abs(turned(both)))
        #expect(abs(turned(turning) - turned(one)) < 0.02)
        // Facing stays in the middle of where the body stood.
        let hips = standing.rootTranslations[59] - both.rootTranslations[0]
        #expect(hips.flat.length < 0.08)
    }

    @Test("a body that glides on standing feet stands still")
    func glide() {
        let planted = Self.sliding().plantingFeet(Self.down)
        let hips = planted.rootTranslations.map(\.x)
        // 13 cm of glide; the first and last tenths of a second may keep a little of it.
        #expect((hips.max() ?? 0) - (hips.min() ?? 0) < 0.03)
    }

    @Test("a foot that moves fast over the floor is picked up, and comes down again")
    func swing() {
        var clip = Self.sliding(frames: 60)
        for frame in 0..<60 {
            clip.rootTranslations[frame].x = 0
            // The right leg swings forward along the floor and back to it between frames 20 and 40.
            let t = min(max(Float(frame - 20) / 20, 0), 1)
            let swing = 0.25 * t * t * (3 - 2 * t)
            clip[frame, .rightUpLeg] = Quaternion(angle: -0.31 - swing, axis: SIMD3(1, 0, 0))
            clip[frame, .rightLeg] = Quaternion(angle: 0.62, axis: SIMD3(1, 0, 0))
            clip[frame, .rightFoot] = Quaternion(angle: -0.31 + swing, axis: SIMD3(1, 0, 0))
        }
        var confidence = [SIMD4<Float>](repeating: SIMD4(repeating: 1), count: 60)
        for frame in 20..<40 { confidence[frame] = SIMD4(1, 1, 0, 0) }
        let planted = clip.plantingFeet(confidence)
        #expect(FootSkate.mean(of: planted) < FootSkate.mean(of: clip) / 2)
        let heights = planted.positions().map { $0[CanonicalJoint.rightToe.rawValue].y }
        #expect(heights.min() ?? -1 >= -1e-3)
    }

    @Test("one foot at least carries a body that does not fall")
    func carried() {
        let clip = Self.sliding()
        let unsure = [SIMD4<Float>](repeating: .zero, count: 40)
        let support = FootSupport(of: clip, confidence: unsure, open: 0..<clip.frameCount)
        for frame in 0..<40 { #expect(support.isDown[0][frame] || support.isDown[1][frame]) }
    }

    @Test("toes bend where they would go through the floor")
    func toes() {
        var clip = Self.sliding()
        for frame in 0..<40 {
            for foot in [CanonicalJoint.leftFoot, .rightFoot] {
                clip[frame, foot] = Quaternion(angle: 0.5, axis: SIMD3(1, 0, 0))
            }
        }
        let planted = clip.plantingFeet(Self.down)
        for frame in 0..<40 {
            let pose = planted.pose(at: frame)
            for toe in [CanonicalJoint.leftToe, .rightToe] {
                let end = Skeleton.canonical.joints[toe.rawValue].endSites[0]
                let tip = pose.positions[toe.rawValue] + pose.rotations[toe.rawValue].act(end)
                #expect(tip.y > -2e-3)
            }
        }
    }

    @Test("a standing foot that turns pivots on its ball with the heel released")
    func pivot() {
        var clip = Self.sliding(frames: 90)
        for frame in 0..<90 {
            clip.rootTranslations[frame].x = 0
            // The left foot turns out by 70 degrees between frames 30 and 45.
            let t = min(max(Float(frame - 30) / 15, 0), 1)
            let turn = Quaternion(angle: 1.2 * t * t * (3 - 2 * t), axis: SIMD3(0, 1, 0))
            clip[frame, .leftFoot] = Quaternion(angle: -0.31, axis: SIMD3(1, 0, 0)) * turn
        }
        let planted = clip.plantingFeet(Array(repeating: SIMD4(repeating: 1), count: 90))
        let places = planted.positions()
        let toes = places.map { $0[CanonicalJoint.leftToe.rawValue] }
        let ankles = places.map { $0[CanonicalJoint.leftFoot.rawValue].y }
        for toe in toes { #expect((toe - toes[0]).length < 4e-3) }
        #expect(ankles[38] > ankles[0] + 0.02)
        #expect(abs(ankles[85] - ankles[0]) < 0.01)
    }

    @Test("a sole that only trembles in its heading stands still")
    func still() {
        var clip = Self.sliding(frames: 60)
        for frame in 0..<60 {
            clip.rootTranslations[frame].x = 0
            let wobble = Quaternion(angle: frame % 20 < 10 ? 0.08 : -0.08, axis: SIMD3(0, 1, 0))
            clip[frame, .leftFoot] = Quaternion(angle: -0.31, axis: SIMD3(1, 0, 0)) * wobble
        }
        let planted = clip.plantingFeet(Array(repeating: SIMD4(repeating: 1), count: 60))
        let ankles = planted.positions().map { $0[CanonicalJoint.leftFoot.rawValue] }
        for ankle in ankles { #expect((ankle - ankles[0]).length < 5e-3) }
    }
}
