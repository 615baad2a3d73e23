import Diagnostics
import Files
import Foundation
import Stage
import Testing

@testable import Film

@Suite("Films are made by ffmpeg, whole or not at all")
struct VideoTests {
    private let size = PixelSize(width: 64, height: 48)

    private func reel(_ length: Int = 5, _ frames: Range<Int>? = nil) -> Reel {
        Reel(size: size, frameRate: 30, length: length, frames: frames)
    }

    private func film(
        _ folder: TestFolder, path: String? = nil, search: String = FFmpeg.searchPath, _ reel: Reel? = nil
    ) throws {
        try Video.write(reel ?? self.reel(), to: path ?? folder.path + "/film.mp4", search: search) { index in
            Image(size: size, filledWith: SIMD4(UInt8(index * 40 & 255), 90, 120, 255))
        }
    }

    @Test("The encoder gets every pixel of every frame in order, and its film takes the name")
    func pixels() throws {
        let folder = try TestFolder()
        // Keeps what comes in as the film.
        let search = try folder.fakeFFmpeg(#"for last; do :; done; cat > "$last""#)
        try film(folder, search: search + ":/usr/bin:/bin")
        let bytes = try FileBytes.read(folder.path + "/film.mp4")
        let expected = (0..<5).flatMap {
            Image(size: size, filledWith: SIMD4(UInt8($0 * 40), 90, 120, 255)).planes()
        }
        #expect(bytes == expected)
        #expect(folder.contents == ["bin", "film.mp4"])
    }

    @Test("Without ffmpeg the problem says how to get it, before a frame is drawn")
    func missing() throws {
        let folder = try TestFolder()
        var drawn = 0
        let problem = #expect(throws: Problem.self) {
            try Video.write(reel(3), to: folder.path + "/film.mp4", search: folder.path) { _ in
                drawn += 1
                return Image(size: size)
            }
        }
        #expect(problem?.remedy.contains("apt-get install ffmpeg") == true)
        #expect(drawn == 0 && folder.contents.isEmpty)
    }

    @Test("An encoder that dies midway is quoted, and the film that was there before stays")
    func dies() throws {
        let folder = try TestFolder()
        let search = try folder.fakeFFmpeg(
            "head -c 20000 > /dev/null; echo 'first words' >&2; echo 'Unknown encoder libx264' >&2; exit 8")
        try AtomicFile.write("the old film", to: folder.path + "/film.mp4")
        let problem = #expect(throws: Problem.self) {
            try film(folder, search: search + ":/usr/bin:/bin", reel(500))
        }
        #expect(problem?.found == "Unknown encoder libx264 (exit status 8)")
        #expect(folder.contents == ["bin", "film.mp4"])
        #expect(try FileBytes.read(folder.path + "/film.mp4") == Array("the old film".utf8))
    }

    @Test(
        "An encoder that is killed, or fails only at its end, leaves no film",
        arguments: ["kill -9 $$", "exit 1"])
    func fails(ending: String) throws {
        let folder = try TestFolder()
        let search = try folder.fakeFFmpeg("cat > /dev/null; " + ending)
        #expect(throws: Problem.self) { try film(folder, search: search + ":/usr/bin:/bin") }
        #expect(folder.contents == ["bin"])
    }

    @Test("A disk that is full is told as such, without the name of a file that nobody knows")
    func full() throws {
        let folder = try TestFolder()
        let search = try folder.fakeFFmpeg(
            #"for last; do :; done; cat > /dev/null; echo "writing $last: No space left on device" >&2; exit 1"#
        )
        let problem = #expect(throws: Problem.self) { try film(folder, search: search + ":/usr/bin:/bin") }
        #expect(problem?.what == "the disk is full")
        #expect(problem?.found?.contains("writing \(folder.path)/film.mp4: No space left") == true)
        #expect(folder.contents == ["bin"])
    }

    @Test("An encoder that complains without end does not stop the film")
    func complains() throws {
        let folder = try TestFolder()
        let search = try folder.fakeFFmpeg(
            #"for last; do :; done; head -c 400000 /dev/zero | tr '\0' 'x' >&2; cat > "$last""#)
        try film(folder, search: search + ":/usr/bin:/bin")
        #expect(folder.contents == ["bin", "film.mp4"])
    }

    @Test("When a frame cannot be drawn the encoder is ended and nothing is left")
    func frameFails() throws {
        let folder = try TestFolder()
        let search = try folder.fakeFFmpeg(#"for last; do :; done; cat > "$last""#)
        let expected = Problem("no more frames", remedy: "none")
        let problem = #expect(throws: Problem.self) {
            try Video.write(
                reel(9), to: folder.path + "/film.mp4", search: search + ":/usr/bin:/bin"
            ) { (index) throws(Problem) in
                guard index < 3 else { throw expected }
                return Image(size: size)
            }
        }
        #expect(problem == expected)
        #expect(folder.contents == ["bin"])
    }

    @Test("A folder that cannot be written is told in our own words, and an empty range too")
    func unwritable() throws {
        let folder = try TestFolder()
        let search = try folder.fakeFFmpeg("cat > /dev/null")
        let path = folder.path + "/none/film.mp4"
        let problem = #expect(throws: Problem.self) { try film(folder, path: path, search: search) }
        #expect(problem?.what == "the folder does not exist" && problem?.place?.path == path)
        #expect(throws: Problem.self) { try film(folder, search: search, reel(0)) }
    }

    @Test("An encoder that stops taking pictures and calls that success makes no film")
    func stops() throws {
        let folder = try TestFolder()
        let search = try folder.fakeFFmpeg("exec < /dev/null; exit 0")
        let problem = #expect(throws: Problem.self) {
            try film(folder, search: search + ":/usr/bin:/bin", reel(500))
        }
        #expect(problem?.what == "ffmpeg ended before the film")
        #expect(folder.contents == ["bin"])
    }

    @Test("While an encoder sleeps, only a few pictures are drawn ahead")
    func bounded() throws {
        let folder = try TestFolder()
        let gate = folder.path + "/gate"
        // Waits for the gate, or a little while; then takes everything.
        let search = try folder.fakeFFmpeg(
            #"for last; do :; done; for i in 1 2 3 4 5 6; do [ -e \#(gate) ] && break; sleep 0.1; done; "#
                + #"cat > "$last""#)
        let large = PixelSize(width: 640, height: 360)
        var drawn = 0
        try Video.write(
            Reel(size: large, frameRate: 30, length: 40), to: folder.path + "/film.mp4",
            search: search + ":/usr/bin:/bin"
        ) { _ in
            drawn += 1
            // By now the belt is full of six, one is on its way, and this one is drawn.
            if drawn == 9 { try? AtomicFile.write("open", to: gate) }
            #expect(drawn <= 9 || FileManager.default.fileExists(atPath: gate))
            return Image(size: large)
        }
        #expect(drawn == 40)
    }

    // MARK: kinds of film

    /// What `ffprobe` says of the first stream of a kind, such as `h264,64,48,5`.
    private func probe(_ path: String, _ kind: String, _ facts: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "ffprobe", "-v", "error", "-select_streams", kind + ":0", "-count_frames", "-of", "csv=p=0",
            "-show_entries", "stream=" + facts, path,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(
        "The ending of the name chooses the kind of film, and every frame is in it",
        arguments: [
            ("mp4", "h264"), ("mov", "h264"), ("mkv", "h264"), ("webm", "vp9"), ("gif", "gif"),
        ])
    func kinds(ending: String, codec: String) throws {
        let folder = try TestFolder()
        let path = folder.path + "/film." + ending
        try film(folder, path: path)
        #expect(try probe(path, "v", "codec_name,width,height,nb_read_frames") == "\(codec),64,48,5")
        #expect(folder.contents == ["film." + ending])
        let first = try FileBytes.read(path)
        try film(folder, path: path)
        #expect(try FileBytes.read(path) == first, "the same film, byte for byte")
    }

    @Test("A transparent film keeps its opacity", arguments: ["mov", "webm", "gif"])
    func transparent(ending: String) throws {
        let folder = try TestFolder()
        let path = folder.path + "/film." + ending
        var reel = reel()
        reel.isTransparent = true
        try Video.write(reel, to: path) { _ in
            var image = Image(size: size, filledWith: SIMD4(200, 60, 40, 255))
            image.fill(x: 0, y: 0, width: 32, height: 48, with: .zero)
            for y in 0..<48 { for x in 0..<32 { image[x, y] = .zero } }
            return image
        }
        // As it comes out: the left half is clear, the right half is not.
        let decoder = ending == "webm" ? ["-c:v", "libvpx-vp9"] : []
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["ffmpeg", "-v", "error"] + decoder + ["-i", path, "-frames:v", "1", "-f", "rawvideo"]
            + ["-pix_fmt", "rgba", "pipe:1"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = [UInt8](pipe.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        try #require(bytes.count == 64 * 48 * 4)
        let picture = Image(size: size, bytes: bytes)
        #expect(picture[8, 24].w < 20 && picture[56, 24].w > 235)
        #expect(picture[56, 24].x > 170 && picture[56, 24].y < 90)
    }

    @Test("What a format cannot hold is refused before anything is drawn")
    func unfit() throws {
        let folder = try TestFolder()
        var clear = reel()
        clear.isTransparent = true
        var loud = reel()
        loud.music = folder.path
        var fast = reel()
        fast.frameRate = 60
        for (reel, ending) in [(clear, "mp4"), (clear, "mkv"), (loud, "gif"), (fast, "gif"), (loud, "mp4")] {
            let problem = #expect(throws: Problem.self) {
                try film(folder, path: folder.path + "/film." + ending, reel)
            }
            #expect(problem?.remedy.isEmpty == false)
        }
        #expect(folder.contents.isEmpty)
    }

    @Test("Parts put behind one another have all frames of the whole, and a GIF's parts its colours")
    func parts() throws {
        let folder = try TestFolder()
        var drawn: [Int] = []
        func write(_ frames: Range<Int>, _ name: String) throws {
            drawn = []
            try Video.write(reel(9, frames), to: folder.path + "/" + name) { index in
                drawn.append(index)
                return Image(size: size, filledWith: SIMD4(UInt8(index * 28), 90, 120, 255))
            }
        }
        try write(0..<4, "a.mp4")
        #expect(drawn == [0, 1, 2, 3])
        try write(4..<9, "b.mp4")
        #expect(drawn == [4, 5, 6, 7, 8])
        #expect(try probe(folder.path + "/b.mp4", "v", "nb_read_frames") == "5")
        try write(4..<9, "b.gif")
        #expect(drawn.suffix(5) == [4, 5, 6, 7, 8] && Set(drawn) == Set(0..<9))
    }

    // MARK: music

    /// A second and a half of a tone, as a WAV file.
    private func tone(_ path: String) throws {
        func word(_ value: Int, _ bytes: Int) -> [UInt8] {
            (0..<bytes).map { UInt8(value >> ($0 * 8) & 255) }
        }
        let samples = (0..<12000).flatMap { word($0 / 10 % 2 * 8000, 2) }
        try AtomicFile.write(
            Array("RIFF".utf8) + word(36 + samples.count, 4) + Array("WAVEfmt ".utf8) + word(16, 4)
                + word(1, 2)
                + word(1, 2) + word(8000, 4) + word(16000, 4) + word(2, 2) + word(16, 2) + Array("data".utf8)
                + word(samples.count, 4) + samples, to: path)
    }

    @Test("Music goes with the film and ends with it", arguments: [("mp4", "aac"), ("webm", "opus")])
    func music(ending: String, codec: String) throws {
        let folder = try TestFolder()
        // A name that looks like an option, a protocol and a place elsewhere.
        let song = folder.path + "/-concat:http.wav"
        try tone(song)
        let path = folder.path + "/film." + ending
        var reel = reel(30, 15..<30)
        reel.music = song
        try film(folder, path: path, reel)
        #expect(try probe(path, "v", "nb_read_frames") == "15")
        #expect(try probe(path, "a", "codec_name") == codec)
    }

    @Test("Music that is missing or no music is told")
    func noMusic() throws {
        let folder = try TestFolder()
        var reel = reel()
        reel.music = folder.path + "/none.wav"
        let missing = #expect(throws: Problem.self) { try film(folder, reel) }
        #expect(missing?.place?.path == reel.music)
        try AtomicFile.write("no sound at all", to: folder.path + "/none.wav")
        let noSound = #expect(throws: Problem.self) { try film(folder, reel) }
        #expect(noSound?.remedy.contains("none.wav") == true)
        #expect(folder.contents == ["none.wav"])
    }

    @Test("Sizes, rate and file are passed on; odd sizes lose their last row and column, but not in a GIF")
    func arguments() {
        let reel = Reel(size: PixelSize(width: 641, height: 481), frameRate: 59.94, length: 5)
        let words = FFmpeg.arguments(reel, as: .mp4, to: "/x/y.mp4")
        #expect(words.contains("640x480") && words.contains("59.94") && words.last == "/x/y.mp4")
        #expect(FFmpeg.arguments(reel, as: .gif, to: "/x/y.gif").contains("641x481"))
        #expect(FilmFormat(path: "A.MP4") == .mp4 && FilmFormat(path: "frames") == nil)
    }
}
