import Diagnostics
import Motion
import Testing

@Suite("Times as people write them")
struct TimeWordTests {
    @Test(arguments: [
        ("2s", 2.0), ("0.25s", 0.25), ("48f", 2), ("8c", 4), ("0:04.5", 4.5), ("1:02", 62), ("0s", 0),
    ])
    func aTimeIsRead(text: String, seconds: Double) throws {
        #expect(try #require(TimeWord(text)).seconds(rate: 24, tempo: 120) == seconds)
    }

    @Test(arguments: [
        "", "s", "2", "-1s", "1e3s", "infs", "nanf", "2 s", "1:60", "1:2:3", ":5", "0x8s", "9999999999s",
    ])
    func whatIsNoTimeIsNone(text: String) { #expect(TimeWord(text) == nil) }

    @Test("counts need a tempo")
    func tempo() { #expect(TimeWord("8c")?.seconds(rate: 24, tempo: nil) == nil) }

    @Test(arguments: [
        ("1..24", 0..<24), ("..24", 0..<24), ("25..", 24..<96), ("0s..1s", 0..<24), ("1s..2s", 24..<48),
        ("2s..", 48..<96), ("24f..48f", 24..<48), ("2c..4c", 24..<48), ("0:01..0:02.5", 24..<60),
        ("3s..4.05s", 72..<96), ("7..7", 6..<7),
    ])
    func aStretchIsRead(text: String, frames: Range<Int>) throws {
        let range = try #require(TimeRange(text))
        #expect(try range.frames(of: 96, rate: 24, tempo: 120, option: "--frames") == frames)
    }

    @Test(arguments: ["..", "2s", "1...4", "1..2..3", "1-4", "a..b", "1..2s", "-1..4"])
    func whatIsNoStretchIsNone(text: String) { #expect(TimeRange(text) == nil) }

    @Test(arguments: ["0..5", "5..4", "90..97", "3s..5s", "4s..", "2s..2s"])
    func aStretchOutsideTheFileIsRefused(text: String) throws {
        let range = try #require(TimeRange(text))
        let problem = #expect(throws: Problem.self) {
            try range.frames(of: 96, rate: 24, tempo: nil, option: "--frames")
        }
        #expect(problem?.expected == "a stretch within 1..96, or within 0s..4.0s")
    }
}
