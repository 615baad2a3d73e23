import Motion
import RealModule
import Testing

@Suite("Foot skate")
struct FootSkateTests {
    /// A foot joint at constant height and speed for two seconds.
    private func path(height: Double, speed: Double) -> [SIMD3<Double>] {
        (0..<60).map { SIMD3(speed * Double($0) / 30, height, 0) }
    }

    @Test("counts sliding in full at rest height, half at 1.46 cm over it, and not from 2.5 cm on")
    func weights() {
        let half = 0.025 * Double.log2(1.5)
        for (height, share) in [(-0.02, 1.0), (0, 1), (half, 0.5), (0.025, 0), (0.3, 0)] {
            let slides = FootSkate.slides(
                paths: [
                    path(height: 0.07 + height, speed: 0.4), path(height: height, speed: 0.4),
                    path(height: 1, speed: 0), path(height: 1, speed: 0),
                ], frameRate: 30)
            #expect(slides[0].allSatisfy { abs($0 - 40 * share) < 1e-3 })
            #expect(slides[1].allSatisfy { abs($0 - 40 * share) < 1e-3 })
            #expect(slides[2].allSatisfy { $0 == 0 })
        }
    }

    @Test("of a clip is the mean over frames and the four foot joints")
    func clip() {
        let rest = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: (0..<60).map { SIMD3(Float($0) * 0.01, 0.95, 0) },
            localRotations: Array(repeating: .identity, count: 60 * 22))
        // 1 cm a frame is 30 cm/s, all four joints at rest height.
        #expect(abs(FootSkate.mean(of: rest) - 30) < 1e-3)
        #expect(FootSkate.mean(of: rest.frames(0..<0)) == 0)
    }
}
