import Motion
import Testing

@testable import Stage

@Suite("A performer stands on the floor and keeps its time")
struct PerformerTests {
    @Test("Soles rest on the floor, whatever height the clip has")
    func floor() {
        var clip = Dancers.walk()
        for frame in 0..<clip.frameCount { clip.rootTranslations[frame].y += 3.3 }
        let performer = Performer(clip: clip, name: "high")
        #expect(abs(performer.body(frame: 10).lowest) < 1e-4)
    }

    @Test("A jump leaves the floor")
    func jump() {
        var clip = Dancers.still(frames: 20)
        for frame in 8..<12 { clip.rootTranslations[frame].y += 0.4 }
        let performer = Performer(clip: clip, name: "jump")
        #expect(abs(performer.body(frame: 0).lowest) < 1e-4)
        #expect(abs(performer.body(frame: 9).lowest - 0.4) < 1e-4)
    }

    @Test("A frame is shown from its own time until the next one's", arguments: [24.0, 29.97, 60, 120])
    func frames(rate: Double) {
        let performer = Performer(clip: Dancers.still(frames: 50, rate: rate), name: "still")
        for frame in 0..<50 {
            #expect(performer.frame(at: Double(frame) / rate) == frame)
            #expect(performer.frame(at: (Double(frame) + 0.9) / rate) == frame)
        }
        #expect(performer.frame(at: -1) == 0 && performer.frame(at: 1000) == 49)
    }

    @Test("Facing is the mean heading, and the first one of a dancer who spins")
    func facing() {
        #expect((Performer(clip: Dancers.walk(), name: "w").facing - SIMD3(0, 0, 1)).length < 1e-3)
        var spin = Dancers.still(frames: 36)
        for frame in 0..<36 {
            spin[frame, .hips] = Quaternion(angle: Float(frame) * .pi / 18 + 0.5, axis: SIMD3(0, 1, 0))
        }
        let facing = Performer(clip: spin, name: "spin").facing
        #expect(abs(facing.x - 0.479) < 0.01 && abs(facing.z - 0.878) < 0.01)
    }
}
