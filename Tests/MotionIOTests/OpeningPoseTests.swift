import BVHFormat
import Motion
import Testing

@testable import MotionIO

@Suite("A pose in front of the movement")
struct OpeningPoseTests {
    /// Movement after a pose whose arms hang `down` radians below the shoulders; every joint of the rig has its own axes,
    /// so that no rotation is near zero.
    private static func file(
        armsDown down: Float, held: Int = 1, jump: Bool = true, rule: OpeningPoseRule = .auto
    ) throws -> MotionFile {
        let moving = RetargetTests.swaying(frames: 90)
        var pose = moving.frames(0..<1)
        for joint in 0..<22 { pose[0, joint] = .identity }
        pose[0, .leftArm] = Quaternion(angle: -down, axis: SIMD3(0, 0, 1))
        pose[0, .rightArm] = Quaternion(angle: down, axis: SIMD3(0, 0, 1))
        var clip = pose
        for _ in 1..<held { clip = clip.appending(pose) }
        var rest = moving
        if !jump {
            for frame in 0..<rest.frameCount {
                let ease = Easing.smoothstep(Float(frame) / 60)
                for joint in 0..<22 {
                    rest[frame, joint] = pose[0, joint].slerp(to: moving[frame, joint], at: ease)
                }
            }
        } else {
            for frame in 0..<rest.frameCount {
                rest[frame, .hips] = Quaternion(angle: 1, axis: SIMD3(0, 1, 0)) * rest[frame, .hips]
                for joint in [CanonicalJoint.leftArm, .rightArm, .leftForeArm, .spine, .leftUpLeg] {
                    rest[frame, joint] = Quaternion(angle: 0.7, axis: SIMD3(0, 1, 0)) * rest[frame, joint]
                }
            }
        }
        clip = clip.appending(rest)
        return try MotionFile(BVHDocument(Self.withOwnAxes(clip)), path: "opening.bvh", restPose: rule)
    }

    /// The same movement on a rig whose joints are turned by a radian about an axis of their own.
    private static func withOwnAxes(_ clip: Clip) -> Clip {
        let turns = (0..<22).map { joint in
            Quaternion(angle: 1, axis: SIMD3(1, Float(joint % 3), Float(joint % 5) - 2).normalized)
        }
        let joints = clip.skeleton.joints.enumerated().map { index, joint in
            Skeleton.Joint(
                name: joint.name, parent: joint.parent,
                offset: joint.parent.map { turns[$0].inverse.act(joint.offset) } ?? joint.offset,
                endSites: joint.endSites.map { turns[index].inverse.act($0) })
        }
        var result = Clip(
            skeleton: Skeleton(joints: joints), frameRate: clip.frameRate,
            rootTranslations: clip.rootTranslations,
            localRotations: clip.localRotations)
        for frame in 0..<clip.frameCount {
            for (index, joint) in joints.enumerated() {
                let parent = joint.parent.map { turns[$0].inverse } ?? .identity
                result[frame, index] = parent * clip[frame, index] * turns[index]
            }
        }
        return result
    }

    @Test("is seen and left out, whatever the rig's axes", arguments: [Float(0), 0.2, 0.8, 1.5])
    func leftOut(down: Float) throws {
        let file = try Self.file(armsDown: down)
        #expect(file.openingPose?.kind == (down < 0.3 ? .t : down < 1.1 ? .a : .standing))
        #expect(file.openingPose?.isInserted == true)
        #expect(file.skippedFrames == 1)
        #expect(file.clip.frameCount == 90)
        #expect(file.warnings.contains { $0.contains("pose") })
    }

    @Test("is left out however long it is held")
    func held() throws {
        #expect(try Self.file(armsDown: 0, held: 40).skippedFrames == 40)
    }

    @Test("stays where the file is to be kept whole")
    func kept() throws {
        let file = try Self.file(armsDown: 0, rule: .keep)
        #expect(file.openingPose?.frames == 1)
        #expect(file.skippedFrames == 0)
        #expect(file.clip.frameCount == 91)
    }

    @Test("stays where a person moves out of it, unless it is to be dropped")
    func calibration() throws {
        let file = try Self.file(armsDown: 0, held: 30, jump: false)
        #expect(file.openingPose?.isInserted == false)
        #expect(file.skippedFrames == 0)
        #expect(file.warnings.contains { $0.contains("T-pose") })
        let dropped = try Self.file(armsDown: 0, held: 30, jump: false, rule: .drop)
        #expect(dropped.skippedFrames >= 30 && dropped.skippedFrames < 60)
    }

    @Test("tells the axes of joints that stand in no other way")
    func axes() throws {
        let file = try Self.file(armsDown: 0)
        let canonical = try file.retarget().canonical(file.clip)
        let moving = RetargetTests.swaying(frames: 90)
        // The knee's own bend, and the spine's, come out as they went in.
        for frame in [20, 50, 80] {
            #expect(canonical[frame, .leftLeg].angle(to: moving[frame, .leftLeg]) < 0.02)
            #expect(canonical[frame, .spine1].angle(to: moving[frame, .spine1]) < 0.02)
        }
    }

    @Test("a movement that starts with straight arms at the sides is no pose")
    func movement() throws {
        let file = try MotionFile(BVHDocument(Self.withOwnAxes(RetargetTests.swaying())), path: "sway.bvh")
        #expect(file.openingPose?.isInserted != true)
        #expect(file.skippedFrames == 0)
    }
}
