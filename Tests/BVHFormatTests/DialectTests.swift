import BVHFormat
import Testing

/// What exporters write, and a reader takes without complaint.
@Suite("Dialects that are read without a word")
struct DialectTests {
    @Test(
        "Any line ends",
        arguments: ["\r\n", "\r", "\n\n", "\r\n\n", " \t\n", "\u{B}\n", "\u{C}\n"])
    func lineEnds(_ lineEnd: String) throws {
        try expectSameAsSample(Sample.twoJoints.replacing("\n", by: lineEnd))
    }

    @Test func lineEndsMayBeMixed() throws {
        let halves = Sample.twoJoints.split(separator: "MOTION\n").map(String.init)
        try expectSameAsSample(halves[0].replacing("\n", by: "\r\n") + "MOTION\r" + halves[1])
    }

    @Test func aByteOrderMarkIsSkipped() throws {
        let document = try BVHDocument.parse(
            [0xEF, 0xBB, 0xBF] + Array(Sample.twoJoints.utf8), path: "bom.bvh")
        #expect(document == Sample.twoJointsDocument)
        #expect(document.warnings.isEmpty)
    }

    @Test func theLastRowNeedsNoLineEnd() throws {
        try expectSameAsSample(String(Sample.twoJoints.dropLast()))
        try expectSameAsSample(Sample.twoJoints.dropLast() + " \t")
    }

    @Test func theEndMarkOfDOSIsNotText() throws {
        try expectSameAsSample(Sample.twoJoints + "\u{1A}")
        try expectSameAsSample(Sample.twoJoints + "\0\0\0")
    }

    @Test("Keywords and channels in any case", arguments: [false, true])
    func letterCase(_ upper: Bool) throws {
        var text = Sample.twoJoints
        for word in ["HIERARCHY", "ROOT", "JOINT", "OFFSET", "CHANNELS", "End Site", "MOTION", "Frames:"]
            + ["Frame Time:", "Xposition", "Zposition", "Xrotation", "Yrotation"]
        {
            text = text.replacing(word, by: upper ? word.uppercased() : word.lowercased())
        }
        try expectSameAsSample(text)
    }

    @Test(
        "Labels with other blanks",
        arguments: [
            "Frames:2\nFrame Time:0.04", "Frames:\t2 \nFrame Time:\t0.04 ",
            "Frames:      2\nFrame  Time: 0.04",
            "Frames : 2\nFrame Time : 0.04", "Frames 2\nFrame Time 0.04", "FRAMES: 2\nFRAME TIME: 0.04",
            "Frames: 2\n\n\nFrame Time: .04\n\n", "Frame Time: 0.04\nFrames: 2",
            "Frames: 2.0\nFrameTime: 4e-2",
        ])
    func labels(_ header: String) throws {
        try expectSameAsSample(Sample.twoJoints.replacing("Frames: 2\nFrame Time: 0.04", by: header))
    }

    @Test(
        "End sites by other names", arguments: ["End Site4", "End  Site", "End site", "END SITE", "EndSite"])
    func endSites(_ words: String) throws {
        try expectSameAsSample(Sample.twoJoints.replacing("End Site", by: words))
    }

    @Test(
        "Numbers as people and programs write them",
        arguments: ["12.5", "+12.5", "012.50", "1.25e1", "1.25E+001", "125e-1", "12.5000000000000000000000"])
    func numbers(_ spelling: String) throws {
        try expectSameAsSample(Sample.twoJoints.replacing("12.5", by: spelling))
    }

    @Test func aNumberNeedsNoDigitBeforeOrBehindThePoint() throws {
        try expectSameAsSample(Sample.twoJoints.replacing("-0.75", by: "-.75").replacing("91", by: "91."))
    }

    @Test func rowsMayBeIndentedAndSpacedAtWill() throws {
        try expectSameAsSample(
            Sample.twoJoints.replacing("1 90 2 3", by: "\t 1   90\t\t2\t3").replacing(
                "7.5 8.5", by: "7.5 8.5 \t"))
    }

    @Test func blankLinesBetweenRowsAreNoRows() throws {
        try expectSameAsSample(Sample.twoJoints.replacing("6 7 8\n", by: "6 7 8\n\n \n\t\n"))
    }

    @Test(
        "Comments reach to the end of their line",
        arguments: [
            ("HIERARCHY", "# made by hand\n// twice\nHIERARCHY # at last"),
            ("Hips\n", "Hips\n# the root\n"),
            ("\t\tOFFSET 0 12.5 -0.75", "\t\tOFFSET 0 12.5 -0.75 // cm"),
            ("Zrotation Xrotation Yrotation\n\t\tEnd", "Zrotation Xrotation Yrotation #ZXY\n\t\tEnd"),
            ("MOTION\n", "#{\nMOTION // }\n"), ("Frames: 2\n", "Frames: 2 # two\n"),
            ("1 90", "# frame 1\n1 90"), ("6 7 8\n", "6 7 8 # one\n\t// two\n"),
            ("8.5\n", "8.5\n# the end"),
        ])
    func comments(_ plain: String, _ commented: String) throws {
        try expectSameAsSample(Sample.twoJoints.replacing(plain, by: commented))
    }

    @Test func aSignOfCommentsWithinANameIsPartOfIt() throws {
        let document = try BVHDocument.parse(
            Sample.twoJoints.replacing("JOINT Chest", by: "JOINT #1//TORSO#"))
        #expect(document.joints[1].name == "#1//TORSO#")
    }

    @Test func bracesMayStandOnTheLineOfTheKeyword() throws {
        try expectSameAsSample(
            Sample.twoJoints.replacing("Hips\n{", by: "Hips {").replacing("Chest\n\t{", by: "Chest{"))
    }

    @Test func theWholeFileMayBeAStreamOfWords() throws {
        try expectSameAsSample(
            """
            HIERARCHY ROOT Hips { OFFSET 0 0 0
            CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
            JOINT Chest { OFFSET 0 12.5
            -0.75 CHANNELS 3 Zrotation Xrotation Yrotation End Site { OFFSET 0 6 0}}}
            MOTION Frames: 2 Frame Time: 0.04 1 90 2 3 4 5 6 7 8
            1.5 91 2.5 3.5 4.5 5.5 6.5 7.5 8.5
            """)
    }

    @Test func rowsMayBeWrappedOverLines() throws {
        try expectSameAsSample(
            Sample.twoJoints.replacing("1 90 2 ", by: "1 90 2\n").replacing("91 2.5 3.5 ", by: "91 2.5 3.5\n")
        )
    }

    @Test func allRowsMayStandOnOneLine() throws {
        try expectSameAsSample(Sample.twoJoints.replacing("6 7 8\n", by: "6 7 8 "))
    }

    @Test func channelsMayComeBeforeTheOffset() throws {
        let channels = "\tCHANNELS 3 Zrotation Xrotation Yrotation\n"
        try expectSameAsSample(
            Sample.twoJoints.replacing("\t" + channels, by: "")
                .replacing("\t\tOFFSET 0 12.5", by: "\t" + channels + "\t\tOFFSET 0 12.5"))
    }

    @Test(
        "Names are kept whole",
        arguments: [
            "mixamorig:Hips", "Bip001 Pelvis_177", "TORSO#", "metacarpal1.r", "End", "Right Thumb 1", "0",
            "-1.5",
            "センター", "上半身　2", "Site", "MOTION", "joint", "a}b", "\"quoted\"", "__0",
        ])
    func names(_ name: String) throws {
        let text = Sample.twoJoints.replacing("JOINT Chest", by: "JOINT  \(name) ")
        let document = try BVHDocument.parse(text)
        #expect(document.joints[1].name == name)
        #expect(document.warnings.isEmpty)
    }

    @Test func everyJointHasItsOwnChannelOrder() throws {
        let document = try BVHDocument.parse(
            Sample.twoJoints.replacing(
                "CHANNELS 3 Zrotation Xrotation Yrotation", by: "CHANNELS 2 Yrotation Zposition"
            )
            .replacing(" 8\n", by: "\n").replacing(" 8.5\n", by: "\n"))
        #expect(document.joints[1].channels == [.yRotation, .zPosition])
        #expect(document.values.suffix(2) == [6.5, 7.5])
    }

    @Test func rotationsMayComeBeforePositions() throws {
        let document = try BVHDocument.parse(
            Sample.twoJoints.replacing(
                "Xposition Yposition Zposition Zrotation Xrotation Yrotation",
                by: "Zrotation Yrotation Xrotation Zposition Xposition Yposition"))
        #expect(
            document.joints[0].channels
                == [.zRotation, .yRotation, .xRotation, .zPosition, .xPosition, .yPosition])
        #expect(document.values == Sample.twoJointsDocument.values)
    }

    @Test func aLeafNeedsNoEndSite() throws {
        let document = try BVHDocument.parse(
            Sample.twoJoints.replacing("\t\tEnd Site\n\t\t{\n\t\t\tOFFSET 0 6 0\n\t\t}\n", by: ""))
        #expect(document.joints[1].endSites.isEmpty)
        #expect(document.warnings.isEmpty)
    }

    private func expectSameAsSample(_ text: String, at location: SourceLocation = #_sourceLocation) throws {
        let document = try BVHDocument.parse(text)
        #expect(document == Sample.twoJointsDocument, sourceLocation: location)
        #expect(document.warnings.isEmpty, sourceLocation: location)
    }
}
