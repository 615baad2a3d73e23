import Motion
import RealModule
import Testing

@Suite("Edits of time")
struct TimeTests {
    let phrase = Phrases.swaying()

    @Test("slower and back, faster and back, is the phrase", arguments: [2, 1.37, 0.9, 3.14])
    func thereAndBack(factor: Double) {
        let there = phrase.warped(by: factor)
        #expect(there.keepsItsWord(about: [phrase]))
        #expect(there.clip.frameCount == Int((239 * factor).rounded()) + 1)
        let back = there.clip.warped(by: 1 / factor)
        #expect(Phrases.distance(back.clip, phrase) < 1e-5)
    }

    @Test("half as fast, every other frame is the phrase's own")
    func half() {
        let slow = phrase.warped(by: 2)
        #expect(slow.clip.frameCount == 479)
        #expect(slow.carriedRotations == 240 * 22)
        for frame in 0..<240 { #expect(slow.clip[2 * frame, 7] == phrase[frame, 7]) }
    }

    @Test("the first and the last frame are the phrase's, whatever the factor", arguments: [0.31, 0.77, 1.9])
    func ends(factor: Double) {
        let clip = phrase.warped(by: factor).clip
        #expect(clip.frames(0..<1) == phrase.frames(0..<1))
        #expect(clip.frames(clip.frameCount - 1..<clip.frameCount) == phrase.frames(239..<240))
    }

    @Test("moments come at their beats, and speed does not jump between them")
    func beats() throws {
        let end = 239.0 / 60
        let map = try #require(TimeMap([(0, 0), (1.1, 1), (1.4, 2), (end, 4)]))
        #expect(map.source(at: 1) == 1.1)
        #expect(map.source(at: 2) == 1.4)
        #expect(map.source(at: -1) == 0 && map.source(at: 9) == end)
        var last: (time: Double, speed: Double)?
        for tick in 1..<400 {
            let time = Double(tick) / 100
            let speed = (map.source(at: time + 1e-5) - map.source(at: time - 1e-5)) / 2e-5
            #expect(speed > 0)
            if let last { #expect(abs(speed - last.speed) < 0.1) }
            last = (time, speed)
        }
        let warped = phrase.warped(along: map)
        #expect(warped.clip.frameCount == 241)
        #expect(warped.keepsItsWord(about: [phrase]))
        #expect(
            Phrases.distance(warped.clip.frames(60..<61), phrase.sampled(at: [1.1], rate: 60).clip) < 1e-5)
        #expect(TimeMap([(0, 0), (1, 1), (0.5, 2)]) == nil)
    }

    @Test("between frames the movement goes on as it is, not along straight lines")
    func sampling() {
        let fine = Phrases.swaying(rate: 240)
        let moments = (0..<fine.frameCount - 3).map { Double($0) / 240 }
        let sampled = phrase.sampled(at: moments, rate: 240).clip
        #expect(Phrases.distance(sampled, fine.frames(0..<fine.frameCount - 3)) < 2e-5)
    }

    @Test("a phrase that goes round follows itself", arguments: LoopTravel.allCases)
    func loop(travel: LoopTravel) {
        let clip = Phrases.swaying(seconds: 4)
        let round = clip.looped(3, seam: 0.5, travel: travel, plan: .canonical)
        #expect(round.keepsItsWord(about: [clip]))
        #expect(round.clip.frameCount == 720)
        let places = round.clip.positions()
        for seam in [240, 480] {
            for joint in 0..<22 {
                // Nothing jumps: a centimetre a frame more or less is 36 m/s².
                let (a, b, c) = (places[seam - 1][joint], places[seam][joint], places[seam + 1][joint])
                #expect((c - 2 * b + a).length < 0.012, "joint \(joint)")
            }
        }
        for joint in 1..<22 { #expect(round.clip[240 + 100, joint] == clip[100, joint]) }
        // A fourth time would start where the third ends, too: the first pose follows the last one.
        for joint in 1..<22 { #expect(round.clip[719, joint].angle(to: clip[0, joint]) < 0.12) }
        let first = clip.floorPlace(plan: .canonical, frame: 0).place
        let third = round.clip.floorPlace(plan: .canonical, frame: 480).place
        #expect((third - first).length > 1 || travel == .returns)
        if travel == .returns { #expect((third - first).length < 1e-4) }
    }

    @Test("a phrase that goes round already is left as it is")
    func loopOfALoop() {
        let clip = Clip(
            skeleton: .canonical, frameRate: 30, rootTranslations: Array(repeating: [0, 1, 0], count: 60),
            localRotations: (0..<60).flatMap { frame in
                (0..<22).map { joint in
                    Quaternion(angle: 0.3 * Float.sin(2 * .pi * Float(frame) / 60), axis: [1, 0, 0])
                }
            })
        let twice = clip.looped(2, seam: 0.4, travel: .accumulates, plan: .canonical)
        for frame in 0..<60 { #expect(twice.clip[frame, 3] == clip[frame, 3]) }
        #expect(twice.carriedRotations >= 2 * 60 * 21)
    }
}
