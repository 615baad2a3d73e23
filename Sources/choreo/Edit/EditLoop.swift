import ArgumentParser
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo edit loop`: a phrase that goes round.
struct EditLoop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loop",
        abstract: "Make a phrase go round, and dance it several times",
        discussion: """
            The end is blended into the start over the seam; what comes before stays as it is. Each time starts where the \
            last one ended; with --return each comes back to the start, its way taken back little by little.

            EXAMPLES
              choreo edit loop step.bvh --times 4 -o travelling.bvh
              choreo edit loop step.bvh --return -o cycle.bvh
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @Option(help: "How often the phrase is danced, 1 to 1000")
    var times = 1

    @Option(help: "Time at the end over which it leads back to the start")
    var seam = "0.4s"

    @Flag(name: .customLong("return"), help: "Come back to the start each time")
    var returns = false

    @OptionGroup var plant: PlantOption
    @OptionGroup var options: EditOptions
    @OptionGroup var tempo: TempoOption

    func validate() throws {
        guard (1...1000).contains(times) else { throw ValidationError("--times is 1 to 1000") }
    }

    func run() throws {
        try options.each(files) { session in
            let clip = session.clips[0]
            guard clip.frameCount > 3 else {
                throw Problem(
                    "this is too short to go round", at: .file(session.files[0].path),
                    expected: "at least 4 frames", found: clip.frameCount.counted("frame"),
                    remedy: "choose a longer phrase")
            }
            let seconds = try tempo.seconds(seam, option: "--seam", rate: clip.frameRate)
            try session.checkRoom(
                frames: Double(times) * Double(clip.frameCount), at: .option("--times", "\(times)"))
            let looped = clip.looped(
                times, seam: seconds, travel: returns ? .returns : .accumulates, plan: session.plan)
            return try plant.planted(looped, in: session)
        }
    }
}
