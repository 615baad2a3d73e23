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
            EXAMPLES
              choreo score opening.bvh
              choreo score --json proposals/*.bvh
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var phrases: [String]

    @Flag(help: "One JSON object a line")
    var json = false

    private struct Line: Encodable {
        var file: String
        var why: String
        var profile: EffectProfile
    }

    func run() throws {
        let rigs = try Resources.rigs()
        try Console.forEach(phrases) { path in
            let file = try MotionFile.read(path, rigs: rigs)
            let clip = try file.retarget().canonical(file.resampled(to: 30))
            let profile = try Problem.placed(at: path) { () throws(Problem) in
                try EffectProfile(of: clip, after: nil, reference: .shipped)
            }
            if json {
                try Console.json(Line(file: path, why: profile.why, profile: profile))
            } else {
                show(profile, of: path)
            }
        }
    }

    private func show(_ profile: EffectProfile, of path: String) {
        print("\(path.printable): \(profile.why.printable)")
        for part in profile.parts {
            let value = part.value.map { String(format: "%8.2f", $0) } ?? "       –"
            let percentile = part.percentile.map { String(format: "%3.0f %%", $0) } ?? "    –"
            let name = part.key.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0)
            print("  \(name) \(value)  \(percentile)  \(part.meaning)")
        }
    }
}
