import ArgumentParser
import Diagnostics
import Motion
import MotionIO

/// `choreo edit mirror`: left becomes right.
struct EditMirror: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mirror",
        abstract: "Dance a phrase on the other side: left becomes right",
        discussion: """
            The phrase starts where and facing as it did, and goes to the other side. With --stage the mirror stands in \
            the middle of the stage (x = 0), and left and right of the stage change places too. Which joints are \
            partners is told by their names and by the shape of the skeleton, also for figures that are no people.

            EXAMPLES
              choreo edit mirror opening.bvh -o other-side.bvh
              choreo edit mirror *.bvh --stage -o mirrored/
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @Flag(help: "Mirror at the middle of the stage instead of the figure's own")
    var stage = false

    @OptionGroup var options: EditOptions

    func run() throws {
        try options.each(files) { session in
            let (clip, plan) = (session.clips[0], session.plan)
            try checkSides(of: session)
            let plane = stage ? .stage : MirrorPlane(of: clip.floorPlace(plan: plan, frame: 0))
            return clip.mirrored(at: plane, plan: plan)
        }
    }

    /// A figure without two sides has no mirror image on its own rig; lone joints are told.
    private func checkSides(of session: EditSession) throws(Problem) {
        let (partners, path) = (session.plan.partners, session.files[0].path)
        let names = session.clips[0].skeleton.joints.map(\.name)
        guard partners.enumerated().contains(where: { $1 != nil && $1 != $0 }) else {
            throw Problem(
                "this skeleton has no left and right", at: .file(path),
                expected: "joints in pairs, by name (LeftArm, RightArm) or shape",
                found: names.count == 1 ? "one joint" : "\(names.count) joints without a pair among them",
                remedy: "name the joints of both sides alike but for left and right")
        }
        let alone = partners.indices.filter { partners[$0] == nil }.map { names[$0] }
        if let first = alone.first {
            let more = alone.count > 1 ? " and \(alone.count - 1) more" : ""
            Console.warning(
                "\(path): no partner on the other side for \(first)\(more), which stay as they are")
        }
    }
}
