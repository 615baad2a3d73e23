import Motion
import RealModule
import Testing

@Suite("Smoothed movement")
struct SmoothTests {
    /// A joint that swings by `size` radians `frequency` times a second, about an axis far from those of the file.
    private static func swinging(_ frequency: Double, size: Float, rate: Double, turning: Float = 0) -> Clip {
        let frames = Int(rate * 4)
        return Clip(
            skeleton: .canonical, frameRate: rate,
            rootTranslations: Array(repeating: [0, 1, 0], count: frames),
            localRotations: (0..<frames).flatMap { frame in
                (0..<22).map { joint in
                    let t = Float(Double(frame) / rate)
                    guard joint == 15 else { return .identity }
                    let swing = Quaternion(
                        angle: size * Float.sin(2 * .pi * Float(frequency) * t),
                        axis: SIMD3(1, 2, 3).normalized)
                    return Quaternion(angle: turning * t, axis: SIMD3(0, 1, 0)) * swing
                }
            })
    }

    @Test("of a wave at the cut-off half is left, of a slow one nearly all", arguments: [30.0, 60, 120])
    func response(rate: Double) {
        for (frequency, left) in [(6.0, 0.5), (1, 1 / (1 + 1 / 1296.0)), (12, 1 / 17.0)] {
            let clip = Self.swinging(frequency, size: 0.3, rate: rate)
            let smooth = clip.smoothed(cutoff: 6, joints: [15]).clip
            let middle = Int(rate)..<Int(3 * rate)
            func size(_ clip: Clip) -> Float {
                middle.map { clip[$0, 15].rotationVector.length }.max() ?? 0
            }
            #expect(abs(Double(size(smooth) / size(clip)) - left) < 0.03, "\(frequency) Hz at \(rate)")
        }
    }

    @Test("a steady turn, however fast, is not touched by it")
    func turn() {
        let clip = Self.swinging(0, size: 0, rate: 60, turning: 14)
        let smooth = clip.smoothed(cutoff: 4, joints: [15]).clip
        for frame in 0..<240 { #expect(smooth[frame, 15].angle(to: clip[frame, 15]) < 2e-3) }
    }

    @Test("both ends stay to the bit, and so do other joints")
    func ends() {
        let phrase = Phrases.swaying()
        let smooth = phrase.smoothed(cutoff: 2, joints: [0, 15, 16])
        #expect(smooth.keepsItsWord(about: [phrase]))
        #expect(smooth.clip.frames(0..<1) == phrase.frames(0..<1))
        #expect(smooth.clip.frames(239..<240) == phrase.frames(239..<240))
        for joint in 1..<22 where joint != 15 && joint != 16 {
            for frame in 0..<240 { #expect(smooth.clip[frame, joint] == phrase[frame, joint]) }
        }
        #expect(smooth.carriedRotations == 240 * 19 + 2 * 3)
    }

    @Test("30 and 120 frames a second agree")
    func rates() {
        let slow = Phrases.swaying(rate: 30).smoothed(cutoff: 3, joints: Set(0..<22)).clip
        let fast = Phrases.swaying(rate: 120).smoothed(cutoff: 3, joints: Set(0..<22)).clip
        let picked = fast.warped(toFrames: fast.frameCount).clip
        for frame in 20..<100 {
            let (a, b) = (slow.pose(at: frame).positions, picked.pose(at: 4 * frame).positions)
            for joint in 0..<22 { #expect((a[joint] - b[joint]).length < 1e-3) }
        }
    }

    @Test("outside the stretch that is smoothed nothing changes")
    func stretch() {
        let phrase = Phrases.swaying()
        let smooth = phrase.smoothed(cutoff: 1, joints: Set(0..<22), frames: 60..<120)
        #expect(smooth.keepsItsWord(about: [phrase]))
        #expect(smooth.clip.frames(0..<60) == phrase.frames(0..<60))
        #expect(smooth.clip.frames(120..<240) == phrase.frames(120..<240))
        #expect(smooth.clip[90, 5] != phrase[90, 5])
    }
}
