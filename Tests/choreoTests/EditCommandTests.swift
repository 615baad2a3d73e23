import BVHFormat
import Foundation
import Testing

/// `choreo edit`, run as a person runs it.
@Suite struct EditCommandTests {
    let studio: Studio

    init() throws {
        studio = try Studio()
        try Studio.opening.write(to: studio.path("opening.bvh"))
    }

    private func read(_ name: String) throws -> BVHDocument { try BVHDocument.read(studio.path(name)) }

    @Test func aPhraseCutInTwoAndJoinedIsThePhraseBitForBit() throws {
        let told = try studio.choreo("edit", "trim", "opening.bvh", "..1s", "-o", "a.bvh").err
        #expect(told == "a.bvh: 30 frames, all 2070 values as they were\n")
        try studio.choreo("edit", "trim", "opening.bvh", "2c..", "--bpm", "120", "-o", "b.bvh")
        try studio.choreo("edit", "join", "a.bvh", "b.bvh", "-o", "both.bvh")
        let (both, opening) = (try read("both.bvh"), try read("opening.bvh"))
        #expect(both.values.map(\.bitPattern) == opening.values.map(\.bitPattern))
        #expect(both.frameTime == opening.frameTime)
    }

    @Test func severalFilesAreEditedIntoAFolder() throws {
        try studio.choreo("edit", "trim", "opening.bvh", "1..20", "-o", "short.bvh")
        try studio.choreo("edit", "reverse", "opening.bvh", "short.bvh", "-o", "back/")
        #expect(try studio.names(in: "back") == ["opening.bvh", "short.bvh"])
        try studio.choreo("edit", "reverse", "back/short.bvh", "-o", "again.bvh")
        #expect(try studio.bytes("again.bvh") == studio.bytes("short.bvh"))
    }

    @Test func onlyTheRootIsPlaced() throws {
        let told = try studio.choreo(
            "edit", "place", "opening.bvh", "--start", "1,-2", "--facing", "90", "-o", "placed.bvh"
        ).err
        #expect(told.contains("90 frames, 5760 of 6210 values as they were (92.8 %)"))
        let placed = try read("placed.bvh")
        #expect(abs(placed.values[0] - 1) < 1e-5 && abs(placed.values[2] + 2) < 1e-5)
    }

    @Test(arguments: [
        (["edit", "trim", "opening.bvh", "2s..9s"], "these frames are not in the file"),
        (["edit", "trim", "opening.bvh", "2..3s"], "this is no stretch of time"),
        (["edit", "trim", "opening.bvh", "4c..8c"], "counts need a tempo"),
        (["edit", "join", "opening.bvh", "opening.bvh", "--seam", "soon"], "this is no time"),
        (["edit", "place", "opening.bvh", "--start", "here"], "this is no place on the floor"),
        (["edit", "reverse", "missing.bvh"], "no such file"),
    ])
    func whatCannotBeDoneIsSaid(words: [String], what: String) throws {
        let told = try studio.refusal(words + ["-o", "out.bvh"])
        #expect(told.contains(what), "\(told)")
        #expect(!FileManager.default.fileExists(atPath: studio.path("out.bvh")))
    }

    @Test func nothingIsReplacedUnasked() throws {
        let told = try studio.refusal(["edit", "reverse", "opening.bvh", "-o", "opening.bvh"])
        #expect(told.contains("the file is there already"))
        try studio.choreo("edit", "reverse", "opening.bvh", "-o", "opening.bvh", "--force")
    }

    @Test(arguments: [
        "trim", "join", "mirror", "reverse", "warp", "retime", "loop", "blend", "merge", "place", "canon",
        "accumulate", "smooth", "feet",
    ])
    func everyOperationHasTwoExamples(operation: String) throws {
        let help = try studio.choreo("edit", operation, "--help").out
        let overview = try #require(help.components(separatedBy: "USAGE").first)
        #expect(overview.components(separatedBy: "\n  choreo edit \(operation) ").count == 3)
    }

    /// Each operation on one phrase or two, and how many frames come of its 90.
    @Test(arguments: [
        (["mirror", "a.bvh"], 90), (["warp", "a.bvh", "--factor", "2"], 179),
        (["warp", "a.bvh", "--beats", "1s=2c", "--bpm", "60"], 120),
        (["retime", "a.bvh", "--length", "8c", "--bpm", "120"], 120),
        (["retime", "a.bvh", "--bpm", "90", "--to-bpm", "180"], 46),
        (["loop", "a.bvh", "--times", "3"], 270),
        (["loop", "a.bvh", "--return", "--plant"], 90), (["blend", "a.bvh", "b.bvh"], 81),
        (["merge", "a.bvh", "b.bvh", "--parts", "arms,Head"], 90),
        (["merge", "a.bvh", "b.bvh", "--parts", "body", "--in-step"], 90),
        (["accumulate", "a.bvh", "b.bvh"], 252), (["smooth", "a.bvh", "--parts", "LeftArm+"], 90),
        (["feet", "a.bvh"], 90), (["feet", "a.bvh", "--floor-only"], 90),
    ])
    func anOperationWritesItsPhrase(words: [String], frames: Int) throws {
        try studio.choreo("edit", "place", "opening.bvh", "--move", "0,0", "-o", "a.bvh")
        try studio.choreo("edit", "trim", "opening.bvh", "1..72", "-o", "b.bvh")
        try studio.choreo(["edit"] + words + ["-o", "out.bvh"])
        #expect(try read("out.bvh").frameCount == frames)
        #expect(try read("out.bvh").joints == read("opening.bvh").joints)
    }

    @Test func aCanonHasAFileForEachDancer() throws {
        try studio.choreo(
            "edit", "canon", "opening.bvh", "--dancers", "3", "--delay", "2c", "--bpm", "120", "--formation",
            "circle:2", "-o", "group")
        #expect(try studio.names(in: "group") == ["opening-1.bvh", "opening-2.bvh", "opening-3.bvh"])
        let (first, opening) = (try read("group/opening-1.bvh"), try read("opening.bvh"))
        #expect(first.frameCount == 150)
        #expect(first.frames(0..<90).values.map(\.bitPattern) == opening.values.map(\.bitPattern))
        try studio.choreo("edit", "accumulate", "opening.bvh", "opening.bvh", "-o", "stages/")
        #expect(try studio.names(in: "stages") == ["accumulation-1.bvh", "accumulation-2.bvh"])
        let told = try studio.refusal([
            "edit", "canon", "opening.bvh", "--dancers", "3", "--delay", "1s", "-o", "group",
        ])
        #expect(told.contains("the folder holds results of an earlier run"))
    }

    @Test(arguments: [
        (["warp", "opening.bvh", "--beats", "2s=1s,1s=2s"], "time would stand still or turn back"),
        (["warp", "opening.bvh", "--beats", "2s"], "these are no beats"),
        (["warp", "opening.bvh", "--factor", "900"], "no movement is left at this pace"),
        (["retime", "opening.bvh", "--length", "8c"], "counts need a tempo"),
        (["merge", "opening.bvh", "opening.bvh", "--parts", "wings"], "the rig has no such part"),
        (["smooth", "opening.bvh", "--cutoff", "0"], "this is no cut-off"),
        (["canon", "opening.bvh", "--dancers", "100", "--delay", "9000s"], "more movement than can be made"),
        (
            ["canon", "opening.bvh", "--dancers", "2", "--delay", "1s", "--formation", "heap"],
            "this is no formation"
        ),
    ])
    func whatAnOperationCannotDoIsSaid(words: [String], what: String) throws {
        let told = try studio.refusal(["edit"] + words + ["-o", "out"])
        #expect(told.contains(what), "\(told)")
        #expect(!FileManager.default.fileExists(atPath: studio.path("out")))
    }
}
