import BVHFormat
import Foundation
import Motion
import MotionIO
import Testing

/// `choreo propose --from-vocabulary` and `--style`, as a dancer types them.
@Suite struct VocabularyCommandTests {
    let studio: Studio

    /// The opening, and a folder with two other phrases and one in a folder of its own.
    init() throws {
        studio = try Studio()
        try Studio.opening.write(to: studio.path("opening.bvh"))
        try FileManager.default.createDirectory(
            atPath: studio.path("dances/old"), withIntermediateDirectories: true)
        for (file, pace) in [("a", 0.8), ("b", 1.3), ("old/c", 1.9)] {
            try Self.phrase(pace: pace).write(to: studio.path("dances/\(file).bvh"))
        }
    }

    /// Six seconds of a standing figure that raises its arms and bows, at a pace of its own.
    private static func phrase(pace: Double) -> BVHDocument {
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: Array(repeating: [0, 0.95, 0], count: 180),
            localRotations: Array(repeating: .identity, count: 180 * 22))
        for frame in 0..<180 {
            let time = pace * Double(frame) / 30
            clip[frame, .leftArm] = Quaternion(angle: Float(sin(2 * time) - 0.5), axis: [0, 0, 1])
            clip[frame, .rightArm] = Quaternion(angle: Float(0.8 + 0.4 * cos(3 * time)), axis: [0, 0, 1])
            clip[frame, .spine1] = Quaternion(angle: Float(0.3 * sin(1.5 * time)), axis: [1, 0, 0])
        }
        return BVHDocument(clip)
    }

    private func propose(_ words: String..., expecting status: Int32 = 0) throws -> Studio.Outcome {
        try studio.choreo(
            [
                "propose", "opening.bvh", "--no-sheet", "--force", "-o", "ideas", "--seconds", "2", "--count",
                "2",
            ]
                + words,
            expecting: status)
    }

    private func proposals() throws -> [[String: Any]] {
        try #require(try studio.json("ideas/proposals.json")["proposals"] as? [[String: Any]])
    }

    @Test func everySpanIsAccountedForByItsPhrase() throws {
        try FileManager.default.copyItem(
            atPath: studio.path("opening.bvh"), toPath: studio.path("dances/me.bvh"))
        try studio.write("no movement", to: "dances/notes.bvh")
        let told = try propose("--from-vocabulary", "dances")
        #expect(told.err.contains("left out notes.bvh"))
        #expect(told.err.contains("me.bvh is the phrase itself"))
        let record = try studio.json("ideas/proposals.json")
        #expect(record["checkpoint"] == nil)
        #expect((record["command"] as? String)?.hasSuffix("--seed 0") == true)
        for proposal in try proposals() {
            let quoted = try #require(proposal["quoted"] as? [[String: Any]])
            let frames = quoted.compactMap { $0["frames"] as? [Int] }
            #expect(frames.first?[0] == 1 && frames.last?[1] == 60)
            for (a, b) in zip(frames, frames.dropFirst()) { #expect(a[1] + 1 == b[0]) }
            for stretch in quoted {
                let file = try #require(stretch["file"] as? String)
                #expect(["a.bvh", "b.bvh", "old/c.bvh"].contains(file))
                #expect((stretch["sha256"] as? String)?.count == 64)
                let (from, to) = (stretch["from"] as? Double ?? 0, stretch["to"] as? Double ?? 0)
                #expect(0 < from && from < to && to <= 6)
            }
        }
        #expect(told.out.contains("danced in "))
        // The same command, the same bytes.
        let before = try studio.bytes("ideas/proposal-1.bvh")
        _ = try propose("--from-vocabulary", "dances", "--seed", "0")
        #expect(try studio.bytes("ideas/proposal-1.bvh") == before)
    }

    @Test func anAcceptedAnswerTellsItsPhraseInTheLedger() throws {
        try studio.choreo("new", "Night Train")
        try studio.choreo("add", "../opening.bvh", in: "night-train")
        try studio.choreo(
            "propose", "--after", "opening", "--from-vocabulary", "../dances", "--seconds", "2", "--count",
            "2",
            in: "night-train")
        try studio.choreo("accept", "1", "--as", "answer", in: "night-train")
        let spans = try #require(
            try studio.json("night-train/phrases/answer.json")["spans"] as? [[String: Any]])
        for span in spans {
            #expect(span["kind"] as? String == "proposed" && span["checkpoint"] == nil)
            let quoted = try #require(span["quoted"] as? [String: Any])
            #expect((quoted["file"] as? String)?.hasSuffix(".bvh") == true)
        }
        let credits = try studio.choreo("credits", in: "night-train").out
        #expect(credits.contains("proposed from the vocabulary, accepted by \(Studio.person): answer"))
        try studio.choreo("save", "-m", "an answer", in: "night-train")
        // Asked again, it goes on where it stopped.
        let again = try studio.choreo(
            "propose", "--after", "opening", "--from-vocabulary", "../dances", "--seconds", "2", "--count",
            "1",
            in: "night-train")
        #expect(again.err.contains("kept beside the piece"))
    }

    @Test func aStyleIsTakenOrRefusedAsTheCheckpointCan() throws {
        try Self.phrase(pace: 0.5).write(to: studio.path("very: calm.bvh"))
        let words = [
            "propose", "opening.bvh", "--no-sheet", "-o", "ideas", "--seconds", "0.5", "--count", "1",
            "--style",
            "very: calm.bvh", "--style", "dances/a.bvh:0.5", "--temperature", "0.8",
        ]
        guard try Self.shippedKnowsStyles() else {
            #expect(try studio.refusal(words).contains("trained without styles"))
            return
        }
        try studio.choreo(words)
        let styles = try #require(try studio.json("ideas/proposals.json")["styles"] as? [[String: Any]])
        #expect(styles.map { $0["file"] as? String } == ["very: calm.bvh", "a.bvh"])
        #expect(styles.map { $0["weight"] as? Double } == [1, 0.5])
        #expect(styles.allSatisfy { ($0["sha256"] as? String)?.count == 64 })
    }

    /// Whether the checkpoint that ships is of the format with styles.
    private static func shippedKnowsStyles() throws -> Bool {
        let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = try Data(contentsOf: top.appendingPathComponent("model/flow.safetensors"))
        return String(decoding: file.prefix(1 << 16), as: UTF8.self).contains("\"style.weight\"")
    }

    @Test func mistakesAreToldInWords() throws {
        let base = ["propose", "opening.bvh", "-o", "ideas"]
        func refusal(_ words: String...) throws -> String { try studio.refusal(base + words) }
        #expect(try refusal("--from-vocabulary", "dnaces").contains("there is no such folder"))
        try FileManager.default.createDirectory(
            atPath: studio.path("empty"), withIntermediateDirectories: true)
        #expect(try refusal("--from-vocabulary", "empty").contains("no recordings here"))
        try FileManager.default.copyItem(
            atPath: studio.path("opening.bvh"), toPath: studio.path("empty/me.bvh"))
        #expect(try refusal("--from-vocabulary", "empty").contains("besides the phrase itself"))
        #expect(try refusal("--from-vocabulary", "dances", "--seed", "99999").contains("no further answers"))
        #expect(try refusal("--style", "nobody.bvh").contains("nobody.bvh"))
        #expect(try refusal("--style", "dances/a.bvh:3").contains("0.0 … 2.0"))
        #expect(try refusal("--style", "dances/a.bvh:-1").contains("0.0 … 2.0"))
        #expect(try refusal("--style", "dances/a.bvh:much").contains("no number"))
        #expect(try refusal("--style", "dances/a.bvh:").contains("no number"))
        #expect(try refusal("--style", "nobody.bvh:0.5").contains("nobody.bvh"))
        #expect(try refusal("--temperature", "3").contains("0.5 … 2.0"))
        #expect(try refusal("--temperature", "nan").contains("0.5 … 2.0"))
        let words = [
            ["--from-vocabulary", "dances", "--style", "dances/a.bvh"], ["--with-itself"], ["--no-mirror"],
            ["--from-vocabulary", "dances", "--temperature", "1"],
        ]
        for words in words { try studio.choreo(base + words, expecting: 2) }
    }

    @Test func aStyleThatIsTooShortIsNamed() throws {
        try studio.choreo("edit", "trim", "dances/a.bvh", "0s..1.5s", "-o", "short.bvh")
        let told = try studio.refusal(["propose", "opening.bvh", "-o", "ideas", "--style", "short.bvh"])
        #expect(told.contains("short.bvh") && told.contains("too short"))
    }
}
