import BVHFormat
import Motion
import Testing

@testable import MotionIO

@Suite("Retargeting")
struct RetargetTests {
    /// A figure on the canonical skeleton that sways, bends its knees and turns its arms.
    static func swaying(frames: Int = 90) -> Clip {
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: Array(repeating: SIMD3(0, 0.95, 0), count: frames),
            localRotations: Array(repeating: .identity, count: frames * 22))
        for frame in 0..<frames {
            let t = Float(frame) / 30
            let bend = 0.3 + 0.2 * t
            clip.rootTranslations[frame] += SIMD3(0.1 * t, -0.05, 0)
            clip[frame, .hips] = Quaternion(angle: 0.2 * t, axis: SIMD3(0, 1, 0))
            clip[frame, .leftLeg] = Quaternion(angle: bend, axis: SIMD3(1, 0, 0))
            clip[frame, .leftUpLeg] = Quaternion(angle: -bend / 2, axis: SIMD3(1, 0, 0))
            clip[frame, .leftArm] = Quaternion(angle: -0.5 * t, axis: SIMD3(0, 0, 1))
            clip[frame, .spine1] = Quaternion(angle: 0.1 * t, axis: SIMD3(0, 0, 1))
        }
        return clip
    }

    @Test("the canonical rig maps to itself")
    func identity() throws {
        let clip = Self.swaying()
        let map = try JointMap(of: clip.skeleton, path: "canonical.bvh")
        let there = Retarget(clip: clip, map: map, up: .y).canonical(clip)
        for joint in [CanonicalJoint.spine1, .leftArm, .leftLeg, .hips] {
            #expect(there[60, joint].angle(to: clip[60, joint]) < 1e-3)
        }
    }

    @Test("there and back leaves every joint where it was")
    func roundTrip() throws {
        let clip = Self.swaying()
        let map = try JointMap(of: clip.skeleton, path: "canonical.bvh")
        let retarget = Retarget(clip: clip, map: map, up: .y)
        let back = retarget.rig(retarget.canonical(clip), continuing: clip.frames(0..<1))
        for frame in [0, 30, 89] {
            for (a, b) in zip(clip.pose(at: frame).positions, back.pose(at: frame).positions) {
                #expect((a - b).length < 1e-3)
            }
        }
    }

    @Test("a document of a clip reads back as the same movement")
    func document() throws {
        let clip = Self.swaying()
        let again = try Clip(
            BVHDocument.parse(BVHDocument(clip).serialized(), path: "sway.bvh"), path: "sway.bvh")
        for (a, b) in zip(clip.pose(at: 70).positions, again.pose(at: 70).positions) {
            #expect((a - b).length < 1e-4)
        }
    }

    @Test("an inserted rest pose is left out, a real start is not")
    func restPose() throws {
        let clip = Self.swaying()
        var rest = clip.frames(0..<1)
        rest.localRotations = Array(repeating: .identity, count: 22)
        rest.rootTranslations[0] = SIMD3(3, 1, 3)
        #expect(try MotionFile(BVHDocument(rest.appending(clip)), path: "a.bvh").skippedFrames == 1)
        #expect(try MotionFile(BVHDocument(clip), path: "b.bvh").skippedFrames == 0)
    }

    @Test("a skeleton that is no body is refused with the joints that are missing")
    func notABody() {
        let hand = Skeleton(joints: [.init(name: "wrist", parent: nil, offset: .zero)])
        #expect(throws: (any Error).self) { try JointMap(of: hand, path: "hand.bvh") }
    }
}
