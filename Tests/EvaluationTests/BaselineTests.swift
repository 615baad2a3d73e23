import Motion
import Tensor
import Testing

@testable import Evaluation

@Suite("Ways of going on that know nothing")
struct BaselineTests {
    private let recording = Dancers.recording("solo", seconds: 12, seed: 3)

    private var windows: [EvaluationWindow] { EvaluationWindow.all(of: [recording]) }

    private func library() -> Library {
        Library([
            (recording, Movement(recording.movement)),
            (
                Dancers.recording("duo", seconds: 9, seed: 4),
                Movement(Dancers.improvising(seconds: 9, seed: 4))
            ),
            (
                Dancers.recording("other", seconds: 9, seed: 5, corpus: "street"),
                Movement(Dancers.improvising(seconds: 9, seed: 5))
            ),
        ])
    }

    private func proposals(_ baseline: Baseline, count: Int = 2) -> [[Clip]] {
        baseline.proposals(
            for: windows, corpora: windows.map { _ in "studio" }, from: library(), count: count, seed: 1)
    }

    @Test func windowsStartEveryTwoSeconds() {
        #expect(windows.map(\.start) == [0, 60, 120, 180])
        #expect(windows.allSatisfy { $0.movement.frameCount == 180 })
    }

    @Test(arguments: Baseline.allCases) func eachKeepsTheContextAndFillsTheWindow(baseline: Baseline) {
        for (row, window) in zip(proposals(baseline), windows) {
            #expect(row.count == ([.random, .retrieval].contains(baseline) ? 2 : 1))
            for clip in row {
                #expect(clip.frameCount == 180)
                #expect(clip.frames(0..<60) == window.given)
                // No step over the join that is much longer than those around it.
                let places = clip.positions()
                let steps = (58..<62).map { (places[$0 + 1][0] - places[$0][0]).length }
                #expect(steps.max() ?? 1 < 0.1)
            }
        }
    }

    @Test func freezingHasNoSpeedAndCoastingStopsAfterAFifthOfASecond() {
        for (held, coasted) in zip(proposals(.freeze), proposals(.coast)) {
            #expect((61..<180).allSatisfy { held[0].positions()[$0] == held[0].positions()[60] })
            let places = coasted[0].rootTranslations
            let step = places[59] - places[58]
            #expect((places[62] - places[61] - step).length < 1e-5)
            #expect(places[66] == places[179])
        }
    }

    @Test func retrievalFindsWhatReallyFollowedWhereItIsThere() {
        let truth = windows[1].movement
        let found = proposals(.retrieval)[1][0]
        let apart =
            zip(found.positions().joined(), truth.positions().joined()).map { ($0 - $1).length }.max() ?? 1
        #expect(apart < 0.02)
    }

    @Test func randomClipsAreOfTheContextsOwnCorpusAndNeverTwiceTheSame() {
        var generator = Xoshiro256(seed: 1)
        let other = Dancers.improvising(seconds: 9, seed: 5)
        let drawn = library().random(40, of: "street", &generator)
        #expect(drawn.allSatisfy { clip in other.rootTranslations.contains(clip.rootTranslations[0]) })
        #expect(Set(drawn.map { "\($0.rootTranslations[0])" }).count == 40)
        #expect(library().random(1_000_000, of: "street", &generator).count == 9 * 30 - 121)
        #expect(library().random(3, of: "nowhere", &generator).count == 3)
    }

    @Test func whatIsPlayedAfterAMovementGoesOnFromItsEnd() {
        let context = recording.movement.frames(0..<60)
        // The movement's own continuation needs hardly any blending.
        let same = context.playing(recording.movement.frames(59..<100))
        for frame in 60..<100 {
            #expect((same.rootTranslations[frame] - recording.movement.rootTranslations[frame]).length < 0.01)
            #expect(same[frame, 5].angle(to: recording.movement[frame, 5]) < 0.01)
        }
    }
}
