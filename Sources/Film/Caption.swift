public import Diagnostics
public import Stage

/// A line of words at the left of the foot of a film's pictures, where no dancer stands; always or for a while.
public struct Caption: Sendable, Equatable {
    /// The words.
    public var text: String
    /// When they are shown, seconds from the beginning of the film; nil is always.
    public var time: Range<Double>?

    /// Creates a caption.
    public init(_ text: String, during time: Range<Double>? = nil) {
        self.text = text
        self.time = time
    }

    /// Whether it is shown at a moment.
    func isShown(at seconds: Double) -> Bool {
        // A hair's breadth forward, so that a time computed from a frame is not before the frame's own.
        time?.contains(seconds + 1e-6) ?? true
    }
}

/// Writes captions into pictures of one size.
///
/// Belongs to the thread that made it.
public final class CaptionWriter {
    private let captions: [Caption]
    private let size: PixelSize
    private let color: Color
    private let letters: Typeface
    private let height: Int

    /// Creates a writer.
    ///
    /// - Parameters:
    ///   - captions: In the order in which they stand, from above, where several are shown at one moment.
    ///   - color: Of the letters.
    /// - Throws: ``Problem`` when the font is missing.
    public init(_ captions: [Caption], size: PixelSize, color: Color) throws(Problem) {
        self.captions = captions
        self.size = size
        self.color = color
        letters = try Typeface(.bold)
        // Read from the last row of a hall: a twenty-eighth of the picture, and never too small to read.
        height = max(min(size.height, size.width) / 28, 10)
    }

    /// Writes what is to be read at `seconds` into `image`.
    public func write(at seconds: Double, into image: inout Image) {
        let room = size.width - 2 * height
        let lines = captions.filter { $0.isShown(at: seconds) }.flatMap {
            letters.wrapped($0.text, size: height, toFit: room)
        }
        let step = height * 13 / 10
        for (index, line) in lines.enumerated() {
            letters.draw(
                line, into: &image, x: height,
                y: size.height - height - step * (lines.count - 1 - index), size: height, color: color)
        }
    }
}
