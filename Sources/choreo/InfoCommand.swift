import ArgumentParser
import BVHFormat
import Diagnostics
import Foundation
import MotionIO

/// `choreo info`: what is in a file.
struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Say what is in motion files",
        discussion: """
            A file that cannot be read is named on stderr, and the others are told all the same.

            EXAMPLES
              choreo info opening.bvh
              choreo info --json *.bvh
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var files: [String]

    @OptionGroup var body: BodyOptions

    @Flag(help: "One JSON object a line")
    var json = false

    func run() throws { try Self.tell(files, map: try body.rig(), json: json) }

    /// Says what is in `files`.
    static func tell(_ files: [String], map: Rig? = nil, json: Bool = false) throws {
        let rigs = try Resources.rigs()
        try Console.forEach(files) { path in
            let summary = try MotionSummary(try BVHDocument.read(path), path: path, rigs: rigs, map: map)
            if json { try Console.json(summary) } else { print(text(of: summary)) }
        }
    }

    /// The files of a command line that is `info` and files, nothing else; nil for any other.
    ///
    /// The most frequent question of scripts and file browsers. ArgumentParser looks at the types of every option to
    /// answer it, which takes longer than reading a small file.
    static func plainFiles(_ words: some Collection<String>) -> [String]? {
        guard words.first == configuration.commandName else { return nil }
        let files = words.dropFirst()
        return files.isEmpty || files.contains { $0.hasPrefix("-") } ? nil : Array(files)
    }

    private static func text(of summary: MotionSummary) -> String {
        let rig = summary.rig + (summary.rigDescription.map { " (\($0.printable))" } ?? "")
        var lines = [
            summary.file.printable,
            "  \(summary.joints.counted("joint")), \(summary.channels.counted("channel")), "
                + "\(summary.frames.counted("frame")) at "
                + String(format: "%.4g per second, %.2f s", 1 / summary.frameTime, summary.seconds),
            "  rig: \(rig.printable), \(summary.upAxis) up",
        ]
        if let height = summary.heightMetres, let unit = summary.unit {
            lines.append("  unit: \(unit), height about " + String(format: "%.2f m", height))
        } else if let height = summary.heightUnits, let scale = summary.metresPerUnit {
            lines.append(
                "  unit: none of the usual; the figure is about "
                    + String(format: "%.3g units tall: one is %.3g m if that is 1.70 m", height, scale))
        }
        lines += summary.warnings.map { "  warning: \($0.printable)" }
        return lines.joined(separator: "\n")
    }
}
