import ArgumentParser
import BVHFormat
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo convert`: other frames, rate or rig.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a motion file with other frames, at another rate or on the canonical rig",
        discussion: """
            EXAMPLES
              choreo convert take.bvh -o part.bvh --frames 1..240
              choreo convert take.bvh -o canonical.bvh --rig canonical --fps 30
            """)

    @Argument(help: "A BVH file", completion: .file(extensions: ["bvh"]))
    var input: String

    @Option(name: .shortAndLong, help: "The file to write", completion: .file(extensions: ["bvh"]))
    var output: String

    @Option(help: "Skeleton of the result: canonical, or another NAME.bvh in the folder skeletons")
    var rig: String?

    @Option(help: "Frames per second of the result")
    var fps: Double?

    @Option(help: "Frames to keep, from 1, first and last, as in 1..240")
    var frames: String?

    @OptionGroup var force: ForceOption

    func run() throws {
        try force.check(file: output)
        var document = try BVHDocument.read(input)
        if let frames { document = try cut(document, to: frames) }
        if let fps, !(fps > 0 && fps <= 1000) {
            throw Problem(
                "this rate cannot be used", at: .option("--fps", "\(fps)"),
                expected: "more than 0 and at most 1000 frames per second", found: "\(fps)",
                remedy: "give a rate such as --fps 30")
        }
        guard rig != nil || fps != nil else { return try document.write(to: output) }

        let rigs = try Resources.rigs()
        let file = try MotionFile(document, path: input, rigs: rigs)
        file.tellWarnings()
        let clip = try file.resampled(to: fps ?? file.clip.frameRate)
        guard let rig else { return try document.with(clip).write(to: output) }
        let canonical = try file.retarget().canonical(clip)
        guard rig != "canonical" else { return try BVHDocument(canonical).write(to: output) }
        let target = try MotionFile.read(try Resources.skeleton(rig), rigs: rigs)
        let onTarget = try target.retarget().rig(canonical, continuing: target.clip)
        try target.document.with(onTarget).write(to: output)
    }

    private func cut(_ document: BVHDocument, to text: String) throws -> BVHDocument {
        let ends = text.components(separatedBy: "..").compactMap { Int($0) }
        guard ends.count == 2, ends[0] >= 1, ends[0] <= ends[1], ends[1] <= document.frameCount else {
            throw Problem(
                "these frames are not in the file", at: .file(input),
                expected: "FIRST..LAST between 1 and \(document.frameCount)", found: text.printable,
                remedy: "run `choreo info \(input.printable)` to see how many frames there are")
        }
        let width = document.channelCount
        return BVHDocument(
            joints: document.joints, frameTime: document.frameTime,
            values: Array(document.values[(ends[0] - 1) * width..<ends[1] * width]))
    }
}
