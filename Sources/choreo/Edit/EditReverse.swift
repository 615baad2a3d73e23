import ArgumentParser
import Motion
import MotionIO

/// `choreo edit reverse`: a phrase backward.
struct EditReverse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverse",
        abstract: "Dance a phrase backward (retrograde)",
        discussion: """
            Every value stays as it is; the frames come in the other order. Twice gives the phrase back.

            EXAMPLES
              choreo edit reverse opening.bvh -o back.bvh
              choreo edit reverse *.bvh -o backward/
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @OptionGroup var options: EditOptions

    func run() throws { try options.each(files) { $0.clips[0].reversedInTime() } }
}
