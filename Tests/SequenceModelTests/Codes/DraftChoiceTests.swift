import Motion
import Testing

@testable import SequenceModel

@Suite("Of several drafts the one is taken that comes nearest to what is asked for")
struct DraftChoiceTests {
    /// A standing figure whose hips go to the side at a speed, m/s, and turn, radians a second.
    private func clip(speed: Float, turning: Float = 0) -> Clip {
        var clip = Clip.swaying(frames: 31)
        for frame in 0..<31 {
            let time = Float(frame) / 30
            clip.rootTranslations[frame] = SIMD3(speed * time, 0.9, 0)
            for joint in 0..<clip.jointCount { clip[frame, joint] = .identity }
            clip[frame, 0] = Quaternion(angle: turning * time, axis: SIMD3(0, 1, 0))
        }
        return clip
    }

    @Test(arguments: [(100.0, 2), (0.0, 1), (50.0, 0), (67.0, 3), (300.0, 2)])
    func byPlaceAmongTheDrafts(place: Double, expected: Int) {
        let clips = [0.4, 0.1, 2.0, 1.0].map { clip(speed: $0) } + [clip(speed: 0.2)]
        let kept = place == 67 ? Array(clips.prefix(4)) : clips
        #expect(DraftChoice(Conditions(speed: place)).best(of: kept) == expected)
        #expect(DraftChoice(Conditions(travel: place)).best(of: kept) == expected)
    }

    @Test func turningIsNotSpeed() {
        let clips = [clip(speed: 1), clip(speed: 0.1, turning: 2), clip(speed: 0.5, turning: -1)]
        #expect(DraftChoice(Conditions(turning: 100)).best(of: clips) == 1)
        #expect(DraftChoice(Conditions(speed: 100)).best(of: clips) == 0)
    }

    @Test func whereNothingIsAskedTheFirstIsTaken() {
        #expect(DraftChoice(.none).isFree)
        #expect(DraftChoice(.none).best(of: [clip(speed: 0), clip(speed: 1)]) == 0)
    }

    @Test func howABodyMoves() {
        let dynamics = DraftChoice.Dynamics(clip(speed: 0.6))
        #expect(abs(dynamics.speed - 0.6) < 1e-3 && abs(dynamics.travel - 0.6) < 1e-3)
        #expect(dynamics.turning < 1e-3 && dynamics.sharpness < 0.01)
        #expect(abs(DraftChoice.Dynamics(clip(speed: 0, turning: 1.5)).turning - 1.5) < 1e-3)
        #expect(DraftChoice.Dynamics(clip(speed: 1).frames(0..<1)).speed == 0)
    }
}
