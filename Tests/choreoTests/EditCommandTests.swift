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
        try studio.choreo("edit", "reverse", "opening.bvh", "short.bvh", "-o", "back")
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
}
