import ArgumentParser
import Diagnostics
import Files
import Foundation
import MotionIO

/// `choreo convert`: other frames, rate, rig, unit or kind of file.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write motion files with other frames, rate, rig or unit, or as glTF, USD or a table",
        discussion: """
            What is written follows from OUT: take.bvh, take.glb (animated skeleton with a simple body), take.usda or \
            take.csv (places of the joints). Many files go to a folder, on all cores; a file that cannot be converted \
            is told, and the others are written all the same.

            BVH keeps what is not asked for, to the last digit. The other formats are in metres with Y up; the file's \
            unit is found by the size of its figure, and printed.

            EXAMPLES
              choreo convert take.bvh -o part.bvh --frames 1..240
              choreo convert take.bvh -o canonical.bvh --rig canonical --fps 30
              choreo convert takes/*.bvh -o scenes/ --format glb
              choreo convert take.bvh -o maya.bvh --for maya --t-pose first
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var inputs: [String]

    @Option(name: .shortAndLong, help: "The file to write, or a folder", completion: .file())
    var output: String

    @Option(help: "What to write: bvh, glb, usda or csv; otherwise as OUT is called")
    var format: ExportFormat?

    @OptionGroup(title: "Movement") var movement: MovementOptions

    @OptionGroup(title: "Size and axes") var size: SizeOptions

    @OptionGroup(title: "BVH for other programs") var style: StyleOptions

    @Flag(help: "One JSON object a line for each file that was written")
    var json = false

    @OptionGroup var force: ForceOption

    /// What is told of a written file; the JSON keys are stable.
    private struct Line: Encodable {
        var input: String
        var output: String
        var format: String
        var frames: Int
        var framesPerSecond: Double
        var joints: Int
        var unit: String?
        var bytes: Int
        var warnings: [String]
    }

    func run() throws {
        let plan = try ConversionPlan(inputs, to: output, format: format)
        if let folder = plan.folder {
            try force.check(folder: folder, for: plan.names.contains)
        } else {
            try force.check(file: output)
        }
        var conversion = Conversion(to: plan.format)
        try movement.apply(to: &conversion)
        try size.apply(to: &conversion)
        try style.apply(to: &conversion)
        conversion.generator = "Choreo \(Version.text)"
        let rigs = try Resources.rigs()

        if let folder = plan.folder { try AtomicFolder.make(folder) }
        let (wanted, json) = (conversion, json)
        try Console.forEachOnAllCores(plan.inputs, "converting") { index, report in
            let (input, output) = (plan.inputs[index], plan.outputs[index])
            let converted = try wanted.convert(input, rigs: rigs)
            report(0.5)
            let size = try converted.write(to: output)
            return {
                for note in converted.notes { Console.warning("\(input): \(note)") }
                let line = Line(
                    input: input, output: output, format: plan.format.rawValue, frames: converted.frames,
                    framesPerSecond: converted.frameRate, joints: converted.joints,
                    unit: converted.unit?.name, bytes: size, warnings: converted.notes)
                if json { try Console.json(line) } else { print(Self.text(of: line)) }
            }
        }
    }

    private static func text(of line: Line) -> String {
        "\(line.output.printable): \(line.frames.counted("frame")) at "
            + String(format: "%.5g per second, ", line.framesPerSecond) + line.joints.counted("joint")
            + (line.unit.map { ", from \($0)" } ?? "")
    }
}
