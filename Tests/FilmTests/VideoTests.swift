import Diagnostics
import Files
import Foundation
import Stage
import Testing

@testable import Film

@Suite("Films are made by ffmpeg, whole or not at all")
struct VideoTests {
    private let size = PixelSize(width: 64, height: 48)

    private func film(_ folder: TestFolder, path: String? = nil, search: String, frames: Int = 5) throws {
        try Video.write(
            to: path ?? folder.path + "/film.mp4", size: size, frameRate: 30, frames: frames, search: search
        ) { index in
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
        #expect(bytes.count == 5 * 64 * 48 * 4)
        for index in 0..<5 { #expect(bytes[index * 64 * 48 * 4] == UInt8(index * 40)) }
        #expect(folder.contents == ["bin", "film.mp4"])
    }

    @Test("Without ffmpeg the problem says how to get it, before a frame is drawn")
    func missing() throws {
        let folder = try TestFolder()
        var drawn = 0
        let problem = #expect(throws: Problem.self) {
            try Video.write(
                to: folder.path + "/film.mp4", size: size, frameRate: 30, frames: 3, search: folder.path
            ) { _ in
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
            try film(folder, search: search + ":/usr/bin:/bin", frames: 500)
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
                to: folder.path + "/film.mp4", size: size, frameRate: 30, frames: 9,
                search: search + ":/usr/bin:/bin"
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
        #expect(throws: Problem.self) { try film(folder, search: search, frames: 0) }
    }

    @Test("Sizes, rate and file are passed on; odd sizes lose their last row and column")
    func arguments() {
        let words = FFmpeg.arguments(
            size: PixelSize(width: 641, height: 481), frameRate: 59.94, to: "/x/y.mp4")
        #expect(words.contains("641x481") && words.contains("59.94") && words.last == "/x/y.mp4")
        #expect(words.contains { $0.hasPrefix("crop=trunc(iw/2)*2") })
    }
}
