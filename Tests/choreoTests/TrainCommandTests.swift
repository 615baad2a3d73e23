import BVHFormat
import Foundation
import Testing

/// `choreo train` and `choreo adapt` as a person uses them: on a folder of short dances, stopped and gone on with.
@Suite struct TrainCommandTests {
    let studio: Studio

    init() throws {
        studio = try Studio()
        try FileManager.default.createDirectory(
            atPath: studio.path("dances/more"), withIntermediateDirectories: true)
        for (index, name) in ["dances/one", "dances/more/two", "dances/more/three"].enumerated() {
            try dance(index).write(to: studio.path(name + ".bvh"))
        }
    }

    /// The opening danced there and back and there again, each file at another rate.
    private func dance(_ variant: Int) -> BVHDocument {
        var document = Studio.opening
        let width = document.channelCount
        let frames = stride(from: 0, to: document.values.count, by: width).map {
            document.values[$0..<$0 + width]
        }
        document.values = (frames + frames.reversed() + frames).flatMap { $0 }
        // Slower: one movement then lasts longer than a window.
        document.frameTime = 1 / (26 + 2 * Double(variant))
        return document
    }

    /// Words that keep a run as small as it can be.
    private static let small = ["--batch", "2", "--survey", "2", "--check-every", "2", "--save-every", "0"]
    private static let tiny = ["--width", "8", "--blocks", "1", "--heads", "1", "--components", "8"]

    private func train(_ output: String) -> [String] {
        ["train", "dances", "-o", output, "--steps", "8"] + Self.small + Self.tiny
    }

    @Test func aKilledTrainingGoesOnAndEndsTheSame() throws {
        let whole = try studio.choreo(train("whole.safetensors"))
        #expect(whole.lines.first == "step\tloss\theld out")
        #expect(whole.lines.count == 6)
        #expect(
            try studio.names(in: "").filter { $0.hasPrefix("whole") } == [
                "whole.loss.svg", "whole.safetensors",
            ])

        // Killed several times: when the state is first there, then each time when it has changed.
        let state = studio.path("killed.safetensors.training/state.safetensors")
        func written() -> Date? {
            (try? FileManager.default.attributesOfItem(atPath: state))?[.modificationDate] as? Date
        }
        var last: Date?
        var kills = 0
        for changes in [0, 1, 2, 3] {
            var seen = 0
            let signal = try studio.interrupt(train("killed.safetensors"), with: SIGKILL) {
                if let now = written(), now != last {
                    last = now
                    seen += 1
                }
                return seen > changes
            }
            if signal == SIGKILL { kills += 1 }
        }
        #expect(kills >= 2)
        let killed = try studio.choreo(train("killed.safetensors"))
        #expect(killed.err.contains("goes on from step"))
        #expect(killed.lines == whole.lines)
        // The numbers are the same to the last bit; what is told of the time that it took may differ.
        #expect(try tensors("killed.safetensors") == tensors("whole.safetensors"))
        #expect(!FileManager.default.fileExists(atPath: studio.path("killed.safetensors.training")))
    }

    @Test func aNetworkIsAdaptedAndProposes() throws {
        try studio.choreo(train("base.safetensors") + ["--licence", "ours"])
        let adapt = [
            "adapt", "dances", "--from", "base.safetensors", "-o", "mine.safetensors", "--steps", "4",
        ]
        let told = try studio.choreo(adapt + Self.small)
        #expect(told.err.contains("note: ") && told.err.contains("is little to learn from"))
        let header = String(decoding: try studio.bytes("mine.safetensors").prefix(20_000), as: UTF8.self)
        #expect(header.contains("ours"))
        try studio.choreo(
            "propose", "dances/one.bvh", "--checkpoint", "mine.safetensors", "--count", "1", "--seconds",
            "0.5",
            "--no-sheet", "-o", "ideas")
        #expect(try studio.names(in: "ideas").contains("proposal-1.bvh"))
        let loss = try studio.choreo(
            "loss", "dances", "--windows", "2", "--checkpoint", "base.safetensors", "mine.safetensors")
        #expect(loss.lines.count == 3)
    }

    @Test func whatCannotBeDoneIsRefused() throws {
        try "not a motion".write(toFile: studio.path("dances/bad.bvh"), atomically: true, encoding: .utf8)
        #expect(try studio.refusal(train("mine.safetensors")).contains("--skip-bad"))
        let skipped = try studio.choreo(train("mine.safetensors") + ["--skip-bad"])
        #expect(skipped.err.contains("left out: "))
        #expect(try studio.refusal(train("mine.safetensors")).contains("the file is there already"))

        try FileManager.default.createDirectory(
            atPath: studio.path("short"), withIntermediateDirectories: true)
        try Studio.opening.write(to: studio.path("short/opening.bvh"))
        let short = ["train", "short", "-o", "short.safetensors", "--steps", "2"] + Self.small + Self.tiny
        #expect(try studio.refusal(short).contains("long enough to learn from"))
        let foreign = ["adapt", "dances", "--from", "dances/one.bvh", "-o", "x.safetensors"]
        #expect(try studio.refusal(foreign).contains("one.bvh"))
        let full = try studio.choreoOnAFullDisk(
            "train", "dances", "-o", "full.safetensors", "--steps", "2", "--skip-bad", "--batch", "2",
            "--survey", "2",
            "--width", "8", "--blocks", "1", "--heads", "1", "--components", "8")
        #expect(full.status == 1 && full.err.contains("full.safetensors"))
    }

    /// The tensors of a file, without its header.
    private func tensors(_ file: String) throws -> Data {
        let bytes = try studio.bytes(file)
        let header = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        return bytes.dropFirst(8 + header)
    }
}
