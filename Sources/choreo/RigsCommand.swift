import ArgumentParser
import Diagnostics
import Foundation
import Motion
import MotionIO

/// `choreo rigs`: the rigs that are known, and what the rig of a file is.
struct RigsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rigs",
        abstract: "List the rigs that are known, show one, or say what the rig of a file is",
        discussion: """
            A rig that is not recognised, or wrongly, gets a map: write what was found with --map-out, correct the names \
            right of the colons, and give the file to other commands with --map. In the folder skeletons it makes all \
            such files known (Documentation/Rigs.md).

            EXAMPLES
              choreo rigs mixamo
              choreo rigs --of dance.bvh --map-out dance.json
            """)

    @Argument(help: "A rig to show", completion: .rigs)
    var name: String?

    @Option(
        help: ArgumentHelp("Say what the rig of this file is", valueName: "file"),
        completion: .file(extensions: ["bvh"]))
    var of: String?

    @Option(
        help: ArgumentHelp("Write the map of that file, to be corrected", valueName: "map.json"),
        completion: .file(extensions: ["json"]))
    var mapOut: String?

    @Flag(help: "One JSON object a line")
    var json = false

    @OptionGroup var body: BodyOptions
    @OptionGroup var force: ForceOption

    func validate() throws {
        guard name == nil || of == nil else {
            throw ValidationError("name a rig, or a file with --of, not both")
        }
        guard of != nil || (mapOut == nil && body.map == nil) else {
            throw ValidationError("--map and --map-out are about a file: name it with --of")
        }
    }

    func run() throws {
        let rigs = try Resources.rigs()
        if let of { return try tell(of, rigs: rigs) }
        guard let name else {
            try list(rigs)
            return
        }
        guard let rig = rigs.rig(named: name) else {
            throw Problem(
                "no rig has this name", at: .file(name),
                expected: rigs.rigs.map(\.name).joined(separator: ", "),
                found: name.printable,
                remedy: "choose one of these; for the rig of a file: choreo rigs --of FILE")
        }
        try show(RigSheet(rig, restingIn: try Resources.skeleton(name)))
    }

    // MARK: the catalogue

    /// What is told of a rig; the JSON keys are stable.
    private struct Line: Encodable {
        var name: String
        var description: String
        var joints: Int
        var unit: String?
        var upAxis: String
        var restPose: String
        var tree: [Node]?
    }

    /// A joint in the tree of a rig.
    private struct Node: Encodable {
        var name: String
        var depth: Int
        var part: String?
    }

    private func line(_ sheet: RigSheet, withTree: Bool) -> Line {
        Line(
            name: sheet.rig.name, description: sheet.rig.description, joints: sheet.summary.joints,
            unit: sheet.summary.unit, upAxis: sheet.summary.upAxis, restPose: sheet.restPose.rawValue,
            tree: withTree
                ? sheet.tree.map { Node(name: $0.name, depth: $0.depth, part: $0.part?.name) } : nil)
    }

    private func list(_ rigs: RigCatalogue) throws {
        let sheets = try rigs.rigs.map { try RigSheet($0, restingIn: try Resources.skeleton($0.name)) }
        if json {
            for sheet in sheets { try Console.json(line(sheet, withTree: false)) }
            return
        }
        let width = sheets.map(\.rig.name.count).max() ?? 0
        let units = sheets.map { ($0.summary.unit ?? "-").count }.max() ?? 0
        print(
            Self.padded("rig", width) + "  joints  " + Self.padded("unit", units)
                + "  up  at rest    from")
        for sheet in sheets {
            let count =
                String(repeating: " ", count: 6 - String(sheet.summary.joints).count)
                + "\(sheet.summary.joints)"
            print(
                Self.padded(sheet.rig.name, width) + "  \(count)  "
                    + Self.padded(sheet.summary.unit ?? "-", units)
                    + "  \(sheet.summary.upAxis)   " + Self.padded(sheet.restPose.rawValue, 9) + "  "
                    + sheet.rig.description.printable)
        }
    }

    private func show(_ sheet: RigSheet) throws {
        if json { return try Console.json(line(sheet, withTree: true)) }
        print("\(sheet.rig.name.printable): \(sheet.rig.description.printable)")
        print(
            "\(sheet.summary.joints.counted("joint")), \(sheet.summary.unit ?? "no usual unit"), "
                + "\(sheet.summary.upAxis) up, at rest: \(sheet.restPose.rawValue)")
        let width = sheet.tree.map { 2 * $0.depth + $0.name.count }.max() ?? 0
        for joint in sheet.tree {
            let name = String(repeating: "  ", count: joint.depth) + joint.name.printable
            print(joint.part.map { Self.padded(name, width) + "  " + $0.name } ?? name)
        }
    }

    // MARK: a file

    private func tell(_ path: String, rigs: RigCatalogue) throws {
        if let mapOut { try force.check(file: mapOut) }
        let file = try MotionFile.open(path, rigs: rigs, map: body.rig())
        let report = RigReport(file)
        if let mapOut {
            let name = URL(fileURLWithPath: mapOut).deletingPathExtension().lastPathComponent
            try report.rig(named: name).write(to: mapOut, notes: report.notes)
            Console.next("correct \(mapOut), and give it with --map \(mapOut.shellWord)")
        }
        if json { return try Console.json(report) }
        let found = report.recognition
        print(path.printable)
        let rig = found.rig.map { "\($0.name.printable) (\($0.description.printable))" }
        print(
            "  " + (found.isBody ? "a human body" : "not recognised as a human body")
                + (rig.map { ", " + $0 } ?? "") + String(format: ", confidence %.2f", found.confidence))
        for reason in found.reasons { print("  - \(reason.printable)") }
        for joint in CanonicalJoint.allCases {
            print("  " + Self.padded(joint.name, 14) + (report.names[joint]?.printable ?? "-"))
        }
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension CompletionKind {
    /// Names of the rigs that are known.
    static var rigs: CompletionKind {
        .custom { _, _, _ in (try? Resources.skeletonNames()) ?? [] }
    }
}
