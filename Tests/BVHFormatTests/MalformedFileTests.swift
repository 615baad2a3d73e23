import BVHFormat
import Diagnostics
import Testing

/// Malformed files, each with what must be said about it: line and column, what was expected, what was found.
///
/// Each is the whole file of ``Sample/twoJoints`` with one thing wrong, so that lines and columns can be counted there.
@Suite("Malformed files")
struct MalformedFileTests {
    /// One thing wrong: `right` is replaced by `wrong`.
    struct Slip: Sendable, CustomTestStringConvertible {
        var right: String
        var wrong: String
        var line: Int
        var column: Int
        var expected: String
        var found: String

        init(
            _ right: String, _ wrong: String, _ line: Int, _ column: Int, expected: String, found: String
        ) {
            (self.right, self.wrong) = (right, wrong)
            (self.line, self.column) = (line, column)
            (self.expected, self.found) = (expected, found)
        }

        var testDescription: String { "\(right.debugDescription) → \(wrong.debugDescription)" }
    }

    static let slips: [Slip] = [
        // What is no BVH file at all.
        Slip("HIERARCHY", "{\"joints\": 2}", 1, 1, expected: "`HIERARCHY`", found: "`{`"),
        Slip("HIERARCHY", "; made by hand", 1, 1, expected: "`HIERARCHY`", found: "`;`"),
        // Keywords.
        Slip("ROOT Hips", "ROOTS Hips", 2, 1, expected: "`ROOT`", found: "`ROOTS`"),
        Slip("\tJOINT Chest", "\tBONE Chest", 6, 2, expected: Self.items, found: "`BONE`"),
        Slip("\t\tOFFSET 0 12.5", "\t\tTAIL 0 12.5", 8, 3, expected: Self.items, found: "`TAIL`"),
        Slip("End Site", "Site", 10, 3, expected: Self.items, found: "`Site`"),
        Slip("MOTION\nFrames: 2", "Frames: 2", 16, 1, expected: Self.rootOrMotion, found: "`Frames:`"),
        Slip("MOTION", "MOTIONS", 16, 1, expected: Self.rootOrMotion, found: "`MOTIONS`"),
        // Braces.
        Slip("Hips\n{\n", "Hips\n", 3, 2, expected: "`{`", found: "`OFFSET`"),
        Slip("End Site\n\t\t{\n", "End Site\n", 11, 4, expected: "`{`", found: "`OFFSET`"),
        Slip("\n}\nMOTION", "\nMOTION", 15, 1, expected: "`}`", found: "`MOTION`"),
        Slip("\t\t}\n\t}\n}\nMOTION", "MOTION", 13, 1, expected: "`}`", found: "`MOTION`"),
        Slip("\n}\nMOTION", "\n}\n}\nMOTION", 16, 1, expected: Self.rootOrMotion, found: "`}`"),
        Slip("\tJOINT Chest", "\t}\n\tJOINT Chest", 7, 2, expected: Self.rootOrMotion, found: "`JOINT`"),
        // Offsets.
        Slip("0 12.5 -0.75", "0 12.5", 9, 3, expected: Self.number, found: "`CHANNELS`"),
        Slip("0 12.5 -0.75", "0 12.5 -0.75 1", 8, 23, expected: Self.items, found: "`1`"),
        Slip("12.5 -0.75", "12,5 -0,75", 8, 12, expected: Self.number, found: "`12,5`"),
        Slip("12.5", "NaN", 8, 12, expected: Self.number, found: "`NaN`"),
        Slip("12.5", "-Infinity", 8, 12, expected: Self.number, found: "`-Infinity`"),
        Slip("12.5", "1e309", 8, 12, expected: Self.number, found: "`1e309`"),
        // Channels.
        Slip("CHANNELS 3", "CHANNELS x", 9, 12, expected: "a whole number", found: "`x`"),
        Slip("CHANNELS 3", "CHANNELS 3.5", 9, 12, expected: "a whole number", found: "`3.5`"),
        Slip(
            "CHANNELS 3", "CHANNELS 18446744073709551619", 9, 12, expected: "a whole number",
            found: "`18446744073709551619`"),
        Slip(
            "CHANNELS 3", "CHANNELS 4", 9, 12, expected: "4 channel names",
            found: "`Zrotation`, `Xrotation`, `Yrotation`"),
        Slip(
            "3 Zrotation Xrotation", "3 Zrotation Wrotation", 9, 24, expected: Self.channels,
            found: "`Wrotation`"),
        Slip("3 Zrotation Xrotation", "3 Zrotation Roll", 9, 24, expected: Self.channels, found: "`Roll`"),
        Slip(
            "3 Zrotation Xrotation", "3 Zrotation Zrotation", 9, 24, expected: "each channel once",
            found: "`Zrotation`"),
        // The header of the motion.
        Slip("Frames: 2", "Frames: two", 17, 9, expected: "a whole number", found: "`two`"),
        Slip("Frames: 2", "Frames: -2", 17, 9, expected: "a whole number", found: "`-2`"),
        Slip(
            "Frames: 2", "Frames: 99999999999999999999", 17, 9, expected: "a whole number",
            found: "`99999999999999999999`"),
        Slip("Frames: 2", "Frames: 1000000000", 17, 1, expected: "2, the rows counted", found: "1000000000"),
        Slip("Time: 0.04", "Time: inf", 18, 13, expected: Self.number, found: "`inf`"),
        Slip("Time: 0.04", "Time: 0", 18, 1, expected: "seconds, greater than 0", found: "0.0"),
        // Rows.
        Slip("5 6 7 8\n", "5 6 7\n", 19, 17, expected: "9 values", found: "8"),
        Slip("5 6 7 8\n", "5 6 7 8 9\n", 19, 20, expected: "9 values", found: "10"),
        Slip("5.5 6.5", "5.5 six", 20, 24, expected: Self.number, found: "`six`"),
        Slip("5.5 6.5", "5.5 nan", 20, 24, expected: Self.number, found: "`nan`"),
        Slip("5.5 6.5", "5.5 1e400", 20, 24, expected: Self.number, found: "`1e400`"),
        Slip(" 8.5\n", "", 20, 31, expected: "9 values", found: "8, then the end of the file"),
        Slip(" 8.5\n", " -", 20, 32, expected: "9 values", found: "8, then the end of the file"),
    ]

    private static let items = "`OFFSET`, `CHANNELS`, `JOINT`, `End Site` or `}`"
    private static let rootOrMotion = "`MOTION`, or another `ROOT`"
    private static let number = "a finite decimal number"
    private static let channels = "Xposition, Yposition, Zposition, Xrotation, Yrotation or Zrotation"

    @Test("Each is refused with its line and column", arguments: slips)
    func refused(_ slip: Slip) {
        let text = Sample.twoJoints.replacing(slip.right, by: slip.wrong)
        let problem = #expect(throws: Problem.self) { try BVHDocument.parse(text) }
        #expect(problem?.place?.path == "take.bvh")
        #expect(problem?.place?.line == slip.line)
        #expect(problem?.place?.column == slip.column)
        #expect(problem?.expected == slip.expected)
        #expect(problem?.found == slip.found)
        #expect(problem?.remedy.isEmpty == false)
    }

    @Test("The same at the same place whatever the line ends", arguments: slips)
    func refusedWithOtherLineEnds(_ slip: Slip) {
        let text = Sample.twoJoints.replacing(slip.right, by: slip.wrong).replacing("\n", by: "\r\n")
        let problem = #expect(throws: Problem.self) { try BVHDocument.parse(text) }
        #expect(problem?.place?.line == slip.line)
        #expect(problem?.place?.column == slip.column)
    }
}
