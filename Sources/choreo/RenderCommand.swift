import ArgumentParser
import Diagnostics
import Film
import Foundation
import MotionIO
import Stage

/// `choreo render`: pictures and films.
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draw phrases: a sheet, frames or a film",
        discussion: """
            What is written follows from OUT: sheet.png is a contact sheet with a row for each phrase, out.mp4 a film, \
            and a folder gets one picture a frame. Several phrases dance side by side.

            EXAMPLES
              choreo render opening.bvh -o sheet.png
              choreo render proposals/*.bvh -o proposals.mp4
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var phrases: [String]

    @Option(name: .shortAndLong, help: "sheet.png, out.mp4 or a folder")
    var output: String

    @Option(help: "Width and height of film and frames")
    var size = "1280x720"

    @Option(help: "Pictures per second of film and frames")
    var fps = 30.0

    @OptionGroup var body: BodyOptions
    @OptionGroup var force: ForceOption

    /// Longest film, s: four hours; a file with a wrong frame time claims years.
    private static let longest = 4.0 * 3600

    func run() throws {
        try force.check(file: output)
        let rigs = try Resources.rigs()
        let map = try body.rig()
        let performers = try phrases.map { try MotionFile.open($0, rigs: rigs, map: map).performer() }
        let renderer = try Problem.placed(at: output) { () throws(Problem) in try Renderer() }
        if output.lowercased().hasSuffix(".png") {
            let sheet = ContactSheet(rows: performers.map { ContactSheet.Row(performer: $0) })
            return try PNG.write(try sheet.draw(with: renderer), to: output)
        }
        let size = try pixels()
        guard fps > 0, fps <= 240 else {
            throw Problem(
                "this rate cannot be used", at: .option("--fps", "\(fps)"),
                expected: "more than 0 and at most 240 pictures per second",
                found: "\(fps)", remedy: "give a rate such as --fps 30")
        }
        let performance =
            performers.count > 1 ? Performance.sideBySide(performers) : Performance(performers)
        guard performance.seconds <= Self.longest else {
            throw Problem(
                "the film would be too long", at: .file(output),
                expected: "at most \(Int(Self.longest)) s", found: "\(Int(performance.seconds)) s",
                remedy: "cut the phrase with `choreo convert --frames`, or correct its line `Frame Time:`")
        }
        let camera = performance.camera(.still, aspect: size.aspect)
        let count = max(1, Int((performance.seconds * fps).rounded()))
        let progress = Progress("drawing")
        defer { progress.end() }
        func draw(_ index: Int) throws(Problem) -> Image {
            progress.update(Double(index) / Double(count))
            let time = Double(index) / fps
            return try renderer.draw(performance.scene(at: time), from: camera.camera(at: time), size: size)
        }
        if ["mp4", "mov", "mkv"].contains(URL(fileURLWithPath: output).pathExtension.lowercased()) {
            try Video.write(to: output, size: size, frameRate: fps, frames: count, frame: draw)
        } else {
            let names = Set((0..<count).map(FrameFolder.name(ofFrame:)))
            try force.check(folder: output, for: names.contains)
            try FrameFolder.write(0..<count, to: output, frame: draw)
        }
    }

    private func pixels() throws -> PixelSize {
        let parts = size.lowercased().split(separator: "x").compactMap { Int($0) }
        guard parts.count == 2, parts.allSatisfy({ (16...8192).contains($0) }) else {
            throw Problem(
                "this size cannot be drawn", at: .option("--size", size),
                expected: "WIDTHxHEIGHT from 16 to 8192", found: size.printable,
                remedy: "give a size such as --size 1280x720")
        }
        return PixelSize(width: parts[0], height: parts[1])
    }
}
