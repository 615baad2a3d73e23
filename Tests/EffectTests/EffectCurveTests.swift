import Effect
import Motion
import RealModule
import Testing

@Suite("Efforts over time")
struct EffectCurveTests {
    /// Two seconds at rest, then two seconds of arms that swing.
    private let restThenSwing: Clip = {
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: Array(repeating: [0, 0.95, 0], count: 120),
            localRotations: Array(repeating: .identity, count: 120 * 22))
        for frame in 60..<120 {
            let angle = 1.2 * Float.sin(Float(frame - 60) / 30 * 4 * .pi)
            clip[frame, .leftArm] = Quaternion(angle: angle, axis: [0, 0, 1])
            clip[frame, .rightArm] = Quaternion(angle: -angle, axis: [0, 0, 1])
        }
        return clip
    }()

    @Test("There is a curve for each of Laban's four, a value for every frame, 0 to 1")
    func four() throws {
        let curves = try EffectCurve.efforts(of: restThenSwing)
        #expect(curves.map(\.key) == [.weight, .time, .space, .flow])
        #expect(curves.allSatisfy { $0.values.count == 120 && $0.values.allSatisfy((0...1).contains) })
    }

    @Test("Time is low at rest and high where arms swing, and rises between the two without a jump")
    func time() throws {
        let time = try #require(try EffectCurve.efforts(of: restThenSwing).first { $0.key == .time }?.values)
        #expect(time[..<40].allSatisfy { $0 < 0.05 } && time[80..<110].allSatisfy { $0 > 0.4 })
        #expect(zip(time, time.dropFirst()).allSatisfy { abs($1 - $0) < 0.2 })
    }
}
