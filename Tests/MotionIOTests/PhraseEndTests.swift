import BVHFormat
import Motion
import MotionIO
import Testing

@Suite("The end of a phrase")
struct PhraseEndTests {
    /// A figure that walks on with stiff legs at 0.6 m/s, 60 frames per second.
    private static func gliding(seconds: Double, from start: Float = 0) throws -> MotionFile {
        let count = Int(seconds * 60)
        var clip = Clip(
            skeleton: .canonical, frameRate: 60,
            rootTranslations: (0..<count).map { SIMD3(0, 0.95, start + Float($0) / 100) },
            localRotations: Array(repeating: .identity, count: count * 22))
        for frame in 0..<count {
            clip[frame, .leftArm] = Quaternion(angle: -0.5 - Float(frame) / 400, axis: SIMD3(0, 0, 1))
        }
        return try MotionFile(BVHDocument(clip), path: "gliding.bvh")
    }

    @Test("is its last four seconds, and ends on the phrase's last frame")
    func end() throws {
        let file = try Self.gliding(seconds: 6)
        let end = try PhraseEnd(of: file)
        #expect(end.clip.frameCount == 120)
        let last = end.clip.rootTranslations[119] - end.clip.rootTranslations[0]
        #expect(abs(last.z - 119.0 / 30 * 0.6) < 1e-3)
    }

    @Test("what follows comes back on the phrase's rig at its rate, one frame after its last")
    func following() throws {
        let file = try Self.gliding(seconds: 3)
        let next = try #require(
            try PhraseEnd(of: file).canonical(try Self.gliding(seconds: 2, from: 1.8)))
        let clip = try PhraseEnd(of: file).onOwnRig(next)
        #expect(clip.skeleton == file.clip.skeleton)
        #expect(clip.frameRate == 60)
        #expect(clip.frameCount == 2 * next.frameCount)
        let step = clip.rootTranslations[0] - file.clip.rootTranslations[file.clip.frameCount - 1]
        #expect((step - SIMD3(0, 0, 0.01)).length < 2e-3)
    }

    @Test("movement at another rate does not follow as it is")
    func otherRate() throws {
        let end = try PhraseEnd(of: try Self.gliding(seconds: 3))
        let slower = try Self.gliding(seconds: 3).resampled(to: 30)
        #expect(try end.canonical(MotionFile(BVHDocument(slower), path: "slower.bvh")) == nil)
    }
}
