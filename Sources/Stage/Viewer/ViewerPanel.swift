import Diagnostics

/// Controls and words over the viewer's picture.
final class ViewerPanel {
    private let regular: Typeface
    private let bold: Typeface
    private let bar = ImageTexture()
    private let help = ImageTexture()
    private static let ink = Color(0x2B2F3A)
    private static let pale = Color(0x7D786F)
    private static let accent = Color(0xDB6A4E)

    /// What every key does, for the help panel.
    static let keys: [(keys: String, meaning: String)] = [
        ("space", "play, pause"), ("← →", "one frame back, on"), ("Home End", "first frame, last frame"),
        ("↑ ↓  p n", "previous phrase, next phrase"), ("1 … 9", "phrase by number"),
        ("c", "all side by side"),
        ("+ −", "faster, slower"), ("f", "follow the dancer"),
        ("drag", "turn around; on the line: go to a moment"),
        ("wheel", "nearer, further"), ("r", "camera as it was"), ("h", "this help"), ("q Esc", "close"),
    ]

    init() throws(Problem) {
        regular = try Typeface(.regular)
        bold = try Typeface(.bold)
        help.upload(drawHelp())
    }

    /// The overlays for a state.
    func overlays(for state: ViewerState, titled title: String, bar layout: TimelineBar) -> [Overlay] {
        bar.upload(drawBar(state, title, layout))
        let (width, height) = (Float(layout.picture.width), Float(TimelineBar.height))
        var overlays = [
            Overlay(texture: bar, area: SIMD4(0, Float(layout.picture.height) - height, width, height))
        ]
        if state.showsHelp {
            let size = Self.helpSize
            overlays.append(
                Overlay(texture: help, area: SIMD4(28, 28, Float(size.width), Float(size.height))))
        }
        return overlays
    }

    /// Name and time over a line with a knob.
    private func drawBar(_ state: ViewerState, _ title: String, _ layout: TimelineBar) -> Image {
        var image = Image(size: PixelSize(width: layout.picture.width, height: TimelineBar.height))
        let line = layout.line - layout.picture.height + TimelineBar.height
        let (left, right) = (Int(layout.ends.left), Int(layout.ends.right))
        let share = Float(state.frame) / Float(max(state.timeline.frames - 1, 1))
        let knob = left + Int((share * Float(right - left)).rounded())
        var faint = Self.pale.bytes
        faint.w = 110
        image.fill(x: left, y: line - 1, width: right - left, height: 2, with: faint)
        image.fill(x: left, y: line - 1, width: knob - left, height: 2, with: Self.accent.bytes)
        image.fillDisc(x: knob, y: line, radius: 7, with: Self.accent.bytes)

        let time = state.timeText + "  ·  h: keys"
        let width = regular.width(of: time, size: 14)
        bold.draw(
            bold.shortened(title, size: 14, toFit: right - left - width - 40), into: &image, x: left,
            y: line - 20,
            size: 14, color: Self.ink)
        regular.draw(time, into: &image, x: right - width, y: line - 20, size: 14, color: Self.pale)
        return image
    }

    private static let helpSize = PixelSize(width: 460, height: 40 + keys.count * 24)

    private func drawHelp() -> Image {
        var image = Image(size: Self.helpSize, filledWith: SIMD4(250, 248, 244, 235))
        for (row, entry) in Self.keys.enumerated() {
            let y = 40 + row * 24
            bold.draw(entry.keys, into: &image, x: 24, y: y, size: 14, color: Self.ink)
            regular.draw(entry.meaning, into: &image, x: 130, y: y, size: 14, color: Self.ink)
        }
        return image
    }
}

extension ViewerState {
    /// Frame, seconds and speed in words: `frame 12 of 240 · 0.37 s · half speed`.
    var timeText: String {
        let hundredths = Int((Double(frame) / timeline.frameRate * 100).rounded())
        let fraction = hundredths % 100
        let time = "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
        let tempo =
            speed == 1 ? "" : speed > 1 ? "  ·  \(Int(speed)) × speed" : "  ·  1/\(Int(1 / speed)) speed"
        return "frame \(frame + 1) of \(timeline.frames)  ·  \(time)\(tempo)"
    }
}

extension Image {
    /// Fills a disc with a soft edge.
    mutating func fillDisc(x: Int, y: Int, radius: Int, with color: SIMD4<UInt8>) {
        for row in max(y - radius, 0)...min(max(y + radius, 0), size.height - 1) {
            for column in max(x - radius, 0)...min(max(x + radius, 0), size.width - 1) {
                let (dx, dy) = (Float(column - x), Float(row - y))
                let inside = Float(radius) - (dx * dx + dy * dy).squareRoot() + 0.5
                blend(color, coverage: UInt8(min(max(inside, 0), 1) * 255), column, row)
            }
        }
    }
}
