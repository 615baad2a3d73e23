public import Diagnostics
import Files
import Foundation
public import Stage

/// Films: pictures in, a file out, through `ffmpeg`.
public enum Video {
    /// Writes a film to `path`, whose ending chooses the kind (``FilmFormat``).
    ///
    /// The film appears when it is complete; after a failure, what was at `path` before is still there. While one
    /// picture is drawn, those before it are handed over on another thread and encoded by `ffmpeg`; a few may wait,
    /// never more. An odd last row or column of pixels is left out, except in a GIF: video has none.
    ///
    /// - Parameters:
    ///   - reel: What the film is.
    ///   - path: Where to.
    ///   - progress: Called with the number of pictures drawn so far.
    ///   - frame: Draws the picture at a place in the whole film, from 0; for a GIF's colours also ones that are not
    ///     in the reel.
    /// - Throws: ``Problem`` when `ffmpeg` is not installed or fails, the place cannot be written, the kind of film
    ///   cannot hold what is asked, or what `frame` throws.
    public static func write(
        _ reel: Reel, to path: String, progress: (Int) -> Void = { _ in },
        frame: (Int) throws(Problem) -> Image
    ) throws(Problem) {
        try write(reel, to: path, search: FFmpeg.searchPath, progress: progress, frame: frame)
    }

    /// The same with an encoder looked for in the folders of `search`, separated by colons.
    static func write(
        _ reel: Reel, to path: String, search: String, progress: (Int) -> Void = { _ in },
        frame: (Int) throws(Problem) -> Image
    ) throws(Problem) {
        let encoder = try FFmpeg.locate(for: path, in: search)
        let format = FilmFormat(path: path) ?? .mp4
        try reel.check(for: format, at: path)
        if let music = reel.music { try checkSound(music) }
        try AtomicFile.replace(path) { (temporary) throws(Problem) in
            try checkWritable(temporary, for: path)
            do throws(Problem) {
                let palette =
                    format == .gif ? try palette(of: reel, by: encoder, for: path, frame: frame) : []
                try encode(
                    Array(reel.frames), of: reel, FFmpeg.handover(reel, format), for: path,
                    by: { () throws(Problem) in
                        try encoder.start(
                            FFmpeg.arguments(reel, as: format, palette: palette, to: temporary), for: path)
                    }, progress: progress, frame: frame)
            } catch {
                throw error.explained(reel, format, temporary: temporary, path: path)
            }
        }
    }

    /// Hands pictures to an encoder while the next ones are drawn; returns what it wrote to standard output.
    @discardableResult
    private static func encode(
        _ numbers: [Int], of reel: Reel, _ handover: FFmpeg.Handover, for path: String,
        by start: () throws(Problem) -> EncoderProcess, progress: (Int) -> Void,
        frame: (Int) throws(Problem) -> Image
    ) throws(Problem) -> [UInt8] {
        let end = EncoderEnd()
        let gone = Problem(
            "ffmpeg ended before the film", at: .file(path), expected: "an encoder that takes every picture",
            found: "one that stopped without a word", remedy: "apt-get install --reinstall ffmpeg")
        return try Interruption.guarding(undo: end.now) { () throws(Problem) in
            // A signal either comes before there is an encoder or finds one that it can end.
            let process = try Interruption.uninterrupted { () throws(Problem) in
                let process = try start()
                end.concerns(process)
                return process
            }
            let inlet = process.pictures
            do throws(Problem) {
                try numbers.indices.conveyed(
                    capacity: waiting(reel.size), users: 1,
                    make: { (index) throws(Problem) in
                        let image = try frame(numbers[index])
                        precondition(image.size == reel.size, "all pictures of a film have one size")
                        progress(index + 1)
                        return image
                    },
                    abandon: end.now,
                    use: { (_, image) throws(Problem) in
                        let bytes = handover == .planes ? image.planes() : image.bytes
                        guard inlet.write(bytes) else { throw gone }
                    })
            } catch {
                // An encoder that has gone says better than we do why.
                if error == gone { try process.finish(for: path) } else { process.abandon() }
                throw error
            }
            return try process.finish(for: path)
        }
    }

    /// How many pictures may wait for the encoder: enough to even out slow ones, in at most 128 MB.
    private static func waiting(_ size: PixelSize) -> Int {
        max(1, min(6, (128 << 20) / (size.width * size.height * 4)))
    }

    /// The 256 colours of a GIF, chosen from up to sixteen pictures of the whole film: the same for every part of it.
    private static func palette(
        of reel: Reel, by encoder: FFmpeg, for path: String, frame: (Int) throws(Problem) -> Image
    ) throws(Problem) -> [UInt8] {
        let count = min(16, reel.length)
        let numbers = (0..<count).map { (2 * $0 + 1) * reel.length / (2 * count) }
        let palette = try encode(
            numbers, of: reel, .rgba, for: path,
            by: { () throws(Problem) in try encoder.start(FFmpeg.paletteArguments(reel), for: path) },
            progress: { _ in }, frame: frame)
        guard palette.count == 1024 else {
            throw Problem(
                "ffmpeg chose no colours for the GIF", at: .file(path), expected: "256 colours",
                found: "\(palette.count) bytes", remedy: "apt-get install --reinstall ffmpeg")
        }
        return palette
    }

    /// Music that is not there is told in our own words, before anything is drawn.
    private static func checkSound(_ path: String) throws(Problem) {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard isThere, !isFolder.boolValue, access(path, R_OK) == 0 else {
            throw Problem(
                "the music cannot be read", at: .file(path), expected: "a sound file that can be read",
                found: !isThere ? "no such file" : isFolder.boolValue ? "a folder" : "no permission",
                remedy: "give a file such as --music song.flac")
        }
    }

    /// A folder that cannot be written is told before anything is drawn, and in our own words, not the encoder's.
    private static func checkWritable(_ temporary: String, for path: String) throws(Problem) {
        do throws(Problem) {
            try AtomicFile.write([UInt8](), to: temporary)
        } catch {
            var told = error
            told.place = .file(path)
            throw told
        }
    }
}

extension Problem {
    /// What an encoder complained of, in the words of the person who asked for the film.
    fileprivate func explained(_ reel: Reel, _ format: FilmFormat, temporary: String, path: String) -> Problem
    {
        guard what == EncoderProcess.failure else { return self }
        var told = self
        told.found = found?.replacingOccurrences(of: temporary, with: path)
        if let found, ["No space left on device", "File too large"].contains(where: found.contains) {
            told.what = "the disk is full"
            told.remedy = "free some space; nothing was half-written"
        } else if let music = reel.music {
            told.remedy = "check that \(music.printable) is a sound file: ffprobe \(music.printable)"
        } else {
            told.remedy = "check that `ffmpeg -encoders` lists \(format.encoder)"
        }
        return told
    }
}
