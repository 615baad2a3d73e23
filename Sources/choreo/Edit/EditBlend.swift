import ArgumentParser
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo edit blend`: a phrase between two.
struct EditBlend: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blend",
        abstract: "Make a phrase that lies between two",
        discussion: """
            The phrases are brought in step, pose by pose, then mixed: pace, pose and way over the floor. --weight 0 is \
            the first phrase, 1 the second danced from where the first starts.

            EXAMPLES
              choreo edit blend calm.bvh wild.bvh -o between.bvh
              choreo edit blend calm.bvh wild.bvh --weight 0.25 -o a-little-wild.bvh
            """)

    @Argument(help: "A BVH file", completion: .file(extensions: ["bvh"]))
    var first: String

    @Argument(help: "A BVH file on the same rig", completion: .file(extensions: ["bvh"]))
    var second: String

    @Option(help: "How much of the second, 0 to 1")
    var weight: Float = 0.5

    @OptionGroup var plant: PlantOption
    @OptionGroup var options: EditOptions

    func validate() throws {
        guard (0...1).contains(weight) else { throw ValidationError("--weight is 0 to 1") }
    }

    func run() throws {
        try options.force.check(file: options.output)
        let session = try options.open([first, second])
        let (a, b) = (session.clips[0], session.clips[1])
        let edited = a.blended(with: b, weight: weight, plan: session.plan)
        try options.write(plant.planted(edited, in: session), of: session)
    }
}
