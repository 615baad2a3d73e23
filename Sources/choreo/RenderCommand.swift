import ArgumentParser
import Diagnostics
import Film
import Foundation
import Motion
import MotionIO
import Stage

/// `choreo render`: pictures and films.
struct RenderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Draw phrases: a sheet, frames or a film",
        discussion: """
            What is written follows from OUT: sheet.png is a contact sheet with a row for each phrase; out.mp4, .mov, \
            .mkv, .webm and .gif are films; and a folder gets one picture a frame. Several phrases dance side by side.

            EXAMPLES
              choreo render opening.bvh -o sheet.png
              choreo render proposals/*.bvh -o proposals.mp4
              choreo render opening.bvh -o opening.mp4 --size 1080p --music song.flac --caption "Opening"
              choreo render opening.bvh -o part.mp4 --frames 2s..4s
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var phrases: [String]

    @Option(name: .shortAndLong, help: "sheet.png, out.mp4, out.webm, out.gif … or a folder")
    var output: String

    @OptionGroup var film: FilmOptions

    @Option(help: "Poses in a row of a sheet")
    var moments = 8

    @OptionGroup var body: BodyOptions
    @OptionGroup var force: ForceOption

    func validate() throws {
        guard (1...64).contains(moments) else { throw ValidationError("--moments is 1 to 64") }
    }

    func run() throws {
        try force.check(file: output)
        let rigs = try Resources.rigs()
        let map = try body.rig()
        let performers = try phrases.map { try MotionFile.open($0, rigs: rigs, map: map).performer() }
        if output.lowercased().hasSuffix(".png") { return try drawSheet(of: performers) }
        try makeFilm(of: performers.count > 1 ? .sideBySide(performers) : Performance(performers))
    }

    private func drawSheet(of performers: [Performer]) throws {
        let renderer = try Problem.placed(at: output) { () throws(Problem) in try Renderer() }
        let rows = try performers.map { performer in
            ContactSheet.Row(
                performer: performer,
                frames: try film.stretch(of: performer.clip.frameCount, rate: performer.clip.frameRate))
        }
        let title = try film.lines().map(\.text).joined(separator: "  ·  ")
        let sheet = ContactSheet(title: title.printable, rows: rows, moments: moments)
        try PNG.write(try sheet.draw(with: renderer), to: output)
    }

    private func makeFilm(of performance: Performance) throws {
        let format = FilmFormat(path: output)
        let reel = try film.reel(lasting: performance.seconds, as: format, to: output)
        if let format {
            try reel.check(for: format, at: output)
        } else {
            let names = Set(reel.frames.map(FrameFolder.name(ofFrame:)))
            try force.check(folder: output, for: names.contains)
        }
        let renderer = try Problem.placed(at: output) { () throws(Problem) in try Renderer() }
        let lines = try film.lines()
        let words = lines.isEmpty ? nil : try CaptionWriter(lines, size: reel.size, color: Color(0x2B2F3A))
        let camera = performance.camera(.still, aspect: reel.size.aspect)
        let progress = Progress("drawing")
        defer { progress.end() }
        func draw(_ index: Int) throws(Problem) -> Image {
            let time = Double(index) / reel.frameRate
            var image = try renderer.draw(
                performance.scene(at: time), from: camera.camera(at: time), size: reel.size)
            words?.write(at: time, into: &image)
            return image
        }
        func tell(_ done: Int) { progress.update(done, of: reel.frames.count, "frames") }
        if format != nil {
            try Video.write(reel, to: output, progress: tell, frame: draw)
        } else {
            try FrameFolder.write(reel.frames, to: output, progress: tell, frame: draw)
        }
    }
}
