import Diagnostics
import Foundation
import Motion
import MotionIO
import Testing

@testable import Evaluation

@Suite("The table")
struct EvaluationTests {
    /// Gives what really followed.
    private struct Prophet: Contender {
        let name = "prophet"
        func answer(_ recording: Recording, start: Int, count: Int, seed: UInt64) throws(Problem) -> Answer {
            let window = recording.movement.frames(start..<start + 180)
            return Answer(
                windows: Array(repeating: window, count: count), constraintError: 0, collateralChange: 0,
                seconds: 2)
        }
    }

    private static func evaluation(limit: Int? = nil) throws -> Evaluation {
        try Evaluation(
            of: (0..<4).map { Dancers.recording("held-\($0)", seconds: 8, seed: 200 + UInt64($0)) },
            against: Dancers.reference(), limit: limit, resamples: 4)
    }

    /// Few windows, and their table with seed 7: made once.
    private static let few = Result { try evaluation(limit: 3) }
    private static let table = Result { try few.get().table(of: [Prophet()], count: 2, seed: 7) }

    @Test func whoSaysWhatReallyFollowsIsAsRealAsCanBe() throws {
        let table = try Self.evaluation().table(of: [Prophet()], count: 2)
        #expect(table.windows == 8 && table.clips == 4 && table.isFew)
        let (real, prophet) = (try #require(table["real"]), try #require(table["prophet"]))
        for measure in [Measure.speedRatio, .jerkRatio, .neighbour] {
            #expect(abs(try #require(prophet[measure]).value - 1) < 1e-9)
        }
        for measure in [
            Measure.seamMedian, .frozen, .skate, .penetration, .footContact, .contactShare,
        ] {
            #expect(abs(try #require(prophet[measure]).value - #require(real[measure]).value) < 1e-9)
        }
        for measure in Measure.bestOf + [.spread, .legacyFIDk, .legacyFIDg, .frechetKinetic, .frechetPose] {
            // Roots of eigenvalues that are nothing but rounding.
            #expect(abs(try #require(prophet[measure]).value) < 1e-3)
        }
        #expect(prophet[.constraint]?.value == 0 && prophet[.seconds] == nil)
        // Whoever freezes has no speed, and is told from dancers.
        let frozen = try #require(table["freeze"])
        #expect(try #require(frozen[.speedRatio]).value < 1e-9)
        #expect(frozen[.frozen]?.value == 1)
        #expect(try #require(frozen[.twoSample]).value > 0.6)
        #expect(try #require(frozen[.best4]).value > 0.05)
        #expect(frozen[.spread] == nil)
        #expect(table.columns.map(\.name).count == 7)
    }

    @Test func theSameSeedGivesTheSameTableAndSeedsAreAveraged() throws {
        let evaluation = try Self.few.get()
        let first = try Self.table.get()
        #expect(try evaluation.table(of: [Prophet()], count: 2, seed: 7) == first)

        let many = try evaluation.table(of: [Prophet()], count: 2, seed: 7, seeds: 2, isTimed: true)
        #expect(many["freeze"] == first["freeze"])
        #expect(many["random clip"] != first["random clip"])
        let random = try #require(many["random clip"]?[.speedRatio])
        let range = try #require(random.range)
        let one = try #require(first["random clip"]?[.speedRatio])
        #expect(range.contains(random.value) && range.contains(one.value))
        #expect(many["prophet"]?[.seconds]?.value == 1)
        #expect(many.windows == 3)
    }

    @Test func theTableIsToldAsTextJSONAndPage() throws {
        let table = try Self.table.get()
        let lines = table.lines
        #expect(lines.contains { $0.hasPrefix("speed ratio") && $0.contains("1.00") })
        #expect(lines.contains { $0.contains("Too few") })
        #expect(lines.contains("Held to: prophet"))
        #expect(!lines.joined().contains("nan") && !lines.joined().contains("-0.0 "))
        let json = try #require(
            JSONSerialization.jsonObject(with: JSONEncoder().encode(table)) as? [String: Any])
        #expect(json["windows"] as? Int == 3 && json["isFew"] as? Bool == true)
        #expect((json["columns"] as? [[String: Any]])?.map { $0["name"] as? String }.last == "prophet")
        let page = table.page(titled: "A <test> & more")
        #expect(page.contains("<h1>A &lt;test&gt; &amp; more</h1>"))
        #expect(!page.contains("<script") && !page.contains("http"))
        #expect(page.components(separatedBy: "<svg").count == page.components(separatedBy: "</svg>").count)
    }

    @Test func whatIsTooShortIsRefused() throws {
        let reference = try Dancers.reference()
        #expect(throws: Problem.self) {
            try Evaluation(of: [Dancers.recording("short", seconds: 5, seed: 1)], against: reference)
        }
        #expect(throws: Problem.self) { try Evaluation(of: [], against: reference) }
        #expect(throws: Problem.self) { try Reference(of: [Dancers.recording("short", seconds: 5, seed: 1)]) }
    }

    @Test func aTargetIsMetOrNot() throws {
        let table = try Self.table.get()
        let prophet = try #require(table["prophet"])
        let met = Target.all.map { ($0.measure, $0.isMet(by: prophet, in: table)) }
        #expect(met.first { $0.0 == .speedRatio }?.1 == true)
        #expect(met.first { $0.0 == .best4 }?.1 == true)
        #expect(met.first { $0.0 == .spread }?.1 == false)
    }
}

@Suite("Which recordings are evaluated")
struct CorpusSplitTests {
    private func entries(_ count: Int, corpus: String = "a", splits: [String] = [""]) -> [CorpusEntry] {
        (0..<count).map {
            CorpusEntry(
                file: "\(corpus)/\($0).bvh", corpus: corpus, path: "\($0).bvh",
                split: splits[$0 % splits.count])
        }
    }

    @Test func splitsOfATableAreKept() throws {
        let split = try CorpusSplit(
            of: entries(6, splits: ["train", "validation", "test"]), split: "validation", training: [])
        #expect(split.evaluated.map(\.path) == ["1.bvh", "4.bvh"])
        #expect(split.reference.map(\.path) == ["0.bvh", "3.bvh"])
    }

    @Test func withoutSplitsEveryFourthIsHeldOut() throws {
        let split = try CorpusSplit(of: entries(6), split: "validation", training: [])
        #expect(split.evaluated.map(\.path) == ["0.bvh", "4.bvh"])
        #expect(split.reference.map(\.path) == ["1.bvh", "2.bvh", "3.bvh", "5.bvh"])
    }

    @Test func trainingCorporaGiveTheirTrainingPartAndNothingThatIsEvaluated() throws {
        let own = entries(4)
        let split = try CorpusSplit(
            of: own, split: "validation",
            training: own + entries(3, corpus: "b", splits: ["train", "test"]) + entries(2, corpus: "c"))
        #expect(split.evaluated == own)
        #expect(split.reference.map(\.name) == ["b/0.bvh", "b/2.bvh", "c/0.bvh", "c/1.bvh"])
    }

    @Test func anEmptySideIsRefused() {
        #expect(throws: Problem.self) {
            try CorpusSplit(of: entries(4, splits: ["train"]), split: "validation", training: [])
        }
        #expect(throws: Problem.self) { try CorpusSplit(of: entries(1), split: "validation", training: []) }
    }
}
