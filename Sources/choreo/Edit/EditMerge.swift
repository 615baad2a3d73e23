public import ArgumentParser
import Diagnostics
import Foundation
public import Motion
import MotionIO

/// `choreo edit merge`: arms of one phrase on the legs of another.
struct EditMerge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Dance some parts as in another phrase: arms of one on the legs of another",
        discussion: """
            The result is as long as the first phrase and stands where it stands; --parts come from the second. Arms hang \
            on their new chest as they hung on their own; spine, head and legs keep their direction in space \
            (--border local or space does the same to all). With the root comes the place of the body: legs without it \
            leave the floor.

            EXAMPLES
              choreo edit merge walk.bvh port-de-bras.bvh --parts arms,head -o both.bvh
              choreo edit merge salsa.bvh swing.bvh --parts body --in-step -o both.bvh
            """)

    @Argument(help: "The phrase that stays", completion: .file(extensions: ["bvh"]))
    var base: String

    @Argument(help: "The phrase that parts are taken from", completion: .file(extensions: ["bvh"]))
    var other: String

    @Option(help: ArgumentHelp(PartNames.help, valueName: "parts"))
    var parts: String

    @Option(help: "What stays of a part's direction: sensible, local or space")
    var border: Border = .sensible

    @Flag(help: "Bring the second phrase in step with the first, pose by pose")
    var inStep = false

    @OptionGroup var options: EditOptions

    func run() throws {
        try options.force.check(file: options.output)
        let session = try options.open([base, other])
        let plan = session.plan
        let joints = try PartNames(of: session.files[0]).joints(parts, option: "--parts")
        let (first, second) = (session.clips[0], session.clips[1])
        guard inStep else {
            if second.frameCount < first.frameCount {
                Console.error(
                    "note: \(other) is shorter; its last pose is held from frame \(second.frameCount + 1) on"
                        .printable)
            }
            return try options.write(
                first.merged(with: second, taking: joints, border: border, plan: plan), of: session)
        }
        let sources = [
            EditedClip(untouched: first), second.inStep(with: first, plan: plan).numbered(1),
        ]
        let merged = first.merged(with: sources[1].clip, taking: joints, border: border, plan: plan)
        try options.write(merged.following(sources), of: session)
    }
}

extension Border: ExpressibleByArgument {}
