import ArgumentParser
import BVHFormat
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo info`: what is in a file.
struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Say what is in motion files",
        discussion: """
            EXAMPLES
              choreo info opening.bvh
              choreo info --json *.bvh
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @Flag(help: "One JSON object a line")
    var json = false

    func run() throws {
        for path in files {
            let file = try MotionFile.read(path)
            let facts = Facts(of: file)
            if json {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                print(String(decoding: try encoder.encode(facts), as: UTF8.self))
            } else {
                print(facts.text)
            }
        }
    }

    /// What is told about a file; the JSON keys are stable.
    private struct Facts: Encodable {
        var file: String
        var joints: Int
        var channels: Int
        var frames: Int
        var frameTime: Double
        var seconds: Double
        var heightMetres: Double?
        var unit: String?
        var metresPerUnit: Double?
        var upAxis: String
        var rig: String
        var warnings: [String]

        init(of motion: MotionFile) {
            file = motion.path
            joints = motion.document.joints.count
            channels = motion.document.channelCount
            frames = motion.document.frameCount
            frameTime = motion.document.frameTime
            seconds = Double(frames) * frameTime
            upAxis = motion.upAxis.rawValue
            warnings = motion.warnings
            guard let retarget = try? motion.retarget() else {
                rig = "not recognised"
                return
            }
            rig = "human body"
            // Legs of 0.82 m belong to a figure of 1.70 m; the nearest common unit is the likely one.
            let units = [
                ("m", 1.0), ("cm", 0.01), ("inch", 0.0254), ("1/0.45 inch", 0.056444), ("mm", 0.001),
            ]
            let scale = Double(retarget.scale)
            let nearest = units.min { abs(log($0.1 / scale)) < abs(log($1.1 / scale)) }
            if let nearest, abs(log(nearest.1 / scale)) < 0.25 {
                unit = nearest.0
                metresPerUnit = nearest.1
                heightMetres = 1.70 * nearest.1 / scale
            } else {
                metresPerUnit = scale
            }
        }

        var text: String {
            var lines = [
                "\(file.printable)",
                "  \(joints) joints, \(channels) channels, \(frames) frames at "
                    + String(format: "%.4g", 1 / frameTime)
                    + " per second, " + String(format: "%.2f s", seconds),
                "  rig: \(rig), \(upAxis) up",
            ]
            if let heightMetres, let unit {
                lines.append("  unit: \(unit), height about " + String(format: "%.2f m", heightMetres))
            }
            lines += warnings.map { "  warning: \($0.printable)" }
            return lines.joined(separator: "\n")
        }
    }
}
