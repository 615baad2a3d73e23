import ArgumentParser
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo edit feet`: feet that stand where they stand.
struct EditFeet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feet",
        abstract: "Hold planted feet in place, and keep feet out of the floor",
        discussion: """
            While a foot is down its toe stays at one place; the legs follow, and the hips sink \
            where a leg would not reach. Nothing else changes. --floor raises or lowers the whole phrase so that its feet \
            stand at height 0.

            EXAMPLES
              choreo edit feet sliding.bvh -o standing.bvh
              choreo edit feet *.bvh --floor -o standing/
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @Option(help: "The stretch to correct, such as 2s..4s; without it all")
    var range: String?

    @Flag(help: "Raise or lower the phrase so that its feet stand at height 0")
    var floor = false

    @Flag(help: "Only raise or lower; leave the legs as they are")
    var floorOnly = false

    @OptionGroup var options: EditOptions
    @OptionGroup var tempo: TempoOption

    func run() throws {
        try options.each(files) { session in
            let clip = session.clips[0]
            var edited = EditedClip(untouched: clip)
            if !floorOnly {
                let shares = try range.map {
                    EditedClip.shares(
                        of: try tempo.frames($0, option: "--range", of: session.files[0]), in: clip)
                }
                edited = try session.plantingFeet(edited, shares: shares)
            }
            return floor || floorOnly ? try session.onFloor(edited) : edited
        }
    }
}

/// `--plant`, for edits after which feet may slide.
struct PlantOption: ParsableArguments {
    @Flag(help: "Hold feet where they stand in the frames that were made")
    var plant = false

    /// The edit with its feet planted where it made frames, if that was asked for.
    func planted(_ edited: EditedClip, in session: EditSession) throws(Problem) -> EditedClip {
        plant ? try session.plantingFeet(edited, shares: edited.madeShares()) : edited
    }
}
