import BVHFormat
import Files
import Foundation
import Testing

/// A proposal that was made outside a piece is the network's when it comes in, as far as it is untouched.
@Suite struct ProposalAccountTests {
    let studio: Studio

    /// A piece with the opening in it, and beside it a folder with one proposal that follows the opening.
    init() throws {
        studio = try Studio()
        try studio.beginPiece()
    }

    private func propose(_ words: String...) throws {
        try studio.choreo(
            ["propose", "opening.bvh", "--count", "1", "--seconds", "1", "--no-sheet", "-o", "ideas"] + words)
    }

    private func spans(of phrase: String) throws -> [[String: Any]] {
        try #require(try studio.json("night-train/phrases/\(phrase).json")["spans"] as? [[String: Any]])
    }

    private func expectProposed(_ span: [String: Any], by person: String, command: String) throws {
        let record = try studio.json("ideas/proposals.json")
        let made = try #require((record["proposals"] as? [[String: Any]])?.first)
        #expect(span["kind"] as? String == "proposed")
        #expect(span["acceptedBy"] as? String == person)
        #expect(span["checkpoint"] as? String == record["checkpoint"] as? String)
        #expect(span["version"] as? String == record["version"] as? String)
        #expect(span["seed"] as? Int == made["seed"] as? Int)
        #expect(span["command"] as? String == command)
        #expect(span["parent"] as? String == "opening")
        let opening = try studio.json("night-train/phrases/opening.json")
        #expect(span["parentMovement"] as? String == opening["movement"] as? String)
    }

    /// Two networks come with Choreo: one goes on from a phrase, the other knows locks.
    @Test func theNetworkThatAnsweredIsNamed() throws {
        let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../model").path
        func digest(_ name: String) throws -> String {
            try SHA256.hexDigest(of: FileBytes.read("\(models)/\(name).safetensors"))
        }
        try propose()
        #expect(try studio.json("ideas/proposals.json")["checkpoint"] as? String == digest("codes"))
        try studio.choreo(
            "propose", "opening.bvh", "--only", "arms", "--count", "1", "--no-sheet", "-o", "ideas", "--force"
        )
        #expect(try studio.json("ideas/proposals.json")["checkpoint"] as? String == digest("flow"))
        try propose("--checkpoint", "\(models)/flow.safetensors", "--force")
        #expect(try studio.json("ideas/proposals.json")["checkpoint"] as? String == digest("flow"))
    }

    @Test func anUntouchedProposalIsTheNetworks() throws {
        try propose("--seed", "3")
        let record = try studio.json("ideas/proposals.json")
        let made = try #require((record["proposals"] as? [[String: Any]])?.first)
        let id = try studio.git("hash-object", "../ideas/proposal-1.bvh")
        #expect(made["movement"] as? String == id)
        #expect(made["contextFrames"] as? Int == 0)

        // Another name and another spelling are still the same movement.
        let text = String(decoding: try studio.bytes("ideas/proposal-1.bvh"), as: UTF8.self)
        try studio.write(text.replacing("\n", with: "\r\n"), to: "ideas/falling.bvh")
        for (file, person) in [("proposal-1", "Ben"), ("falling", "Cleo")] {
            let added = try studio.choreo("add", "../ideas/\(file).bvh", "--by", person, in: "night-train")
            #expect(added.err.contains("note: it is a proposal"))
            let spans = try spans(of: file)
            #expect(spans.count == 1)
            try expectProposed(
                spans[0], by: person,
                command: "choreo propose opening.bvh --count 1 --seconds 1 --no-sheet -o ideas --seed 3")
        }
        let credits = try studio.choreo("credits", in: "night-train").out
        #expect(credits.contains("accepted by Ben, Cleo: falling, proposal-1"))
    }

    @Test func ofAProposalWithItsPhraseOnlyWhatFollowsIsTheNetworks() throws {
        try propose("--with-context")
        let record = try studio.json("ideas/proposals.json")
        #expect((record["proposals"] as? [[String: Any]])?.first?["contextFrames"] as? Int == 90)
        let command =
            "choreo propose opening.bvh --count 1 --seconds 1 --no-sheet -o ideas --with-context --seed 1"

        // The piece has the opening, so its account is taken over: whoever adds the file, it is Ana's dance.
        let added = try studio.choreo("add", "../ideas/proposal-1.bvh", "--by", "Ben", in: "night-train")
        #expect(added.err.contains("note: 25 % of it is a proposal"))
        var spans = try spans(of: "proposal-1")
        #expect(spans.map { $0["frames"] as? [Int] } == [[1, 90], [91, 120]])
        #expect(spans[0]["kind"] as? String == "captured")
        #expect(spans[0]["by"] as? String == Studio.person)
        #expect(spans[0]["source"] as? String == "opening.bvh")
        try expectProposed(spans[1], by: "Ben", command: command)

        // A piece that does not know the phrase can only say who brought it.
        try studio.choreo("new", "Day Train")
        try studio.choreo("add", "../ideas/proposal-1.bvh", "--by", "Ben", in: "day-train")
        spans = try #require(
            try studio.json("day-train/phrases/proposal-1.json")["spans"] as? [[String: Any]])
        #expect(spans.map { $0["kind"] as? String } == ["captured", "proposed"])
        #expect(spans[0]["by"] as? String == "Ben")
    }

    @Test func aProposalThatWasChangedIsAPersonsEditOfIt() throws {
        try propose()
        let made = try #require(
            (try studio.json("ideas/proposals.json")["proposals"] as? [[String: Any]])?.first)
        var document = try BVHDocument.read(studio.path("ideas/proposal-1.bvh"))
        document.values[10] += 1
        try document.write(to: studio.path("ideas/proposal-1.bvh"))
        let added = try studio.choreo("add", "../ideas/proposal-1.bvh", "--by", "Ben", in: "night-train")
        #expect(added.err.contains("note: it was changed after it was proposed"))
        let spans = try spans(of: "proposal-1")
        #expect(spans.count == 1)
        #expect(spans[0]["kind"] as? String == "edited")
        #expect(spans[0]["by"] as? String == "Ben")
        #expect(spans[0]["parent"] as? String == "proposal-1")
        #expect(spans[0]["parentMovement"] as? String == made["movement"] as? String)
    }

    @Test func whateverLiesBesideAFileItIsAdded() throws {
        let id = String(repeating: "0", count: 40)
        let digest = String(repeating: "a", count: 64)
        func record(parent: String = "opening", file: String = "take.bvh", frames: String = "0") -> String {
            """
            {"checkpoint": "\(digest)", "command": "c", "version": "1", "seed": 1, "parent": "\(parent)", \
            "parentMovement": "\(id)", "proposals": [{"file": "\(file)", "seed": 1, "movement": "\(id)", \
            "contextFrames": \(frames)}]}
            """
        }
        let hostile = [
            "", "[]", "{", "\u{1b}[2J", "{\"proposals\": 3}", String(repeating: "[", count: 100_000),
            record().replacing("\"seed\": 1,", with: "\"seed\": -1,"),
            record().replacing(id, with: "../../etc"), record(parent: "../../opening"),
            record(frames: "-1"), record(frames: "1e99"), record().replacing(digest, with: "x"),
        ]
        try Studio.opening.write(to: studio.path("take.bvh"))
        func expectCaptured(_ number: Int, warned: Bool, _ comment: String) throws {
            let name = "take-\(number)"
            let added = try studio.choreo("add", "../take.bvh", "--as", name, in: "night-train")
            #expect(added.err.contains("warning: ../proposals.json") == warned, "\(comment)")
            #expect(!added.err.contains("\u{1b}"))
            #expect(try spans(of: name).map { $0["kind"] as? String } == ["captured"], "\(comment)")
        }
        for (number, text) in hostile.enumerated() {
            try studio.write(text, to: "proposals.json")
            try expectCaptured(number, warned: true, String(text.prefix(200)))
        }
        // Names are compared, never followed; and no one reads what waits for a writer or is far too large.
        try studio.write(record(file: "../../take.bvh"), to: "proposals.json")
        try expectCaptured(100, warned: false, "a name with slashes")
        try FileManager.default.removeItem(atPath: studio.path("proposals.json"))
        #expect(mkfifo(studio.path("proposals.json"), 0o600) == 0)
        try expectCaptured(101, warned: true, "a pipe")
        try FileManager.default.removeItem(atPath: studio.path("proposals.json"))
        try studio.write("{}", to: "proposals.json")
        #expect(truncate(studio.path("proposals.json"), 1 << 40) == 0)
        try expectCaptured(102, warned: true, "a terabyte of nothing")
    }
}
