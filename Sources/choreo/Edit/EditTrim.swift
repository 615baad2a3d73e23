import ArgumentParser
import BVHFormat
import Diagnostics
import Foundation

/// `choreo edit trim`: a stretch of a phrase.
struct EditTrim: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trim",
        abstract: "Keep a stretch of a phrase",
        discussion: """
            Every value stays as it is. 2s..6s ends just before 6 s, so that 2s..4s and 4s..6s meet; 1..240 are frames \
            counted from 1, both included.

            EXAMPLES
              choreo edit trim take.bvh 2s..6s -o part.bvh
              choreo edit trim take.bvh 8c..24c --bpm 112 -o part.bvh
            """)

    @Argument(help: "A BVH file", completion: .file(extensions: ["bvh"]))
    var file: String

    @Argument(help: "The stretch to keep: 2s..6s, 48f..96f, 8c..16c, 1..240, ..4s")
    var stretch: String

    @OptionGroup var options: EditOptions
    @OptionGroup var tempo: TempoOption

    func run() throws {
        try options.force.check(file: options.output)
        let document = try BVHDocument.read(file)
        let frames = try tempo.frames(
            stretch, option: "trim", of: document.frameCount, rate: 1 / document.frameTime)
        try document.frames(frames).write(to: options.output)
        let values = (frames.count * document.channelCount).counted("value")
        Console.error(
            "\(options.output): \(frames.count.counted("frame")), all \(values) as they were".printable)
    }
}
