import ArgumentParser
import Diagnostics
import Film
import Foundation
import Motion
import Stage

/// How large and fast pictures come, which of them, with what words and sound.
struct FilmOptions: ParsableArguments {
    @Option(help: "Width and height of film and frames: 1280x720, or 720p, 1080p, 1440p, 4k")
    var size = "1280x720"

    @Option(help: "Pictures per second of film and frames (default: 30; of a GIF 25)")
    var fps: Double?

    @Option(
        help: ArgumentHelp(
            "Only a part: 2s..4s, or pictures 49..96 of the film; parts join without a seam",
            valueName: "a..b"))
    var frames: String?

    @Option(
        name: .customLong("caption"),
        help: ArgumentHelp(
            "Words at the foot of the picture, or above a sheet; again for more lines; 0s..2s=WORDS for a while",
            valueName: "[a..b=]words"))
    var captions: [String] = []

    @Option(
        help: ArgumentHelp("A sound file to play with the film, from its beginning", valueName: "file"),
        completion: .file())
    var music: String?

    /// Longest film, s: four hours; a file with a wrong frame time claims years.
    private static let longest = 4.0 * 3600
    /// Most pixels of a picture: those of 8K, which with four samples of colour and depth each take a gigabyte.
    private static let mostPixels = 7680 * 4320

    /// The size of every picture.
    func pixels() throws(Problem) -> PixelSize { try Self.pixels(size) }

    /// The size that words after `--size` mean.
    static func pixels(_ size: String) throws(Problem) -> PixelSize {
        let named = ["720p": "1280x720", "1080p": "1920x1080", "1440p": "2560x1440", "4k": "3840x2160"]
        let parts = (named[size.lowercased()] ?? size.lowercased())
            .split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let width = parts[0], let height = parts[1],
            (16...8192).contains(width), (16...8192).contains(height), width * height <= mostPixels
        else {
            throw Problem(
                "this size cannot be drawn", at: .option("--size", size),
                expected:
                    "WIDTHxHEIGHT from 16 to 8192, at most \(mostPixels / 1_000_000) million pixels",
                found: size, remedy: "give a size such as --size 1280x720")
        }
        return PixelSize(width: width, height: height)
    }

    /// Pictures per second, as asked for or as usual for the kind of film.
    func rate(for format: FilmFormat?) throws(Problem) -> Double {
        let rate = fps ?? format?.usualRate ?? 30
        guard rate > 0, rate <= 240 else {
            throw Problem(
                "this rate cannot be used", at: .option("--fps", "\(rate)"),
                expected: "more than 0 and at most 240 pictures per second", found: "\(rate)",
                remedy: "give a rate such as --fps 30")
        }
        return rate
    }

    /// The film of something that lasts `seconds`.
    ///
    /// - Throws: ``Problem`` for words that are no size, rate or stretch, or for a film of days.
    func reel(lasting seconds: Double, as format: FilmFormat?, to path: String) throws(Problem) -> Reel {
        let (size, rate) = (try pixels(), try rate(for: format))
        guard seconds <= Self.longest else {
            throw Problem(
                "the film would be too long", at: .file(path), expected: "at most \(Int(Self.longest)) s",
                found: "\(Int(min(seconds, 1e15))) s",
                remedy: "cut the phrase with `choreo convert --frames`, or correct its line `Frame Time:`")
        }
        let length = max(1, Int((seconds * rate).rounded()))
        return Reel(
            size: size, frameRate: rate, length: length,
            frames: try stretch(of: length, rate: rate), music: music)
    }

    /// The pictures that `--frames` means, of so many; all without it.
    func stretch(of length: Int, rate: Double) throws(Problem) -> Range<Int> {
        guard let frames else { return 0..<length }
        guard let range = TimeRange(frames) else { throw .noStretch(frames, option: "--frames") }
        return try range.frames(of: length, rate: rate, tempo: nil, option: "--frames")
    }

    /// The captions; a stretch of time and an equals sign before the words say when.
    func lines() throws(Problem) -> [Caption] {
        try captions.map { (text) throws(Problem) in
            guard let equals = text.firstIndex(of: "="), let range = TimeRange(String(text[..<equals])) else {
                return Caption(text)
            }
            let words = String(text[text.index(after: equals)...])
            guard case .times(let from, let until) = range else {
                throw .noStretch(String(text[..<equals]), option: "--caption")
            }
            func seconds(_ time: TimeWord?, else other: Double) throws(Problem) -> Double {
                guard let time else { return other }
                guard case .seconds(let value) = time else {
                    throw .noStretch(String(text[..<equals]), option: "--caption")
                }
                return value
            }
            let start = try seconds(from, else: 0)
            return Caption(words, during: start..<max(try seconds(until, else: .infinity), start))
        }
    }
}

extension Problem {
    /// Words that should be a stretch of time are none.
    fileprivate static func noStretch(_ text: String, option: String) -> Problem {
        Problem(
            "this is no stretch of time", at: .option(option, text),
            expected: option == "--caption"
                ? "two times such as 0s..2s" : "two ends such as 2s..4s or 49..96",
            found: text, remedy: "write both ends with their unit, and two points between them")
    }
}
