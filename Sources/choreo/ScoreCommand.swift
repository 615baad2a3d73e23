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

    @OptionGroup var body: BodyOptions

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
        let map = try body.rig()
        let before = try after.map { try PhraseEnd(of: MotionFile.open($0, rigs: rigs, map: map)) }
        try Console.forEach(phrases) { path in
            let profile = try profile(of: MotionFile.open(path, rigs: rigs, map: map), after: before)
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

    private func profile(of file: MotionFile, after before: PhraseEnd?) throws -> EffectProfile {
        try Problem.placed(at: file.path) { () throws(Problem) in
            if let before, let next = try before.canonical(file), before.clip.leads(into: next) {
                return try EffectProfile(of: next, after: before.clip)
            }
            let clip = try file.retarget().canonical(file.resampled(to: 30))
            guard let before else { return try EffectProfile(of: clip) }
            return try EffectProfile(of: clip, apartFrom: before.clip)
        }
    }
}
