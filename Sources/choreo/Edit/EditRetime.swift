import ArgumentParser
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo edit retime`: to another tempo, or to a number of counts.
struct EditRetime: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retime",
        abstract: "Bring a phrase to another tempo, or to a length in counts",
        discussion: """
            --bpm 96 --to-bpm 120 dances to a faster music what was danced to a slower one. --length 8c --bpm 120 makes \
            the phrase last just eight counts. The pace is even; the first and last frame stay exact.

            EXAMPLES
              choreo edit retime opening.bvh --bpm 96 --to-bpm 120 -o faster.bvh
              choreo edit retime opening.bvh --length 16c --bpm 112 -o sixteen.bvh
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @Option(help: "Counts per minute of the new music")
    var toBpm: Double?

    @Option(help: "Length of the result, such as 8c or 4s")
    var length: String?

    @OptionGroup var options: EditOptions
    @OptionGroup var tempo: TempoOption

    func validate() throws {
        guard (toBpm == nil) != (length == nil) else {
            throw ValidationError("give either --to-bpm or --length")
        }
        guard toBpm == nil || tempo.bpm != nil else {
            throw ValidationError("say with --bpm which tempo the phrase has now")
        }
    }

    func run() throws {
        let bpm = try tempo.tempo()
        if let toBpm, !(toBpm >= 1 && toBpm <= 1000) {
            throw Problem(
                "this is no tempo", at: .option("--to-bpm", "\(toBpm)"),
                expected: "1 to 1000 counts per minute",
                found: "\(toBpm)", remedy: "give a tempo such as --to-bpm 120")
        }
        try options.each(files) { session in
            let clip = session.clips[0]
            if let toBpm, let bpm {
                try Self.check(bpm / toBpm, option: "--to-bpm")
                return clip.warped(by: bpm / toBpm)
            }
            let seconds = try tempo.seconds(length ?? "", option: "--length", rate: clip.frameRate)
            try Self.check(seconds / clip.seconds, option: "--length")
            return clip.warped(toFrames: Int((seconds * clip.frameRate).rounded()))
        }
    }

    /// A pace that leaves something to see, and a result that fits.
    static func check(_ factor: Double, option: String) throws(Problem) {
        guard factor >= 0.05, factor <= 20 else {
            throw Problem(
                "no movement is left at this pace", at: .option(option, "\(factor.short) times as long"),
                expected: "a result 0.05 to 20 times as long", found: "\(factor.short) times",
                remedy: "choose a length nearer to the phrase's own")
        }
    }
}
