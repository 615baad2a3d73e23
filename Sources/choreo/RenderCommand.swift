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
        abstract: "Draw phrases: a sheet, a chronophotograph, frames or a film",
        discussion: """
            What is written follows from OUT: sheet.png is a contact sheet with a row for each phrase, with --chrono one \
            picture of many moments; out.mp4, .mov, .mkv, .webm and .gif are films; and a folder gets one picture a \
            frame. Several phrases dance side by side unless --arrange says otherwise.

            EXAMPLES
              choreo render opening.bvh -o sheet.png
              choreo render opening.bvh --chrono --trails "left hand" -o plate.png
              choreo render proposals/*.bvh --names -o proposals.mp4
              choreo render opening.bvh -o opening.mp4 --size 1080p --camera turntable --music song.flac
              choreo render opening.bvh -o part.mp4 --frames 2s..4s
            """)

    @Argument(help: "BVH files", completion: .file(extensions: ["bvh"]))
    var phrases: [String]

    @Option(name: .shortAndLong, help: "sheet.png, out.mp4, out.webm, out.gif … or a folder")
    var output: String

    @Flag(help: "One picture with the figure at many moments")
    var chrono = false

    @Option(help: "Poses in a row of a sheet (8), figures in a chronophotograph (10)")
    var moments: Int?

    @OptionGroup(title: "Stage") var stage: StageOptions
    @OptionGroup(title: "Film") var film: FilmOptions
    @OptionGroup var body: BodyOptions
    @OptionGroup var force: ForceOption

    private var isPicture: Bool { output.lowercased().hasSuffix(".png") }

    func validate() throws {
        guard (1...64).contains(moments ?? 1) else { throw ValidationError("--moments is 1 to 64") }
        guard !chrono || isPicture else {
            throw ValidationError("--chrono makes one picture: give a name ending in .png with -o")
        }
    }

    func run() throws {
        try force.check(file: output)
        let rigs = try Resources.rigs()
        let map = try body.rig()
        if isPicture { tellUnused() }
        let performers = try phrases.map { try MotionFile.open($0, rigs: rigs, map: map).performer() }
        if chrono { return try drawPlate(of: stage.performance(of: performers)) }
        if isPicture { return try drawSheet(of: performers) }
        try makeFilm(of: stage.performance(of: performers))
    }

    private func renderer() throws(Problem) -> Renderer {
        try Problem.placed(at: output) { () throws(Problem) in try Renderer() }
    }

    /// Words that were given and have no meaning for a picture are told, so that nobody waits for what they say.
    private func tellUnused() {
        let words = stage.unused(isSheet: !chrono) + (film.music == nil ? [] : ["--music"])
        guard !words.isEmpty else { return }
        Console.warning(
            "\(chrono ? "one picture" : "a sheet") is drawn without \(words.joined(separator: ", "))")
    }

    // MARK: Pictures

    private func drawSheet(of performers: [Performer]) throws {
        let rows = try performers.map { performer in
            ContactSheet.Row(
                performer: performer,
                frames: try film.stretch(of: performer.clip.frameCount, rate: performer.clip.frameRate))
        }
        let paper: Look = stage.light.isDark ? .darkPaper : .paper
        let sheet = ContactSheet(
            title: try film.lines().map(\.text).joined(separator: "  ·  ").printable, rows: rows,
            moments: moments ?? 8, look: stage.transparent ? paper.withoutBackground : paper)
        try PNG.write(try sheet.draw(with: renderer()), to: output)
    }

    private func drawPlate(of performance: Performance) throws {
        let rate = performance.frameRate
        let size = try film.pixels()
        let frames = try film.stretch(of: max(Int((performance.seconds * rate).rounded()), 1), rate: rate)
        let plate = Chronophotograph(
            performance, moments: moments ?? 10,
            span: Double(frames.lowerBound) / rate...Double(frames.upperBound - 1) / rate,
            traces: try stage.traces(of: performance), viewpoint: stage.viewpoint(of: performance))
        var image = try plate.draw(with: renderer(), size: size)
        let lines = try film.lines().map { Caption($0.text) }
        try CaptionWriter(lines, size: size, color: stage.light.ink).write(at: 0, into: &image)
        try PNG.write(image, to: output)
    }

    // MARK: Films

    private func makeFilm(of performance: Performance) throws {
        let format = FilmFormat(path: output)
        var reel = try film.reel(lasting: performance.seconds, as: format, to: output)
        reel.isTransparent = stage.transparent
        if let format {
            try reel.check(for: format, at: output)
        } else {
            let names = Set(reel.frames.map(FrameFolder.name(ofFrame:)))
            try force.check(folder: output, for: names.contains)
        }
        let lines = try film.lines()
        let traces = try stage.traces(of: performance)
        let renderer = try renderer()
        let words =
            lines.isEmpty ? nil : try CaptionWriter(lines, size: reel.size, color: stage.light.ink)
        let names = stage.names ? try NameTags(size: reel.size, color: stage.light.ink) : nil
        let path = stage.path(for: performance, aspect: reel.size.aspect)
        let progress = Progress("drawing")
        defer { progress.end() }
        func draw(_ index: Int) throws(Problem) -> Image {
            let time = Double(index) / reel.frameRate
            let camera = path.camera(at: time)
            var image = try renderer.draw(
                performance.scene(at: time, with: traces), from: camera, size: reel.size)
            names?.write(performance, at: time, from: camera, into: &image)
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
