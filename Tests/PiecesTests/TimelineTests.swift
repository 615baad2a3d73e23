import Diagnostics
import JSON
import Testing

@testable import Pieces

@Suite struct TimelineTests {
    /// Every phrase is as long as its name says.
    private func length(_ phrase: String) throws(Problem) -> Double? { Double(phrase.filter(\.isNumber)) }

    @Test func aPhraseWithoutParentGoesToTheEndOfThePart() throws {
        var timeline = Timeline()
        for (phrase, start) in [("a2", 0.0), ("b3", 2), ("c1", 5)] {
            let placed = try timeline.insert(phrase, after: nil, dancer: "A", tempo: nil, seconds: length)
            #expect(placed.placement.start == .seconds(start))
            #expect(placed.moved == 0)
        }
        let other = try timeline.insert("d4", after: nil, dancer: "B", tempo: nil, seconds: length)
        #expect(other.placement.start == .seconds(0))
        #expect(timeline.placements.map(\.phrase) == ["a2", "b3", "c1", "d4"])
    }

    @Test func aPhraseAfterItsParentMakesRoomForItself() throws {
        var timeline = Timeline(placements: [
            Placement(
                phrase: "a2", dancer: "A", start: .seconds(1), place: [3, 4], facing: 90, section: "one"),
            Placement(phrase: "x2", dancer: "B", start: .seconds(3)),
            Placement(phrase: "b3", dancer: "A", start: .seconds(3)),
            Placement(phrase: "c1", dancer: "A", start: .counts(12)),
        ])
        let placed = try timeline.insert("n4", after: "a2", dancer: "B", tempo: 120, seconds: length)
        #expect(
            placed.placement
                == Placement(
                    phrase: "n4", dancer: "A", start: .seconds(3), place: [3, 4], facing: 90, section: "one"))
        #expect(placed.moved == 2)
        #expect(timeline.placements.map(\.phrase) == ["a2", "n4", "x2", "b3", "c1"])
        // 4 s later: 3 s + 4 s, and 12 counts + 8 counts at two a second; the other dancer is not moved.
        #expect(timeline.placements.map(\.start) == [1, 3, 3, 7].map { .seconds($0) } + [.counts(20)])
    }

    @Test func aParentDancedTwiceIsContinuedTheLastTime() throws {
        var timeline = Timeline(placements: [
            Placement(phrase: "a2", dancer: "A", start: .seconds(0)),
            Placement(phrase: "a2", dancer: "A", start: .seconds(2)),
        ])
        let placed = try timeline.insert("n4", after: "a2", dancer: "A", tempo: nil, seconds: length)
        #expect(placed.placement.start == .seconds(4))
        #expect(placed.moved == 0)
    }

    @Test func countsNeedATempo() throws {
        var timeline = Timeline(placements: [Placement(phrase: "a2", dancer: "A", start: .counts(8))])
        let found = try #require(
            problem { _ = try timeline.insert("n4", after: "a2", dancer: "A", tempo: nil, seconds: length) })
        #expect(found.remedy.contains("\"tempo\""))
        #expect(timeline.placements.count == 1)
        let placed = try timeline.insert("n4", after: "a2", dancer: "A", tempo: 60, seconds: length)
        #expect(placed.placement.start == .counts(10))
    }

    @Test func theFileHasOnePlacementALineAndReadsBack() throws {
        let timeline = Timeline(placements: [
            Placement(phrase: "opening", dancer: "A", start: .seconds(0.5)),
            Placement(
                phrase: "falling", dancer: "B", start: .counts(8), place: [-1.5, 2], facing: 45,
                section: "two"),
        ])
        let text = String(decoding: timeline.serialized(), as: UTF8.self)
        #expect(
            text == """
                {
                  "format": 1,
                  "placements": [
                    {"dancer": "A", "facing": 0, "phrase": "opening", "place": [0, 0], "section": null, "start": "0.5s"},
                    {"dancer": "B", "facing": 45, "phrase": "falling", "place": [-1.5, 2], "section": "two", "start": "8c"}
                  ]
                }

                """)
        #expect(try Timeline.parse(Array(text.utf8), path: "timeline.json") == timeline)
    }

    @Test func aWrongPlacementIsNamedByItsLine() throws {
        let text = """
            {"format": 1, "placements": [
              {"dancer": "A", "phrase": "a", "start": "0s"},
              {"dancer": "A", "phrase": "b", "start": "soon"}]}
            """
        let found = try #require(problem { _ = try Timeline.parse(Array(text.utf8), path: "timeline.json") })
        #expect(found.place == .file("timeline.json", line: 3, column: 43))
        #expect(found.found == "`\"soon\"`")
        #expect(found.remedy.hasSuffix("choreo restore timeline.json"))
    }

    @Test(arguments: [
        ("2s", StageTime.seconds(2)), ("0.25s", .seconds(0.25)), ("8c", .counts(8)),
        ("0:04.5", .seconds(4.5)),
        ("2:00", .seconds(120)),
    ])
    func timesAreReadAsPeopleWriteThem(text: String, time: StageTime) {
        #expect(StageTime(text) == time)
        #expect(StageTime(time.description) == time)
    }

    @Test(arguments: [
        "", "s", "2", "-1s", "infs", "nanc", "2 s", "1:60", "1:2:3", ":5", "-0:01", "0x8s", "48f",
    ])
    func whatIsNoTimeIsNone(text: String) {
        #expect(StageTime(text) == nil)
    }
}

@Suite struct PieceSettingsTests {
    @Test func settingsReadBackAndKeepWhatTheyDoNotKnow() throws {
        var settings = PieceSettings(
            title: "Tänze \"für\" \u{1F483}\n", tempo: 96.5, dancers: ["Ana", "Ben"])
        settings.others["music"] = .string("score.wav")
        #expect(try PieceSettings.parse(settings.serialized(), path: "piece.json") == settings)
    }

    @Test(arguments: [
        ("\"title\": \"T\"", "\"title\": 3", "`title` is not what it should be"),
        ("\"title\": \"T\"", "\"name\": \"T\"", "`title` is missing"),
        ("\"tempo\": null", "\"tempo\": 0", "`tempo` is not what it should be"),
        ("\"width\": 12", "\"width\": -1", "`width` is not what it should be"),
        ("\"format\": 1", "\"format\": 1.5", "`format` is not what it should be"),
    ])
    func aWrongFieldIsNamed(part: String, wrong: String, what: String) throws {
        let text = String(decoding: PieceSettings(title: "T").serialized(), as: UTF8.self)
        #expect(text.contains(part))
        let bytes = Array(text.replacing(part, with: wrong).utf8)
        let found = try #require(problem { _ = try PieceSettings.parse(bytes, path: "night/piece.json") })
        #expect(found.what == what)
        #expect(found.place?.line != nil)
        #expect(found.remedy == "correct the line, or bring back the saved file: choreo restore piece.json")
    }
}
