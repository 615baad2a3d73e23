import BVHFormat
import Diagnostics
import Testing

/// What could be read in two ways is refused, and the message points at the very byte.
///
/// In each text a 👉 marks the place that the message must name.
@Suite("Refusals name line and column")
struct RefusalTests {
    @Test(
        "In the hierarchy",
        arguments: [
            ("HIERARCHY", "👉2.80 17.85", "this is not a BVH file"),
            ("HIERARCHY", "HIERARCHY 👉JOINT", "unexpected `JOINT` in the hierarchy"),
            ("Hips\n{", "Hips\n👉[", "unexpected `[` in the hierarchy"),
            ("OFFSET 0 0 0", "OFFSET 👉[0, 0, 0]", "OFFSET needs a number"),
            ("OFFSET 0 0 0", "OFFSET 👉0,0 0,0 0,0", "OFFSET needs a number"),
            ("OFFSET 0 0 0", "OFFSET 👉*ROOT", "OFFSET needs a number"),
            ("OFFSET 0 0 0", "OFFSET 0 0\n👉CHANNELS", "OFFSET needs a number"),
            ("OFFSET 0 0 0", "OFFSET 0 👉nan 0", "OFFSET needs a number"),
            ("OFFSET 0 0 0", "OFFSET 0 0 👉1e999", "OFFSET needs a number"),
            ("OFFSET 0 0 0", "OFFSET 0 0 👉0x10", "OFFSET needs a number"),
            ("OFFSET 0 0 0", "OFFSET 0 0 👉--1", "OFFSET needs a number"),
            ("OFFSET 0 0 0", "OFFSET 0 0 👉1.2.3", "OFFSET needs a number"),
            ("OFFSET 0 0 0", "OFFSET 0 0 0 👉0", "unexpected `0` in the hierarchy"),
            ("OFFSET 0 0 0", "OFFSET 0 0 0\n\t👉offset 1 1 1", "a second `offset` in one block"),
            ("CHANNELS 3", "CHANNELS 👉three", "CHANNELS needs a number of channels"),
            ("CHANNELS 3", "CHANNELS 👉-3", "CHANNELS needs a number of channels"),
            ("CHANNELS 3", "CHANNELS 👉2.5", "CHANNELS needs a number of channels"),
            ("CHANNELS 3", "CHANNELS 👉99999999999999999999", "CHANNELS needs a number of channels"),
            ("CHANNELS 3", "CHANNELS 👉4", "joint `Chest` declares 4 channels but names 3"),
            ("CHANNELS 3", "CHANNELS 👉2", "joint `Chest` declares 2 channels but names 3"),
            ("CHANNELS 3 Zrotation", "CHANNELS 3 👉Zspin", "unknown channel name"),
            (
                "CHANNELS 3 Zrotation", "CHANNELS 4 👉Wrotation Zrotation",
                "rotations are quaternions, which BVH does not have"
            ),
            (
                "CHANNELS 3 Zrotation Xrotation", "CHANNELS 3 Zrotation 👉zROTATION",
                "joint `Chest` names `zROTATION` twice"
            ),
            ("OFFSET 0 6 0", "OFFSET 0 6 0 CHANNELS 👉3 Zrotation", "an end site cannot move"),
            ("OFFSET 0 6 0", "OFFSET 0 6 0 👉JOINT Hand", "unexpected `JOINT` in the hierarchy"),
            ("\t}\n}\nMOTION", "👉MOTION", "2 blocks are still open where the motion begins"),
            ("}\nMOTION", "}\n👉}\nMOTION", "unexpected `}` in the hierarchy"),
            ("}\nMOTION\n", "}\n👉", "unexpected `Frames:` in the hierarchy"),
            ("}\nMOTION", "}\n👉z\nMOTION", "unexpected `z` in the hierarchy"),
        ])
    func hierarchy(_ right: String, _ wrong: String, _ what: String) throws {
        try expectProblem(what, in: Sample.twoJoints.replacing(right, by: wrong))
    }

    @Test(
        "In the motion",
        arguments: [
            ("👉Frames: 4\nFrame Time: 1\n", "the file declares 4 frames and holds none"),
            ("Frames: 👉many\nFrame Time: 1\n", "`Frames:` needs the number of frames"),
            ("Frames: 👉-1\nFrame Time: 1\n", "`Frames:` needs the number of frames"),
            ("Frames: 👉1e30\nFrame Time: 1\n", "`Frames:` needs the number of frames"),
            ("Frames: 2\nFrame Time: 👉fast\n1 2 3\n", "`Frame Time:` needs a number"),
            ("Frames: 2\nFrame Time: 👉0,04\n1 2 3\n", "`Frame Time:` needs a number"),
            ("Frames: 2\n👉Frame Time: 0\n1 2 3\n4 5 6\n", "the frame time is not a duration"),
            ("Frames: 2\n👉Frame Time: -0.04\n1 2 3\n4 5 6\n", "the frame time is not a duration"),
            ("Frames: 2\n👉Frame Time: 1e300\n1 2 3\n4 5 6\n", "the frame time is not a duration"),
            ("Frames: 2\n👉1 2 3\n4 5 6\n", "`Frame Time:` is missing"),
            ("Frames: 3\nFrame Time: 1\n1 2 3\n4 5👉\n7 8 9\n", "a frame row has too few values"),
            ("Frames: 3\nFrame Time: 1\n1 2 3\n4 5 6 👉7\n7 8 9\n", "a frame row has too many values"),
            ("Frames: 3\nFrame Time: 1\n1 2 3 👉4 5 6\n", "a frame row has too many values"),
            // As many values as declared, but lost in one row and gained in the next: not wrapped rows.
            ("Frames: 2\nFrame Time: 1\n1 2👉\n3 4 5 6\n", "a frame row has too few values"),
            ("Frames: 2\nFrame Time: 1\n1 2 3\n4 👉nan 6\n", "a frame row holds something that is no number"),
            (
                "Frames: 2\nFrame Time: 1\n1 2 👉-1.#IND\n4 5 6\n",
                "a frame row holds something that is no number"
            ),
            ("Frames: 2\nFrame Time: 1\n1 2 👉inf\n4 5 6\n", "a frame row holds something that is no number"),
            (
                "Frames: 2\nFrame Time: 1\n1 2 👉-1e999\n4 5 6\n",
                "a frame row holds something that is no number"
            ),
            ("Frames: 2\nFrame Time: 1\n👉1,5 2 3\n4 5 6\n", "a frame row holds something that is no number"),
            ("Frames: 2\nFrame Time: 1\n1 2 👉3-4\n4 5 6\n", "a frame row holds something that is no number"),
            ("Frames: 2\nFrame Time: 1\n1 2 3\n👉}\n4 5 6\n", "a frame row holds something that is no number"),
            ("Frames: 1\nFrame Time: 1\n1 2 3 👉x\n", "a frame row holds something that is no number"),
        ])
    func motion(_ motion: String, _ what: String) throws {
        try expectProblem(what, in: Sample.threeChannels(motion))
    }

    @Test(
        "A file cut off in its hierarchy",
        arguments: ["HIERARCHY\n👉", "HIERARCHY\nROOT Hips\n{\n\tOFFSET 0 1 2\n👉"])
    func cutOff(_ text: String) throws {
        try expectProblem("the file ends inside the hierarchy", in: text)
    }

    @Test func columnsAreBytesAndAMarkIsNone() throws {
        // é takes two bytes; the byte order mark before the first column is no column of the text.
        let problem = #expect(throws: Problem.self) {
            try BVHDocument.parse([0xEF, 0xBB, 0xBF] + Array("café".utf8), path: "bom.bvh")
        }
        #expect(problem?.place == .file("bom.bvh", line: 1, column: 1))
        let second = #expect(throws: Problem.self) { try BVHDocument.parse("HIERARCHY ROOT é [") }
        #expect(second?.place == .file("take.bvh", line: 1, column: 20, joint: "é ["))
    }

    @Test("Every kind of line end counts once", arguments: ["\n", "\r", "\r\n"])
    func lineEnds(_ lineEnd: String) throws {
        let text = "HIERARCHY\n\nROOT Hips\n{\n\tOFFSET 0 zero 0\n".replacing("\n", by: lineEnd)
        let problem = #expect(throws: Problem.self) { try BVHDocument.parse(text) }
        #expect(problem?.place == .file("take.bvh", line: 5, column: 11, joint: "Hips"))
    }

    @Test func aBadValueNamesJointAndFrame() throws {
        let problem = #expect(throws: Problem.self) {
            try BVHDocument.parse(Sample.twoJoints.replacing("5.5 6.5", by: "5.5 -1.#IND"))
        }
        #expect(
            problem
                == Problem(
                    "a frame row holds something that is no number",
                    at: .file("take.bvh", line: 20, column: 24, joint: "Chest", frame: 2),
                    expected: "a finite decimal number", found: "`-1.#IND`",
                    remedy: "correct the file there, or export it again"))
    }

    @Test func rowsOfAnotherWidthSayBothNumbers() throws {
        let problem = #expect(throws: Problem.self) {
            try BVHDocument.parse(
                Sample.twoJoints.replacing("6.5 7.5 8.5\n", by: "6.5 7.5\n0 0 0 0 0 0 0 0 0\n"))
        }
        #expect(problem?.expected == "9 values")
        #expect(problem?.found == "8")
        #expect(problem?.place?.frame == 2)
    }

    @Test func aDecimalCommaGetsAHintOfItsOwn() throws {
        let problem = #expect(throws: Problem.self) {
            try BVHDocument.parse(Sample.twoJoints.replacing("12.5", by: "12,5"))
        }
        #expect(problem?.remedy == "write numbers with a decimal point, and separate them by spaces")
    }

    @Test("What is no text in bytes is told apart", arguments: [[UInt8](), [0, 0, 0], [0xEF, 0xBB, 0xBF]])
    func nothing(_ bytes: [UInt8]) throws {
        let problem = #expect(throws: Problem.self) { try BVHDocument.parse(bytes, path: "empty.bvh") }
        #expect(problem?.what == "the file is empty")
    }

    @Test func utf16IsNamed() throws {
        let bytes: [UInt8] = [0xFF, 0xFE] + Sample.twoJoints.utf8.flatMap { [$0, 0] }
        let problem = #expect(throws: Problem.self) { try BVHDocument.parse(bytes, path: "wide.bvh") }
        #expect(problem?.found == "a UTF-16 byte order mark")
    }

    /// Reads `text` without its mark and compares what is complained about with `what` and the mark's place.
    private func expectProblem(
        _ what: String, in text: String, at location: SourceLocation = #_sourceLocation
    ) throws {
        let parts = text.split(separator: "👉", omittingEmptySubsequences: false).map(String.init)
        try #require(parts.count == 2, "a text has one mark")
        let problem = #expect(throws: Problem.self, sourceLocation: location) {
            try BVHDocument.parse(parts[0] + parts[1])
        }
        let lines = parts[0].split(separator: "\n", omittingEmptySubsequences: false)
        #expect(problem?.what == what, sourceLocation: location)
        #expect(problem?.place?.line == lines.count, sourceLocation: location)
        #expect(problem?.place?.column == (lines.last?.utf8.count ?? 0) + 1, sourceLocation: location)
        #expect(problem?.remedy.isEmpty == false, sourceLocation: location)
    }
}
