public import Diagnostics
public import Stage

/// A film that is to be made: how large and how fast, which of its pictures, with what sound.
///
/// A reel may be a part of a film. It then has the very pictures that the whole has there, and the music of that
/// moment, so that parts made on several machines join without a seam.
public struct Reel: Sendable {
    /// Pixels of every picture.
    public var size: PixelSize
    /// Pictures a second.
    public var frameRate: Double
    /// How many pictures the whole film has.
    public var length: Int
    /// The pictures that are wanted, by their places in the whole film, from 0.
    public var frames: Range<Int>
    /// Whether the background is left transparent; the pictures must then carry opacity.
    public var isTransparent: Bool
    /// Path of a sound file that begins with the whole film; it is cut where the film ends.
    public var music: String?

    /// Creates a reel, of the whole film unless `frames` says otherwise.
    public init(
        size: PixelSize, frameRate: Double, length: Int, frames: Range<Int>? = nil,
        isTransparent: Bool = false,
        music: String? = nil
    ) {
        self.size = size
        self.frameRate = frameRate
        self.length = length
        self.frames = frames ?? 0..<length
        self.isTransparent = isTransparent
        self.music = music
    }

    /// When in the whole film this part begins, and how long it is, seconds.
    var start: Double { Double(frames.lowerBound) / frameRate }
    var seconds: Double { Double(frames.count) / frameRate }

    /// Refuses what a format cannot hold, before anything is drawn.
    ///
    /// - Throws: ``Problem`` that says which format could.
    public func check(for format: FilmFormat, at path: String) throws(Problem) {
        guard !frames.isEmpty else {
            throw Problem(
                "there is nothing to film", at: .file(path), expected: "at least one frame", found: "none",
                remedy: "choose a range with frames in it")
        }
        guard !isTransparent || format.carriesTransparency else {
            throw Problem(
                "this kind of film cannot be transparent", at: .file(path),
                expected: "a name ending in .webm, .mov or .gif, or a folder for PNG frames",
                found: ".\(format.rawValue)", remedy: "choose another ending, such as -o film.webm")
        }
        guard music == nil || format.hasSound else {
            throw Problem(
                "a GIF has no sound", at: .file(path), expected: "a name ending in .mp4, .mov, .mkv or .webm",
                found: ".\(format.rawValue)", remedy: "choose another ending, such as -o film.mp4")
        }
        guard frameRate <= format.highestRate else {
            throw Problem(
                "this kind of film is not shown that fast", at: .file(path),
                expected: "at most \(Int(format.highestRate)) pictures per second in .\(format.rawValue)",
                found: "\(frameRate)", remedy: "give a rate such as --fps \(Int(format.usualRate))")
        }
    }
}
