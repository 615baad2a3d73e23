import BVHFormat
import Foundation
import Motion
import MotionIO
import Testing

/// A folder with the built command in it and nothing of the user's: no settings, no display, a home of its own.
final class Studio {
    let folder: String
    /// Who git says is working.
    static let person = "Ana Lima"

    init() throws {
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("choreo-\(UUID().uuidString)").resolvingSymlinksInPath().path
        try FileManager.default.createDirectory(atPath: folder + "/home", withIntermediateDirectories: true)
        try write("[user]\n\tname = \(Self.person)\n\temail = ana@example.org\n", to: "home/.gitconfig")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    // MARK: files

    func path(_ relative: String) -> String { folder + "/" + relative }

    func write(_ text: String, to relative: String) throws { try Data(text.utf8).write(to: url(relative)) }

    func bytes(_ relative: String) throws -> Data { try Data(contentsOf: url(relative)) }

    /// Names in a folder, sorted, hidden ones too.
    func names(in relative: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(relative)).sorted()
    }

    private func url(_ relative: String) -> URL { URL(fileURLWithPath: path(relative)) }

    /// A JSON file as dictionaries and arrays.
    func json(_ relative: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: bytes(relative)) as? [String: Any])
    }

    // MARK: commands

    /// What a program printed, and how it ended.
    struct Outcome {
        var status: Int32
        var out: String
        var err: String

        /// The printed lines.
        var lines: [String] { out.split(separator: "\n").map(String.init) }

        /// Each printed line as a JSON object.
        func objects() throws -> [[String: Any]] {
            try lines.map {
                try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
        }
    }

    /// Runs `choreo`, and checks how it ends.
    ///
    /// - Parameters:
    ///   - words: The command line.
    ///   - place: Folder in which to run it, within this one.
    ///   - settings: Variables of the environment to set.
    @discardableResult
    func choreo(
        _ words: [String], in place: String = "", with settings: [String: String] = [:],
        expecting status: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        let outcome = try run(try Self.command(), words, in: place, with: settings)
        #expect(
            outcome.status == status, "choreo \(words.joined(separator: " ")): \(outcome.err)",
            sourceLocation: sourceLocation)
        return outcome
    }

    /// Runs `choreo`, which must succeed.
    @discardableResult
    func choreo(
        _ words: String..., in place: String = "", with settings: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Outcome {
        try choreo(words, in: place, with: settings, sourceLocation: sourceLocation)
    }

    /// Runs `choreo`, which must refuse: exit 1, nothing on stdout, four parts on stderr, nothing raw from a file.
    ///
    /// - Parameter program: Another program than the built command, such as a copy of it.
    func refusal(
        _ words: [String], in place: String = "", with settings: [String: String] = [:],
        running program: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let outcome = try run(program ?? Self.command(), words, in: place, with: settings)
        let told = outcome.err
        #expect(outcome.status == 1, "\(words): \(told)", sourceLocation: sourceLocation)
        #expect(outcome.out == "", "\(words)", sourceLocation: sourceLocation)
        for part in ["error: ", "\n  expected: ", "\n  found:    ", "\nhint: "] {
            #expect(told.contains(part), "\(words): \(told)", sourceLocation: sourceLocation)
        }
        let isPlain = told.unicodeScalars.allSatisfy {
            $0 == "\n" || $0.properties.generalCategory != .control
        }
        #expect(isPlain, "\(words)", sourceLocation: sourceLocation)
        return told
    }

    /// Runs `choreo` where no file may grow beyond 4 KB, as on a disk that is full.
    func choreoOnAFullDisk(_ words: String..., in place: String = "") throws -> Outcome {
        let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\""
        return try run("/bin/sh", ["-c", script, try Self.command()] + words, in: place)
    }

    /// Runs plain git in the piece; returns what it printed.
    @discardableResult
    func git(
        _ words: String..., in place: String = "night-train",
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> String {
        let outcome = try run("/usr/bin/env", ["git"] + words, in: place)
        #expect(outcome.status == 0, "git \(words): \(outcome.err)", sourceLocation: sourceLocation)
        return outcome.out.trimmingCharacters(in: .newlines)
    }

    /// Starts `choreo`, sends it a signal as soon as `isTime` says so, and returns the signal that ended it.
    ///
    /// - Returns: 0 if it ended by itself.
    func interrupt(_ words: [String], with signal: Int32, when isTime: () throws -> Bool) throws -> Int32 {
        let (process, _) = try start(try Self.command(), words, in: "", with: [:])
        while process.isRunning, try !isTime() { usleep(2000) }
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal ? process.terminationStatus : 0
    }

    private func run(
        _ program: String, _ words: [String], in place: String, with settings: [String: String] = [:]
    ) throws -> Outcome {
        let (process, number) = try start(program, words, in: place, with: settings)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit, "\(words) crashed")
        return Outcome(
            status: process.terminationStatus,
            out: String(decoding: try bytes("home/\(number).out"), as: UTF8.self),
            err: String(decoding: try bytes("home/\(number).err"), as: UTF8.self))
    }

    /// Starts a program; what it prints goes to `home/NUMBER.out` and `.err`.
    func start(
        _ program: String, _ words: [String], in place: String = "", with settings: [String: String] = [:]
    ) throws -> (process: Process, number: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = words
        process.currentDirectoryURL = url(place)
        let own = ["CHOREO_AUTHOR", "XDG_CONFIG_HOME", "DISPLAY", "WAYLAND_DISPLAY"]
        process.environment = ProcessInfo.processInfo.environment
            .filter { !own.contains($0.key) && !$0.key.hasPrefix("GIT_") }
            .merging(["HOME": path("home"), "LC_ALL": "C.UTF-8", "TZ": "UTC"]) { $1 }
            .merging(settings) { $1 }
        // Files, not pipes: a program that prints much on both would wait for a reader.
        let number = UUID().uuidString
        for stream in ["out", "err"] { try write("", to: "home/\(number).\(stream)") }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: url("home/\(number).out"))
        process.standardError = try FileHandle(forWritingTo: url("home/\(number).err"))
        try process.run()
        return (process, number)
    }

    /// The built command: it lies beside the test bundle.
    static func command() throws -> String {
        let running = [
            URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(), Bundle.main.bundleURL,
        ]
        let named = CommandLine.arguments.map { URL(fileURLWithPath: $0) }
        let places = (running + named).map { $0.deletingLastPathComponent() } + [Bundle.main.bundleURL]
        let found = places.map { $0.appendingPathComponent("choreo").path }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        return try #require(found, "the built command is not beside the tests: \(places.map(\.path))")
    }

    // MARK: pieces

    /// Begins "Night Train" with one phrase, saved.
    func beginPiece() throws {
        try Self.opening.write(to: path("opening.bvh"))
        try choreo("new", "Night Train")
        try choreo("add", "../opening.bvh", in: "night-train")
        try choreo("save", "-m", "the opening", in: "night-train")
    }

    /// The same with two short proposals after the phrase.
    func beginPieceWithProposals() throws {
        try beginPiece()
        try choreo("propose", "--after", "opening", "--count", "2", "--seconds", "0.5", in: "night-train")
    }

    /// Plain git finds nothing wrong with the piece, and sees what `choreo status` says is unsaved.
    func expectSound(
        after step: String, saves: Int, unsaved: Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let complaints = try git("fsck", "--strict").split(separator: "\n").filter {
            !$0.hasPrefix("dangling ")
        }
        #expect(complaints.isEmpty, "after \(step): \(complaints)", sourceLocation: sourceLocation)
        let log = try git("log", "--format=%h").split(separator: "\n")
        #expect(log.count == saves, "after \(step)", sourceLocation: sourceLocation)
        let seen = try git("status", "--porcelain")
        #expect(seen.isEmpty != unsaved, "after \(step): \(seen)", sourceLocation: sourceLocation)
        let status = try #require(try choreo("status", "--json", in: "night-train").objects().first)
        let told = try #require(status["unsaved"] as? [Any])
        #expect(told.isEmpty != unsaved, "after \(step)", sourceLocation: sourceLocation)
    }

    /// Three seconds on the canonical rig: the knees bend under a still torso while the arms rise and sink.
    ///
    /// Thigh and shin turn so that the ankles stay where they are.
    static let opening: BVHDocument = {
        let frames = 90
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: Array(repeating: [0, 0.95, 0], count: frames),
            localRotations: Array(repeating: .identity, count: frames * 22))
        let (thigh, shin): (Float, Float) = (0.42, 0.40)
        for frame in 0..<frames {
            let phase = Float(frame) / 30
            let knee = 0.5 * (1 - cosine(2 * .pi * phase / 2))
            let hip = asine(thigh * sine(knee / 2) / shin)
            clip.rootTranslations[frame].y -= thigh * (1 - cosine(knee / 2)) + shin * (1 - cosine(hip))
            for (upper, lower, foot) in [
                (CanonicalJoint.leftUpLeg, CanonicalJoint.leftLeg, CanonicalJoint.leftFoot),
                (.rightUpLeg, .rightLeg, .rightFoot),
            ] {
                clip[frame, upper] = Quaternion(angle: -knee / 2, axis: [1, 0, 0])
                clip[frame, lower] = Quaternion(angle: knee / 2 + hip, axis: [1, 0, 0])
                clip[frame, foot] = Quaternion(angle: -hip, axis: [1, 0, 0])
            }
            let lift = 1.1 - 0.9 * sine(2 * .pi * phase / 3)
            clip[frame, .leftArm] = Quaternion(angle: -lift, axis: [0, 0, 1])
            clip[frame, .rightArm] = Quaternion(angle: lift, axis: [0, 0, 1])
            clip[frame, .spine1] = Quaternion(angle: 0.15 * sine(2 * phase), axis: [0, 0, 1])
        }
        return BVHDocument(clip)
    }()

    private static func sine(_ angle: Float) -> Float { Float(sin(Double(angle))) }
    private static func cosine(_ angle: Float) -> Float { Float(cos(Double(angle))) }
    private static func asine(_ ratio: Float) -> Float { Float(asin(Double(ratio))) }
}
