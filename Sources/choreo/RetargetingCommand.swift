import ArgumentParser
import BVHFormat
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo retargeting`: the figures of Documentation/Retargeting.md.
struct RetargetingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retargeting",
        abstract: "Measure how movement keeps its shape between rigs",
        discussion: """
            Brings each file to the canonical skeleton, from there to each rig and back, and prints a line of tab-separated \
            figures for each pair: how far joints come back from where they were, and how the toes slide. Without \
            --through, the angles between the limbs of the file and of its canonical form.

            EXAMPLES
              choreo retargeting motions/*.bvh
              choreo retargeting dance/*.bvh --through skeletons/*.bvh
            """,
        shouldDisplay: false)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var inputs: [String]

    @Option(parsing: .upToNextOption, help: "Rest poses of the rigs to pass through")
    var through: [String] = []

    @Flag(help: "On the way back use the rest pose of the rig as well")
    var knowingRest = false

    @Option(help: "Frames of each file to use at most")
    var frames = 600

    func validate() throws {
        guard frames > 0 else { throw ValidationError("--frames is at least 1") }
    }

    func run() throws {
        let rigs = try Resources.rigs()
        let canonical = try MotionFile.read(try Resources.skeleton("canonical"), rigs: rigs)
        if through.isEmpty {
            print(
                (["file"]
                    + TransferFigures.limbs.flatMap { ["\($0.name) mean", "worst", "moving mean", "worst"] })
                    .joined(
                        separator: "\t"))
        } else {
            print(
                "file\trig\tmean\tfeet\thands\tworst\tmean back\tfeet back\thands back\tworst back\tskate\tskate there"
            )
        }
        for input in inputs {
            let whole = try MotionFile.read(input, rigs: rigs)
            let clip = whole.clip.frames(0..<min(frames, whole.clip.frameCount))
            let file = try MotionFile(whole.document.with(clip), path: input, rigs: rigs, restPose: .keep)
            let movement = try file.retarget().canonical(file.clip)
            if through.isEmpty {
                let angles = try TransferFigures.directions(of: file, against: movement)
                let cells = zip(angles.all, angles.moving).flatMap { pair in
                    [pair.0, pair.1].flatMap { (angles: [Double]) -> [Double] in
                        [angles.reduce(0, +) / Double(max(angles.count, 1)), angles.max() ?? 0]
                    }
                }
                print(([input] + cells.map { String(format: "%.2f", $0) }).joined(separator: "\t"))
            }
            for path in through {
                let rig = try MotionFile.read(path, rigs: rigs)
                let trip = try TransferFigures.roundTrip(
                    of: movement, through: rig, canonical: canonical, rigs: rigs, knowingRest: knowingRest)
                let there = try MotionFile(
                    rig.document.with(try RigTransfer(from: file, to: rig).clip()), path: path, rigs: rigs,
                    restPose: .keep)
                let cells =
                    [trip.seen, trip.brought].flatMap { [$0.mean, $0.feet, $0.hands, $0.worstFrame] }
                    + [try TransferFigures.toeSkate(of: file), try TransferFigures.toeSkate(of: there)]
                print(([input, path] + cells.map { String(format: "%.3f", $0) }).joined(separator: "\t"))
            }
        }
    }
}
