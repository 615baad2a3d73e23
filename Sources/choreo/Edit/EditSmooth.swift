import ArgumentParser
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo edit smooth`: without tremble.
struct EditSmooth: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "smooth",
        abstract: "Take tremble and noise out of a phrase",
        discussion: """
            A low-pass without delay: movement faster than the cut-off fades, the rest stays in time, and the first and \
            last frame stay exact. --plant holds feet where they stand.

            EXAMPLES
              choreo edit smooth take.bvh -o smooth.bvh
              choreo edit smooth take.bvh --cutoff 3 --parts arms --range 2s..4s -o smooth.bvh
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @Option(help: "Frequency at which half is left, Hz")
    var cutoff = 6.0

    @Option(help: ArgumentHelp(PartNames.help, valueName: "parts"))
    var parts: String?

    @Option(help: "The stretch to smooth, such as 2s..4s; without it all")
    var range: String?

    @OptionGroup var plant: PlantOption
    @OptionGroup var options: EditOptions
    @OptionGroup var tempo: TempoOption

    func run() throws {
        guard cutoff > 0.05, cutoff <= 500 else {
            throw Problem(
                "this is no cut-off", at: .option("--cutoff", "\(cutoff)"), expected: "0.05 to 500 Hz",
                found: "\(cutoff)", remedy: "try --cutoff 6; less is smoother")
        }
        try options.each(files) { session in
            let clip = session.clips[0]
            let joints = try parts.map { try PartNames(of: session.files[0]).joints($0, option: "--parts") }
            let frames = try range.map {
                try tempo.frames($0, option: "--range", of: session.files[0])
            }
            let smooth = clip.smoothed(
                cutoff: cutoff, joints: joints ?? Set(0..<clip.jointCount), frames: frames)
            return try plant.planted(smooth, in: session)
        }
    }
}
