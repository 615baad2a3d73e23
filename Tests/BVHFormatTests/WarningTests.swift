import BVHFormat
import Testing

/// What is odd but clear: delivered, and told.
@Suite("Odd files are read with a warning")
struct WarningTests {
    @Test func fewerRowsThanDeclared() throws {
        let document = try BVHDocument.parse(Sample.twoJoints.replacing("Frames: 2", by: "Frames: 5"))
        #expect(document.frameCount == 2)
        #expect(
            document.warnings == [BVHWarning(line: 17, text: "`Frames:` says 5, rows counted and used: 2")])
    }

    @Test func moreRowsThanDeclared() throws {
        let document = try BVHDocument.parse(Sample.twoJoints.replacing("Frames: 2", by: "Frames: 1"))
        #expect(document == Sample.twoJointsDocument)
        #expect(document.warnings.map(\.line) == [17])
    }

    @Test func zeroFramesDeclaredButRowsThere() throws {
        let document = try BVHDocument.parse(
            Sample.twoJoints.replacing("Frames: 2", by: "Frames: 0").replacing("0.04\n", by: "0.04\n\n\n\n"))
        #expect(document == Sample.twoJointsDocument)
        #expect(document.warnings.map(\.line) == [17])
    }

    @Test func noFramesAreAFigureAtRest() throws {
        let document = try BVHDocument.parse(Sample.threeChannels("Frames: 0\nFrame Time: 0.01\n"))
        #expect(document.frameCount == 0)
        #expect(document.frameTime == 0.01)
        #expect(document.warnings == [BVHWarning(line: 8, text: "there are no frames: a figure at rest")])
    }

    @Test("A file that ends with MOTION is a figure at rest", arguments: ["MOTION", "MOTION\n\n"])
    func withoutMotion(_ ending: String) throws {
        let hierarchy = Sample.threeChannels("").replacing("MOTION\n", by: ending)
        let document = try BVHDocument.parse(hierarchy)
        #expect(document.joints.count == 1)
        #expect(document.frameCount == 0)
        #expect(document.frameTime == 1.0 / 30)
        #expect(document.warnings.count == 1)
    }

    @Test func aTrailerIsLeftOut() throws {
        let trailer = "10 5 10 14\n0\nProperties\nScale: 1.000000\nFigure: 1\n"
        let document = try BVHDocument.parse(Sample.twoJoints + trailer)
        #expect(document == Sample.twoJointsDocument)
        #expect(
            document.warnings
                == [BVHWarning(line: 21, text: "what follows the 2 declared frames is left out")])
    }

    @Test func strayRowsBehindAPieceOfARowAreLeftOut() throws {
        let document = try BVHDocument.parse(
            Sample.threeChannels("Frames: 2\nFrame Time: 1\n1 2 3\n4 5 6\n7 8\n9 10 11\n"))
        #expect(document.values == [1, 2, 3, 4, 5, 6])
        #expect(document.warnings.map(\.line) == [12])
    }

    @Test func theLastValueOfACutOffFileIsDoubtful() throws {
        let document = try BVHDocument.parse(Sample.threeChannels("Frames: 9\nFrame Time: 1\n1 2 3\n4 5 6"))
        #expect(document.frameCount == 2)
        #expect(
            document.warnings.map(\.text)
                == ["`Frames:` says 9, rows counted and used: 2; the last value may be cut off"])
    }

    @Test func severalRootsAreSeveralFigures() throws {
        let figure = "\nROOT B\n{\n\tOFFSET 50 0 0\n\tCHANNELS 1 Yrotation\n}\nMOTION"
        let document = try BVHDocument.parse(
            Sample.oneChannel("Frames: 1\nFrame Time: 1\n3 4\n").replacing("\nMOTION", by: figure))
        #expect(document.joints.map(\.parent) == [nil, nil])
        #expect(document.joints[1].offset == SIMD3(50, 0, 0))
        #expect(document.values == [3, 4])
        #expect(
            document.warnings
                == [BVHWarning(line: 7, text: "another ROOT: the file holds more than one figure")])
    }

    @Test func jointsOfOneNameAreKeptApart() throws {
        let document = try BVHDocument.parse(Sample.twoJoints.replacing("Chest", by: "Hips"))
        #expect(document.joints.map(\.name) == ["Hips", "Hips"])
        #expect(document.warnings == [BVHWarning(line: 2, text: "2 joints are called `Hips`")])
    }

    @Test func scaleChannelsAreLeftOutAndTheColumnsStayInStep() throws {
        let document = try BVHDocument.parse(
            Sample.twoJoints.replacing(
                "6 Xposition Yposition Zposition Zrotation Xrotation Yrotation",
                by: "8 Xposition Yposition Zposition Xscale Zrotation Xrotation Yrotation YSCALE"
            )
            .replacing("1 90 2 3 4 5", by: "1 90 2 100 3 4 5 100")
            .replacing("91 2.5 3.5 4.5 5.5", by: "91 2.5 100 3.5 4.5 5.5 100"))
        #expect(document == Sample.twoJointsDocument)
        #expect(
            document.warnings == [
                BVHWarning(line: 5, text: "`Xscale` of `Hips`: scale is not used"),
                BVHWarning(line: 5, text: "`YSCALE` of `Hips`: scale is not used"),
            ])
    }

    @Test func namesInLatin1AreKept() throws {
        let latin1 = Array("JOINT Pesco".utf8) + [0xE7] + Array("o\n".utf8)
        let halves = Sample.twoJoints.split(separator: "JOINT Chest\n").map { Array($0.utf8) }
        let document = try BVHDocument.parse(halves[0] + latin1 + halves[1], path: "latin.bvh")
        #expect(document.joints[1].name == "Pescoço")
        #expect(document.warnings.map(\.line) == [6])
    }

    @Test(
        "Other slips of writers",
        arguments: [
            ("HIERARCHY\n", "", 1), ("End Site", "End handL", 10), ("\t\t\tOFFSET 0 6 0\n", "", 10),
            ("JOINT Chest", "JOINT", 6), ("Frames: 2\n", "", 18), ("0.04", "30", 18),
        ])
    func slips(_ right: String, _ wrong: String, _ line: Int) throws {
        let document = try BVHDocument.parse(Sample.twoJoints.replacing(right, by: wrong))
        #expect(document.values == Sample.twoJointsDocument.values)
        #expect(document.warnings.map(\.line) == [line])
    }

    @Test func aJointWithoutChannelsStandsStill() throws {
        let document = try BVHDocument.parse(
            Sample.twoJoints.replacing("\t\tCHANNELS 3 Zrotation Xrotation Yrotation\n", by: "")
                .replacing(" 6 7 8\n", by: "\n").replacing(" 6.5 7.5 8.5", by: ""))
        #expect(document.joints[1].channels.isEmpty)
        #expect(
            document.warnings == [BVHWarning(line: 6, text: "joint `Chest` has no CHANNELS; it doesn't move")]
        )
    }

    @Test func aFigureThatCannotMoveHasNoFrames() throws {
        let document = try BVHDocument.parse(
            Sample.oneChannel("Frames: 3\nFrame Time: 1\n\n\n\n").replacing("1 Xrotation", by: "0"))
        #expect(document.frameCount == 0)
        #expect(document.warnings.map(\.line) == [8])
    }

    @Test("A single pose needs no frame time", arguments: ["", "Frame Time: 0\n", "Frame Time: -1\n"])
    func poseWithoutFrameTime(_ line: String) throws {
        let document = try BVHDocument.parse(Sample.oneChannel("Frames: 1\n\(line)45\n"))
        #expect(document.values == [45])
        #expect(document.frameTime == 1.0 / 30)
        #expect(document.warnings.count == 1)
    }

    @Test func warningsAreSafeToPrint() throws {
        let document = try BVHDocument.parse(Sample.twoJoints.replacing("End Site", by: "End \u{1B}[31mred"))
        #expect(document.warnings.map(\.text) == [#"an end site is written `End \u{1b}[31mred`"#])
    }

    @Test func aFileFullOfSlipsGetsABoundedList() throws {
        let ends = String(repeating: "End X { OFFSET 0 0 0 }\n", count: 1000)
        let document = try BVHDocument.parse(
            Sample.oneChannel("Frames: 1\nFrame Time: 1\n5\n").replacing("}\n", by: ends + "}\n"))
        #expect(document.joints[0].endSites.count == 1000)
        #expect(document.warnings.count == 51)
        #expect(document.warnings.last?.text == "950 more warnings of this file are not listed")
    }
}
