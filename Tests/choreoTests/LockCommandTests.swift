import BVHFormat
import Foundation
import Testing

/// Locks as a person uses them: what stays is equal in the files, and what makes no sense is refused.
@Suite struct LockCommandTests {
    let studio: Studio

    init() throws {
        studio = try Studio()
        try Studio.opening.write(to: studio.path("opening.bvh"))
    }

    private func propose(_ words: String...) throws -> Studio.Outcome {
        try studio.choreo(["propose", "opening.bvh", "--count", "1", "--no-sheet", "-o", "out"] + words)
    }

    /// The joints of which a proposal differs from the phrase, and the frames, first and last, from 1.
    private func changes(_ file: String = "out/proposal-1.bvh") throws -> (
        joints: Set<String>, frames: ClosedRange<Int>
    ) {
        let (old, new) = (Studio.opening, try BVHDocument.read(studio.path(file)))
        #expect(new.joints == old.joints && new.frameCount == old.frameCount)
        var joints: Set<String> = []
        var frames: [Int] = []
        for joint in old.joints {
            for frame in 0..<old.frameCount {
                let row = frame * old.channelCount + joint.firstChannel
                let range = row..<row + joint.channels.count
                if old.values[range] != new.values[range] {
                    joints.insert(joint.name)
                    frames.append(frame + 1)
                }
            }
        }
        return (joints, try #require(frames.min())...(try #require(frames.max())))
    }

    @Test func aStretchIsMadeAnewAndNothingElse() throws {
        let told = try propose("--fill", "1s..2s")
        #expect(told.out.contains("made anew in") && told.out.contains("31..60"))
        let (joints, frames) = try changes()
        #expect(frames == 31...60 && joints.contains("Hips") && joints.contains("Head"))
    }

    @Test func onlyAPartIsMadeAnew() throws {
        _ = try propose("--only", "arms@1s..")
        let (joints, frames) = try changes()
        #expect(joints.allSatisfy { $0.contains("Arm") || $0.contains("Hand") || $0.contains("Shoulder") })
        #expect(frames.lowerBound >= 31 && frames.upperBound == 90)
    }

    @Test func aPartThatIsKeptStaysWhileTheRestIsMadeAnew() throws {
        _ = try propose("--keep", "legs")
        let (joints, frames) = try changes()
        #expect(!joints.contains { $0.contains("Leg") || $0.contains("Foot") || $0.contains("Toe") })
        #expect(joints.contains("Hips") && frames == 1...90)
    }

    @Test func theSameWordsGiveTheSameBytesAndTheReportIsInTheRecord() throws {
        let words = [
            "propose", "opening.bvh", "--count", "2", "--no-sheet", "--fill", "1s..2s", "--keep", "legs",
        ]
        try studio.choreo(words + ["-o", "a"])
        try studio.choreo(words + ["-o", "b"])
        for file in ["proposal-1.bvh", "proposal-2.bvh"] {
            #expect(try studio.bytes("a/\(file)") == studio.bytes("b/\(file)"))
        }
        let record = try studio.json("a/proposals.json")
        #expect(record["isVariation"] as? Bool == true)
        for proposal in try #require(record["proposals"] as? [[String: Any]]) {
            let locks = try #require(proposal["locks"] as? [String: Any])
            #expect(locks["largestChange"] as? Double == 0)
            let lines = try #require(locks["lines"] as? [[String: Any]])
            #expect(lines.count == Studio.opening.joints.count)
            for line in lines { #expect(line["asked"] as? Int == line["equal"] as? Int) }
        }
    }

    @Test func aLoopFollowsThePhrase() throws {
        let told = try propose("--loop", "--seconds", "1", "--return")
        #expect(!told.out.contains("made anew in"))
        #expect(try BVHDocument.read(studio.path("out/proposal-1.bvh")).frameCount == 30)
    }

    @Test(arguments: [
        (["--keep", "wings"], "the rig has no such part"),
        (["--only", "arms", "--keep", "arms"], "--only and --keep name the same part"),
        (["--keep", "legs", "--keep", "root,body"], "nothing is left to make anew"),
        (["--fill", "2s..1s"], "these frames are not in the file"),
        (["--fill", "soon"], "this is no stretch of time"),
        (["--fill", "1s..1.1s"], "too short to make anew"),
        (["--fill", "1s..2s", "--only", "arms@0s..1s"], "contradict each other"),
        (["--fill", "2c..4c"], "counts need a tempo"),
        (["--loop", "--keep", "legs"], "--loop and --keep do not go together"),
        (["--loop", "--seconds", "1000"], "the way back cannot be that long"),
    ])
    func locksThatMakeNoSenseAreRefused(words: [String], reason: String) throws {
        let told = try studio.refusal(["propose", "opening.bvh", "-o", "out"] + words)
        #expect(told.contains(reason), "\(told)")
        #expect(!FileManager.default.fileExists(atPath: studio.path("out")))
    }

    @Test(arguments: [
        ["--fill", "1s..2s", "--seconds", "3"], ["--keep", "legs", "--with-context"], ["--return"],
    ])
    func wordsThatDoNotFitAreWrongWords(words: [String]) throws {
        try studio.choreo(["propose", "opening.bvh", "-o", "out"] + words, expecting: 2)
    }

    @Test func anAcceptedVariationIsThePhrasesOwnBesideWhatWasMade() throws {
        try studio.beginPiece()
        try studio.choreo(
            "propose", "--after", "opening", "--count", "1", "--fill", "1s..2s", "--keep", "legs",
            in: "night-train")
        try studio.choreo("accept", "1", "--as", "varied", in: "night-train")
        let ledger = try studio.json("night-train/phrases/varied.json")
        let spans = try #require(ledger["spans"] as? [[String: Any]])
        let made = spans.filter { $0["kind"] as? String == "proposed" }
        #expect(!made.isEmpty && spans.contains { $0["kind"] as? String == "captured" })
        for span in made {
            let frames = try #require(span["frames"] as? [Int])
            #expect(frames[0] >= 31 && frames[1] <= 60)
            let joints = try #require(span["joints"] as? [String])
            #expect(!joints.contains { $0.contains("Leg") })
        }
    }
}
