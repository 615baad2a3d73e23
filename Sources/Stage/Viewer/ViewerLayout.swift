/// Where things lie in the viewer's window, pixels from the top left.
///
/// Below is a strip over the whole width: the time line, above it a lane for each curve of effect, above them words.
struct ViewerLayout: Equatable {
    /// The window's picture.
    let picture: PixelSize
    /// Pixels in a point: 2 on dense screens.
    let scale: Float
    /// How many lanes there are.
    let lanes: Int

    init(picture: PixelSize, scale: Float = 1, lanes: Int = 0) {
        self.picture = picture
        self.scale = scale
        // In a low window the dancer needs the room.
        self.lanes = Float(picture.height) / scale >= 360 ? lanes : 0
    }

    /// Pixels of a length in points.
    func pixels(_ points: Float) -> Float { (points * scale).rounded() }
    /// Size of letters in pixels.
    func letters(_ points: Int) -> Int { max(Int((Float(points) * scale).rounded()), 1) }

    private var width: Float { Float(picture.width) }
    private var height: Float { Float(picture.height) }

    /// Height of the strip.
    var strip: Float { pixels(64 + (lanes > 0 ? Float(lanes) * Self.laneHeight + 4 : 0)) }
    /// Its share of the picture's height.
    var stripShare: Float { min(strip / height, 0.6) }
    /// Whether words at the top take all of the width, so that dancers must stand below them.
    var isNarrow: Bool { width < pixels(900) }
    /// Share of the picture's height that is left to words at the top.
    var headShare: Float { isNarrow ? min(pixels(76) / height, 0.2) : 0 }
    /// Top edge of the strip.
    var stripTop: Float { height - strip }

    /// Left and right end of the time line.
    var ends: (left: Float, right: Float) {
        let left = pixels(lanes > 0 ? 28 + Self.labelWidth : 28)
        return (left, max(width - pixels(28), left + 1))
    }
    /// Height of the time line's middle.
    var line: Float { height - pixels(22) }

    /// Left, top, width and height of a lane.
    func lane(_ index: Int) -> SIMD4<Float> {
        let top = line - pixels(18) - pixels(Self.laneHeight) * Float(lanes - index)
        return SIMD4(ends.left, top, ends.right - ends.left, pixels(Self.laneHeight))
    }

    static let laneHeight: Float = 30
    static let labelWidth: Float = 128

    /// Whether a press at `place` grips the time line; the lanes belong to it.
    func holds(_ place: SIMD2<Float>) -> Bool {
        place.y > (lanes > 0 ? lane(0).y : line - pixels(16))
    }

    /// The share of the take at `place`, 0 to 1.
    func share(at place: SIMD2<Float>) -> Float {
        min(max((place.x - ends.left) / (ends.right - ends.left), 0), 1)
    }

    /// Where a share of the take lies on the line.
    func x(of share: Float) -> Float { ends.left + (ends.right - ends.left) * share }
}
