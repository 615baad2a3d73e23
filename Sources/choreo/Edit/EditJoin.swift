import ArgumentParser
import Diagnostics
import Motion
import MotionIO

/// `choreo edit join`: phrases one after another.
struct EditJoin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Put phrases one after another, without a jump",
        discussion: """
            Each next phrase starts where and facing as the last one ended; what still differs fades out over the seam. \
            A phrase that goes on from the last one already is joined as it is. --cut joins everything as it is.

            EXAMPLES
              choreo edit join a.bvh b.bvh c.bvh -o all.bvh
              choreo edit join a.bvh b.bvh --seam 1c --bpm 120 -o both.bvh
            """)

    @Argument(help: "BVH files on one rig, in order", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @Option(help: "Time over which the seam is smoothed")
    var seam = "0.4s"

    @Flag(help: "Leave each phrase where it is on the floor")
    var inPlace = false

    @Flag(help: "Join as they are, without placing or smoothing")
    var cut = false

    @OptionGroup var plant: PlantOption
    @OptionGroup var options: EditOptions
    @OptionGroup var tempo: TempoOption

    func run() throws {
        try options.force.check(file: options.output)
        let session = try options.open(files)
        let rate = session.clips[0].frameRate
        let seconds = try tempo.seconds(seam, option: "--seam", rate: rate)
        let seam = cut ? Seam.cut : Seam(seconds: seconds, isPlacing: !inPlace)
        let edited = EditedClip.joining(session.clips, plan: session.plan, seam: seam)
        try options.write(plant.planted(edited, in: session), of: session)
    }
}
