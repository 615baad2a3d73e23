import BVHFormat
import Foundation
import Testing

/// The whole line on the built command, with plain git looking on after every step.
@Suite struct RehearsalTests {
    @Test func aRehearsalFromAFileToAPieceWithBranches() throws {
        let studio = try Studio()
        try Studio.opening.write(to: studio.path("opening.bvh"))

        // A phrase in, proposals out, looked at and measured.
        let info = try #require(try studio.choreo("info", "--json", "opening.bvh").objects().first)
        #expect(info["frames"] as? Int == 90)
        #expect(info["rig"] as? String == "canonical")
        try studio.choreo("propose", "opening.bvh", "--count", "2", "--seconds", "1", "-o", "ideas")
        #expect(
            try studio.names(in: "ideas") == [
                "proposal-1.bvh", "proposal-2.bvh", "proposals.json", "sheet.png",
            ])
        let record = try studio.json("ideas/proposals.json")
        let ranked = try #require(record["proposals"] as? [[String: Any]])
        #expect(ranked.map { $0["file"] as? String } == ["proposal-1.bvh", "proposal-2.bvh"])
        let scores = try studio.choreo("score", "--json", "ideas/proposal-1.bvh", "ideas/proposal-2.bvh")
        #expect(try scores.objects().count == 2)
        try studio.choreo("render", "ideas/proposal-1.bvh", "-o", "ideas/one.png")
        #expect(try studio.bytes("ideas/one.png").starts(with: [0x89] + Array("PNG".utf8)))

        // A piece with the phrase in it.
        #expect(try studio.choreo("new", "Night Train").out == "began \"Night Train\" in night-train\n")
        try studio.expectSound(after: "new", saves: 1, unsaved: false)
        let added = try studio.choreo("add", "../opening.bvh", "--by", "Ana", in: "night-train")
        #expect(added.out == "added opening, 3.0 s, danced by A from 0.0 s on\n")
        try studio.expectSound(after: "add", saves: 1, unsaved: true)

        // The same proposals again, now kept beside the work.
        let proposed = try studio.choreo(
            "propose", "--after", "opening", "--seed", "1", "--count", "2", "--seconds", "1",
            in: "night-train")
        #expect(proposed.lines.count { $0.hasSuffix(".bvh") } == 2)
        try studio.expectSound(after: "propose", saves: 1, unsaved: true)
        #expect(try studio.git("status", "--porcelain").contains("proposal") == false)
        try studio.choreo("drafts", "-o", "../look", "--no-sheet", in: "night-train")
        for file in ["proposal-1.bvh", "proposal-2.bvh"] {
            #expect(try studio.bytes("look/\(file)") == studio.bytes("ideas/\(file)"))
        }

        let accepted = try studio.choreo("accept", "2", "--as", "falling", "--by", "Ben", in: "night-train")
        #expect(accepted.out == "accepted proposal 2 as falling, danced by A from 3.0 s on\n")
        try studio.expectSound(after: "accept", saves: 1, unsaved: true)
        #expect(try studio.bytes("night-train/phrases/falling.bvh") == studio.bytes("look/proposal-2.bvh"))
        try expectAccounts(in: studio, record: record, seed: ranked[1]["seed"] as? Int)

        try studio.choreo("save", "-m", "falling after the opening", in: "night-train")
        try studio.expectSound(after: "save", saves: 2, unsaved: false)
        #expect(try studio.git("log", "-1", "--format=%an: %s") == "Ana Lima: falling after the opening")

        // Another way it could go.
        try studio.choreo("branch", "quieter", in: "night-train")
        try studio.expectSound(after: "branch", saves: 2, unsaved: false)
        try studio.choreo("accept", "1", "--as", "sinking", in: "night-train")
        try studio.expectSound(after: "accept another", saves: 2, unsaved: true)
        try studio.choreo("save", in: "night-train")
        try studio.expectSound(after: "save on the branch", saves: 3, unsaved: false)
        #expect(try studio.git("log", "-1", "--format=%s") == "added phrase sinking")
        let quieter = try studio.bytes("night-train/timeline.json")

        try studio.choreo("switch", "main", in: "night-train")
        try studio.expectSound(after: "switch", saves: 2, unsaved: false)
        #expect(try studio.names(in: "night-train/phrases").contains("sinking.bvh") == false)

        #expect(try studio.choreo("undo", in: "night-train").out == "undid: switched to main\n")
        try studio.expectSound(after: "undo", saves: 3, unsaved: false)
        #expect(try studio.git("branch", "--show-current") == "quieter")
        #expect(try studio.bytes("night-train/timeline.json") == quieter)

        try studio.choreo("undo", in: "night-train")
        try studio.expectSound(after: "undo of save", saves: 2, unsaved: true)
        try studio.choreo("redo", in: "night-train")
        try studio.expectSound(after: "redo", saves: 3, unsaved: false)
        #expect(try studio.git("branch", "--format=%(refname:short)") == "main\nquieter")
    }

    /// The ledgers say who danced the opening, what made the proposal, and who accepted it.
    private func expectAccounts(in studio: Studio, record: [String: Any], seed: Int?) throws {
        let opening = try #require(
            try studio.json("night-train/phrases/opening.json")["spans"] as? [[String: Any]])
        #expect(opening.count == 1)
        #expect(opening[0]["kind"] as? String == "captured")
        #expect(opening[0]["by"] as? String == "Ana")
        #expect(opening[0]["source"] as? String == "opening.bvh")

        let falling = try #require(
            try studio.json("night-train/phrases/falling.json")["spans"] as? [[String: Any]])
        #expect(falling.count == 1)
        #expect(falling[0]["kind"] as? String == "proposed")
        #expect(falling[0]["checkpoint"] as? String == record["checkpoint"] as? String)
        #expect((record["checkpoint"] as? String)?.count == 64)
        #expect(falling[0]["seed"] as? Int == seed)
        #expect(falling[0]["acceptedBy"] as? String == "Ben")
        #expect(falling[0]["parent"] as? String == "opening")
        #expect(
            falling[0]["command"] as? String
                == "choreo propose --after opening --seed 1 --count 2 --seconds 1")
    }
}
