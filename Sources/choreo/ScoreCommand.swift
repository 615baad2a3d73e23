import ArgumentParser
import Diagnostics
import Effect
import Foundation
import Motion
import MotionIO

/// `choreo score`: what a phrase does.
struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Measure the effect of phrases: Effort, extent, speed, level, balance, feet",
        discussion: """
            With --after, also how much each breaks with what came before. A phrase that goes on where that ends is \
            measured as its continuation; another is compared with it on its own.

            EXAMPLES
              choreo score opening.bvh
              choreo score --after opening.bvh proposals/*.bvh
              choreo score --json proposals/*.bvh
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var phrases: [String]

    @Option(
        help: ArgumentHelp("The phrase that comes before each of them", valueName: "phrase"),
        completion: .file(extensions: ["bvh"]))
    var after: String?

    @Flag(help: "One JSON object a line")
    var json = false

    /// What is told of a phrase; the JSON keys are stable.
    private struct Line: Encodable {
        var file: String
        var why: String
        var profile: EffectProfile
    }

    func run() throws {
        let rigs = try Resources.rigs()
        let before = try after.map { try PrecedingPhrase(MotionFile.read($0, rigs: rigs)) }
        try Console.forEach(phrases) { path in
            let profile = try profile(of: MotionFile.read(path, rigs: rigs), after: before)
            if json {
                try Console.json(Line(file: path, why: profile.why, profile: profile))
            } else {
                for line in ProfileTable(profile, of: path).lines { print(line) }
            }
        }
        if after == nil, !json, Console.isTerminal {
            Console.error("contrast is to what came before: choreo score --after PHRASE")
        }
    }

    private func profile(of file: MotionFile, after before: PrecedingPhrase?) throws -> EffectProfile {
        try Problem.placed(at: file.path) { () throws(Problem) in
            if let before, let next = try before.continuation(in: file) {
                return try EffectProfile(of: next, after: before.ending)
            }
            let clip = try file.retarget().canonical(file.resampled(to: 30))
            guard let before else { return try EffectProfile(of: clip) }
            return try EffectProfile(of: clip, apartFrom: before.ending)
        }
    }
}

/// The phrase that comes before those that are scored.
private struct PrecedingPhrase {
    /// Its last 4 s on the canonical skeleton at 30 frames per second; the last frame is the file's last.
    let ending: Clip
    private let file: MotionFile
    private let retarget: Retarget

    init(_ file: MotionFile) throws(Problem) {
        self.file = file
        retarget = try file.retarget()
        let canonical = try retarget.canonical(file.resampled(to: 30, anchor: .end))
        ending = canonical.frames(max(0, canonical.frameCount - 120)..<canonical.frameCount)
    }

    /// The movement of a file that goes on where this phrase ends, as ``ending`` is; nil when it does not go on there.
    ///
    /// What goes on is seen with the same eyes: floor and soles as this phrase showed them.
    func continuation(in next: MotionFile) throws(Problem) -> Clip? {
        guard next.clip.skeleton == file.clip.skeleton, next.clip.frameRate == file.clip.frameRate else {
            return nil
        }
        // From the last frame on, so that frames of the result fall where those of `ending` do.
        let last = file.clip.frames(file.clip.frameCount - 1..<file.clip.frameCount)
        let both = try last.appending(next.clip).resampled(to: 30)
        let clip = retarget.canonical(both.frames(1..<both.frameCount))
        return ending.leads(into: clip) ? clip : nil
    }
}
