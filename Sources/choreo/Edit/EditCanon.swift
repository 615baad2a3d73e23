import ArgumentParser
import Diagnostics
import Files
import Foundation
import Motion
import MotionIO

/// `choreo edit canon`: the same phrase by several, each later.
struct EditCanon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "canon",
        abstract: "Give a phrase to several dancers, each later than the one before",
        discussion: """
            A file for each dancer is written into OUT, all as long: who waits stands in the first pose, who is done in \
            the last one. The first dancer stays where the phrase is.

            EXAMPLES
              choreo edit canon opening.bvh --dancers 4 --delay 4c --bpm 112 -o canon/
              choreo edit canon opening.bvh --dancers 5 --delay 1s --formation circle:3 -o round/
            """)

    @Argument(help: "A BVH file", completion: .file(extensions: ["bvh"]))
    var file: String

    @Option(help: "How many dancers, 2 to 100")
    var dancers: Int

    @Option(help: "Time from one dancer's start to the next one's")
    var delay: String

    @OptionGroup var formation: FormationOption
    @OptionGroup var options: EditOptions
    @OptionGroup var tempo: TempoOption

    func validate() throws {
        guard (2...100).contains(dancers) else { throw ValidationError("--dancers is 2 to 100") }
    }

    func run() throws {
        let names = (1...dancers).map { options.member($0, of: dancers, from: file) }
        try options.force.check(folder: options.output, for: Set(names).contains)
        let session = try options.open([file])
        let clip = session.clips[0]
        let seconds = try tempo.seconds(delay, option: "--delay", rate: clip.frameRate)
        let later = seconds * clip.frameRate
        let longest = Double(clip.frameCount) + Double(dancers - 1) * later
        try session.checkRoom(frames: Double(dancers) * longest, at: .option("--delay", delay))
        let group = clip.canon(
            dancers: dancers, delay: Int(later.rounded()),
            formation: try formation.formation(dancers: dancers), plan: session.plan)
        try AtomicFolder.make(options.output)
        for (name, dancer) in zip(names, group) {
            try options.write(dancer, of: session, to: options.output + "/" + name)
        }
    }
}
