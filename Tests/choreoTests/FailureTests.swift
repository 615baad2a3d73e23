import BVHFormat
import Foundation
import Testing

/// Whatever goes wrong ends with exit 1, a message of four parts and not a byte where no result is.
///
/// `studio.refusal` checks exit status and message; a crash fails it. The folder is compared before and after, hidden
/// names too.
@Suite struct FailureTests {
    let studio: Studio

    init() throws {
        studio = try Studio()
        try Studio.opening.write(to: studio.path("opening.bvh"))
    }

    /// Runs a command that must refuse, and checks that nothing is left where it worked.
    @discardableResult
    private func refused(
        _ words: String..., saying phrase: String, with settings: [String: String] = [:],
        running program: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let before = try everything()
        let told = try studio.refusal(
            words, with: settings, running: program, sourceLocation: sourceLocation)
        #expect(told.contains(phrase), "\(words): \(told)", sourceLocation: sourceLocation)
        // The place stands before the word `error`.
        #expect(!told.hasPrefix("error:"), "\(words): no place", sourceLocation: sourceLocation)
        #expect(try everything() == before, "\(words)", sourceLocation: sourceLocation)
        return told
    }

    /// All paths in the studio but those of the harness, hidden ones too.
    private func everything() throws -> [String] {
        let paths = FileManager.default.enumerator(atPath: studio.folder)?.compactMap { $0 as? String }
        return try #require(paths).filter { !$0.hasPrefix("home") }.sorted()
    }

    /// The opening's first frames, or some other change of its text, in a file of its own.
    private func phrase(_ name: String, frames: Int) throws {
        let opening = Studio.opening
        let part = BVHDocument(
            joints: opening.joints, frameTime: opening.frameTime,
            values: Array(opening.values.prefix(frames * opening.channelCount)))
        try part.write(to: studio.path(name))
    }

    /// The commands that read a phrase, each with somewhere to write.
    private static let readers: [[String]] = [
        ["info"], ["score"], ["propose", "-o", "out"], ["convert", "--fps", "24", "-o", "out.bvh"],
        ["render", "-o", "out.png"], ["render", "-o", "out.mp4"], ["render", "-o", "out"], ["view"],
    ]

    private func readersRefuse(
        _ path: String, saying phrase: String, but exceptions: [String] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for reader in Self.readers where !exceptions.contains(reader[0]) {
            let before = try everything()
            let words = [reader[0], path] + reader.dropFirst()
            let told = try studio.refusal(words, sourceLocation: sourceLocation)
            #expect(told.contains(phrase), "\(words): \(told)", sourceLocation: sourceLocation)
            #expect(told.hasPrefix(path), "\(words): \(told)", sourceLocation: sourceLocation)
            #expect(try everything() == before, "\(words)", sourceLocation: sourceLocation)
        }
    }

    // MARK: what is read

    @Test func aMissingFile() throws { try readersRefuse("nowhere.bvh", saying: "no such file") }

    @Test func somethingElseThanBVH() throws {
        try studio.write("Once upon a time\n", to: "story.bvh")
        try readersRefuse("story.bvh", saying: "story.bvh:1:1: error: this is not a BVH file")
        try studio.write("", to: "empty.bvh")
        try readersRefuse("empty.bvh", saying: "the file is empty")
    }

    @Test func aFileThatWasCutOff() throws {
        let text = String(decoding: try studio.bytes("opening.bvh"), as: UTF8.self)
        try studio.write(String(text.prefix(500)), to: "cut.bvh")
        try readersRefuse("cut.bvh", saying: "cut.bvh:24:")
    }

    @Test func aMillionJointsOneInAnother() throws {
        let joint = "JOINT a { OFFSET 0 0 0 CHANNELS 0\n"
        let text =
            "HIERARCHY\nROOT a { OFFSET 0 0 0 CHANNELS 0\n" + String(repeating: joint, count: 1_000_000)
        try studio.write(text + String(repeating: "}", count: 1_000_001) + "\nMOTION\n", to: "deep.bvh")
        try readersRefuse("deep.bvh", saying: "deep.bvh:1002:1: error: joints are nested too deep")
    }

    @Test func aHeaderThatClaimsAThousandMillionFrames() throws {
        let text = String(decoding: try studio.bytes("opening.bvh"), as: UTF8.self)
        let claim = text.replacingOccurrences(of: "Frames: 90", with: "Frames: 1000000000")
        try #require(claim != text)
        try studio.write(claim, to: "claim.bvh")
        try readersRefuse("claim.bvh", saying: "`Frames:` claims what the file cannot hold")
    }

    @Test func aSuffixInCapitalsIsASuffix() throws {
        try Studio.opening.write(to: studio.path("OPENING.BVH"))
        #expect(try studio.choreo("info", "OPENING.BVH").lines[1].contains("90 frames"))
        try studio.choreo("convert", "OPENING.BVH", "-o", "HALF.BVH", "--fps", "15")
        #expect(try studio.choreo("info", "HALF.BVH").lines[1].contains("45 frames"))
    }

    @Test func aFileThatWasCutOffInARow() throws {
        let text = String(decoding: try studio.bytes("opening.bvh"), as: UTF8.self)
        let part = text.prefix(text.count * 3 / 4)
        try studio.write(String(part), to: "cut.bvh")
        try readersRefuse("cut.bvh", saying: "cut.bvh:\(part.split(separator: "\n").count):")
    }

    /// What is left of it can be used, but nobody should take it for the whole.
    @Test func aFileThatWasCutOffBetweenRows() throws {
        let text = String(decoding: try studio.bytes("opening.bvh"), as: UTF8.self)
        let rows = text.split(separator: "\n")
        try studio.write(
            rows.prefix(rows.count * 3 / 4).joined(separator: "\n") + "\n", to: "cut.bvh")
        for words in [
            ["score"], ["render", "-o", "sheet.png"], ["convert", "-o", "out.bvh", "--fps", "30"],
        ] {
            #expect(try studio.choreo(words + ["cut.bvh"]).err.contains("warning: cut.bvh: line"))
        }
    }

    @Test func aFolderInsteadOfAFile() throws {
        try FileManager.default.createDirectory(
            atPath: studio.path("takes"), withIntermediateDirectories: true)
        try readersRefuse("takes", saying: "this is a folder", but: ["view"])
        try refused("view", "takes", saying: "there is nothing to watch in this folder")
    }

    @Test func noFrames() throws {
        try phrase("rest.bvh", frames: 0)
        try readersRefuse("rest.bvh", saying: "the file holds no movement", but: ["info"])
        let info = try studio.choreo("info", "rest.bvh").out
        #expect(info.contains("0 frames") && info.contains("canonical") && info.contains("a figure at rest"))
    }

    @Test func threeFrames() throws {
        try phrase("short.bvh", frames: 3)
        try refused("score", "short.bvh", saying: "at least 0.3 s")
        try refused("propose", "short.bvh", "-o", "out", saying: "at least 0.5 s")
        // What three frames are enough for is done.
        #expect(try studio.choreo("info", "short.bvh").out.contains("3 frames"))
        try studio.choreo("convert", "short.bvh", "--rig", "canonical", "--fps", "60", "-o", "more.bvh")
        #expect(try BVHDocument.read(studio.path("more.bvh")).frameCount == 5)
        try studio.choreo("render", "short.bvh", "-o", "sheet.png")
    }

    @Test func aSkeletonThatIsNoBody() throws {
        try studio.write(
            "HIERARCHY\nROOT Lamp\n{\n OFFSET 0 0 0\n CHANNELS 1 Yrotation\n}\nMOTION\nFrames: 40\n"
                + "Frame Time: 0.04\n" + String(repeating: "5\n", count: 40), to: "lamp.bvh")
        for words in [
            ["score"], ["propose", "-o", "out"], ["convert", "--rig", "canonical", "-o", "out.bvh"],
        ] {
            let told = try studio.refusal([words[0], "lamp.bvh"] + words.dropFirst())
            #expect(told.contains("not recognised as a human body") && told.contains("LeftUpLeg"))
        }
        #expect(try everything() == ["lamp.bvh", "opening.bvh"])
        #expect(try studio.choreo("info", "lamp.bvh").out.contains("not recognised"))
    }

    @Test func anUnknownRig() throws {
        try refused("convert", "opening.bvh", "-o", "out.bvh", "--rig", "octopus", saying: "canonical")
    }

    @Test func oneBadFileAmongGoodOnes() throws {
        try studio.write("Once upon a time\n", to: "story.bvh")
        for command in ["info", "score"] {
            let words = [command, "--json", "opening.bvh", "story.bvh", "nowhere.bvh", "opening.bvh"]
            let outcome = try studio.choreo(words, expecting: 1)
            #expect(try outcome.objects().count == 2)
            #expect(outcome.err.contains("story.bvh:1:1") && outcome.err.contains("nowhere.bvh"))
        }
    }

    // MARK: what is missing around it

    @Test func noDisplay() throws {
        try refused("view", "opening.bvh", saying: "choreo render")
    }

    @Test func noOpenGL() throws {
        // No vendor's library for EGL: as on a machine without Mesa.
        let none = ["__EGL_VENDOR_LIBRARY_DIRS": studio.path("nowhere")]
        try refused("render", "opening.bvh", "-o", "out.png", saying: "libegl-mesa0", with: none)
        try refused("render", "opening.bvh", "-o", "out.mp4", saying: "libegl-mesa0", with: none)
    }

    @Test func noEncoder() throws {
        try refused(
            "render", "opening.bvh", "-o", "out.mp4", saying: "apt-get install ffmpeg",
            with: ["PATH": "/nowhere"])
    }

    /// A command called `ffmpeg` that behaves as `script` says.
    private func encoder(_ script: String) throws -> [String: String] {
        try FileManager.default.createDirectory(
            atPath: studio.path("home/bin"), withIntermediateDirectories: true)
        try studio.write("#!/bin/sh\n" + script, to: "home/bin/ffmpeg")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: studio.path("home/bin/ffmpeg"))
        return ["PATH": studio.path("home/bin") + ":/usr/bin:/bin"]
    }

    @Test(arguments: ["echo 'no room' >&2; exit 1", "head -c 100000 >/dev/null; exit 3", "kill -9 $$"])
    func anEncoderThatDies(script: String) throws {
        try refused(
            "render", "opening.bvh", "-o", "out.mp4", saying: "ffmpeg could not make the film",
            with: encoder(script))
    }

    @Test func aNetworkThatIsNoneOrKnowsNoLocks() throws {
        try refused(
            "propose", "opening.bvh", "--checkpoint", "opening.bvh", "-o", "out",
            saying: "not a whole safetensors file")
        let codes = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../model/codes.safetensors").path
        try refused(
            "propose", "opening.bvh", "--checkpoint", codes, "--only", "arms", "-o", "out",
            saying: "this network knows no locks")
        try refused(
            "propose", "opening.bvh", "--checkpoint", codes, "--style", "opening.bvh", "-o", "out",
            saying: "this network knows no styles")
        try refused(
            "adapt", "opening.bvh", "--from", codes, "-o", "out.safetensors", saying: "not a checkpoint")
    }

    @Test func noCheckpoint() throws {
        // The command alone, without what ships with it.
        let command = studio.path("home/bin/choreo")
        try FileManager.default.createDirectory(
            atPath: studio.path("home/bin"), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Studio.command(), toPath: command)
        try refused("propose", "opening.bvh", "-o", "out", saying: "Scripts/install", running: command)
        try FileManager.default.createDirectory(
            atPath: studio.path("home/bin/skeletons"), withIntermediateDirectories: true)
        let told = try refused(
            "propose", "opening.bvh", "-o", "out", saying: "Scripts/install", running: command)
        #expect(told.contains("model/codes.safetensors"))
        // A checkpoint that was cut off while it was copied.
        try FileManager.default.createDirectory(
            atPath: studio.path("home/bin/model"), withIntermediateDirectories: true)
        try studio.write("PK", to: "home/bin/model/codes.safetensors")
        try refused("propose", "opening.bvh", "-o", "out", saying: "codes.safetensors", running: command)
    }

    // MARK: where is written

    /// Commands that write, with the place to write to last.
    private static let writers: [(words: [String], name: String)] = [
        (["convert", "opening.bvh", "--fps", "24", "-o"], "out.bvh"),
        (["convert", "opening.bvh", "--frames", "1..9", "-o"], "out.bvh"),
        (["render", "opening.bvh", "-o"], "out.png"),
        (["render", "opening.bvh", "--size", "64x36", "--fps", "5", "-o"], "out.mp4"),
        (["render", "opening.bvh", "--size", "64x36", "-o"], "out"),
        (["propose", "opening.bvh", "--count", "1", "--seconds", "0.5", "-o"], "out"),
    ]

    @Test func aFolderThatCannotBeWritten() throws {
        // A file in the way, and a file system that takes no files: both stop root, too, as permissions do not.
        for folder in ["opening.bvh", "/proc"] {
            for (words, name) in Self.writers {
                let before = try everything()
                let told = try studio.refusal(words + [folder + "/" + name])
                #expect(told.hasPrefix(folder), "\(words): \(told)")
                #expect(try everything() == before, "\(words)")
            }
        }
    }

    @Test func aFolderThatIsNotThere() throws {
        for (words, name) in Self.writers where name.contains(".") {
            let told = try studio.refusal(words + ["nowhere/" + name])
            #expect(told.contains("the folder does not exist"), "\(words): \(told)")
        }
        #expect(try everything() == ["opening.bvh"])
    }

    /// Stands in for a full disk: no file may grow beyond 4 KiB, and a write beyond fails as one on a full disk does,
    /// half-way through a file (EFBIG in place of ENOSPC).
    @Test func aDiskThatIsFull() throws {
        for (words, name) in Self.writers {
            // Pictures of this size are larger than that.
            let words = words.map { $0 == "64x36" ? "640x360" : $0 }
            let before = try everything()
            let shell = "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""
            let told = try studio.refusal(
                ["-c", shell, Studio.command()] + words + [name], running: "/bin/bash")
            #expect(told.contains("out"), "\(words): \(told)")
            #expect(try everything() == before, "\(words): \(told)")
        }
    }

    // MARK: Ctrl-C

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func aFilmInterrupted(signal: Int32) throws {
        let before = try everything()
        let ending = try studio.interrupt(
            ["render", "opening.bvh", "-o", "out.mp4"], with: signal
        ) { try everything() != before }
        #expect(ending == signal)
        #expect(try everything() == before)
    }

    @Test func proposalsInterrupted() throws {
        let before = try everything()
        let words = ["propose", "opening.bvh", "--count", "2", "--seconds", "0.5", "-o", "out"]
        // Both while they are imagined and while they are written.
        let started = Date()
        #expect(try studio.interrupt(words, with: SIGINT) { Date().timeIntervalSince(started) > 1 } == SIGINT)
        #expect(try everything() == before)
        #expect(try studio.interrupt(words, with: SIGINT) { try everything() != before } == SIGINT)
        let after = try everything()
        // A folder that was just finished is whole; anything else is gone.
        #expect(after == before || after.contains("out/proposals.json"))
        #expect(!after.contains { $0.contains(".part") })
    }
}
