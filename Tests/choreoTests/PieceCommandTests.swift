import BVHFormat
import Foundation
import Testing

/// What the commands of a piece say and do when all goes well.
@Suite struct PieceCommandTests {
    let studio: Studio

    init() throws { studio = try Studio() }

    @Test func whatAProgramReads() throws {
        try studio.beginPieceWithProposals()
        try studio.choreo("accept", "1", in: "night-train")
        try studio.choreo("branch", "quieter", in: "night-train")
        func objects(_ words: String...) throws -> [[String: Any]] {
            try studio.choreo(words + ["--json"], in: "night-train").objects()
        }

        let status = try #require(try objects("status").first)
        #expect(status["title"] as? String == "Night Train")
        #expect(status["branch"] as? String == "quieter")
        #expect(status["phrases"] as? [String] == ["opening", "opening-1"])
        let unsaved = try #require(status["unsaved"] as? [[String: String]])
        #expect(unsaved[0] == ["change": "added", "subject": "phrase", "name": "opening-1"])

        let history = try objects("history")
        #expect(history.map { $0["message"] as? String } == ["the opening", "Begin Night Train"])
        #expect(history[0]["author"] as? String == Studio.person)
        #expect(history[0]["version"] as? String == (try studio.git("rev-parse", "HEAD")))
        #expect(try objects("history", "--limit", "1").count == 1)

        let branches = try objects("branch")
        #expect(branches.map { $0["branch"] as? String } == ["main", "quieter"])
        #expect(branches.map { $0["current"] as? Bool } == [false, true])

        let draft = try #require(try objects("drafts").first)
        let proposals = try #require(draft["proposals"] as? [[String: Any]])
        #expect(proposals.map { $0["standing"] as? String } == ["accepted", "waiting"])
        #expect(proposals[0]["phrase"] as? String == "opening-1")
        #expect(proposals[0]["by"] as? String == Studio.person)

        let credits = try #require(try objects("credits").first)
        let parts = try #require(credits["contributions"] as? [[String: Any]])
        #expect(parts.map { $0["kind"] as? String } == ["captured", "proposed"])
        let shares = parts.compactMap { $0["share"] as? Double }
        // Three seconds danced, half a second proposed.
        #expect(abs(shares[0] - 6.0 / 7) < 1e-9 && abs(shares[1] - 1.0 / 7) < 1e-9)
    }

    @Test func whoIsWorking() throws {
        try Studio.opening.write(to: studio.path("opening.bvh"))
        try studio.choreo("new", "Night Train", "--by", "Ben <ben@example.org>")
        #expect(try studio.git("log", "-1", "--format=%an %ae") == "Ben ben@example.org")
        let place = "night-train"
        try studio.choreo("add", "../opening.bvh", in: place)
        try studio.choreo("save", in: place, with: ["CHOREO_AUTHOR": "Cleo"])
        #expect(try studio.git("log", "-1", "--format=%an") == "Cleo")
        try studio.choreo("add", "../opening.bvh", "--as", "again", in: place)
        try studio.choreo("save", "--by", "Dai", in: place, with: ["CHOREO_AUTHOR": "Cleo"])
        #expect(try studio.git("log", "-1", "--format=%an") == "Dai")
        let credits = try studio.choreo("credits", in: place).out
        #expect(credits == "100 %  danced or made by \(Studio.person): again, opening\n")
    }

    @Test func aPieceIsFoundFromBelowAndFromElsewhere() throws {
        try studio.beginPiece()
        let here = try studio.choreo("status", in: "night-train").out
        #expect(try studio.choreo("status", in: "night-train/phrases").out == here)
        #expect(try studio.choreo("status", "-C", "night-train").out == here)
        #expect(try studio.choreo("status", "--piece", "night-train/rigs").out == here)
        try studio.choreo("add", "opening.bvh", "--as", "Second Time", "-C", "night-train", "--unplaced")
        let status = try studio.choreo("status", in: "night-train").out
        #expect(
            status.hasPrefix("Night Train, on main\nphrases: Second-Time, opening\n")
                && status.hasSuffix("unsaved:\n  added phrase Second-Time\n"), "\(status)")
    }

    @Test func proposalsOfOnePhraseGoOnWithNewSeeds() throws {
        try studio.beginPieceWithProposals()
        // By its file and by its bare name it is the same phrase.
        for phrase in ["phrases/opening.bvh", "opening"] {
            try studio.choreo("propose", phrase, "--count", "1", "--seconds", "0.5", in: "night-train")
        }
        let drafts = try studio.choreo("drafts", "--json", in: "night-train").objects()
        #expect(drafts.map { $0["draft"] as? String } == ["opening-3", "opening-2", "opening"])
        let seeds = drafts.flatMap { ($0["proposals"] as? [[String: Any]] ?? []).map { $0["seed"] as? Int } }
        #expect(seeds.count == 4 && Set(seeds).count == 4, "\(seeds)")
    }

    @Test func whatIsRejectedCanStillBeTaken() throws {
        try studio.beginPieceWithProposals()
        try studio.choreo("drafts", "-o", "../look", in: "night-train")
        #expect(
            try studio.names(in: "look") == [
                "proposal-1.bvh", "proposal-2.bvh", "proposals.json", "sheet.png",
            ])
        #expect(
            try studio.choreo("reject", "2", "1", in: "night-train").out
                == "rejected proposals 2, 1; none left\n")
        #expect(try studio.choreo("status", in: "night-train").out.contains("waiting") == false)
        try studio.choreo("accept", "2", "1", in: "night-train")
        let listed = try studio.choreo("drafts", in: "night-train").lines
        #expect(listed[0] == "opening: 2 after opening, 0 waiting")
        #expect(listed[1].hasPrefix("  1  accepted as opening-1 by \(Studio.person): "))
    }

    @Test func whatWasSavedComesBack() throws {
        try studio.beginPiece()
        try FileManager.default.removeItem(atPath: studio.path("night-train/phrases/opening.bvh"))
        let back = try studio.choreo("restore", "opening", in: "night-train")
        #expect(back.out == "brought back\n  added phrase opening\n")
        let again = try studio.choreo("restore", in: "night-train")
        #expect(again.out == "nothing to bring back: all is as it was saved\n")
        let first = try studio.git("rev-parse", "HEAD~1")
        try studio.choreo("restore", String(first.prefix(8)), in: "night-train")
        #expect(try studio.choreo("status", in: "night-train").out.contains("phrases: none yet\n"))
        try studio.choreo("undo", in: "night-train")
        try studio.expectSound(after: "undo of restore", saves: 2, unsaved: false)
    }

    @Test func nothingIsOverwrittenWithoutForce() throws {
        try Studio.opening.write(to: studio.path("opening.bvh"))
        let words = ["propose", "opening.bvh", "--count", "1", "--seconds", "0.5", "--no-sheet"]
        try studio.choreo(words)
        let first = try studio.bytes("proposals/proposal-1.bvh")
        try studio.write("mine", to: "proposals/notes.txt")
        try studio.write("old", to: "proposals/proposal-2.bvh")
        #expect(try studio.refusal(words).contains("--force"))
        #expect(try studio.bytes("proposals/proposal-1.bvh") == first)
        try studio.choreo(words + ["--force"])
        // The same seed gives the same bytes; what an earlier run left goes, what is not ours stays.
        #expect(try studio.bytes("proposals/proposal-1.bvh") == first)
        #expect(
            try studio.names(in: "proposals") == ["notes.txt", "proposal-1.bvh", "proposals.json"])

        try studio.choreo("convert", "opening.bvh", "-o", "part.bvh", "--frames", "1..10")
        #expect(
            try studio.refusal(["convert", "opening.bvh", "-o", "opening.bvh"]).contains("--force"))
        try studio.choreo("convert", "opening.bvh", "-o", "part.bvh", "--frames", "1..5", "--force")
        #expect(try BVHDocument.read(studio.path("part.bvh")).frameCount == 5)
        let frames = ["render", "part.bvh", "-o", "frames", "--size", "64x64"]
        try studio.choreo(frames)
        #expect(try studio.refusal(frames).contains("frame-00001.png and 4 more"))
    }
}
