import Diagnostics

/// Controls and words over the viewer's picture.
///
/// Each part is drawn only when what it shows has changed; per frame that is the time and a few rectangles.
final class ViewerPanel {
    let regular: Typeface
    let bold: Typeface
    let strip = Sheet<StripKey>()
    let card = Sheet<CardKey>()
    let title = Sheet<TextKey>()
    let time = Sheet<TextKey>()
    let given = Sheet<TextKey>()
    let following = Sheet<TextKey>()
    let message = Sheet<MessageKey>()
    let help = Sheet<HelpKey>()
    let knob = Sheet<KnobKey>()
    private var labels: [TextKey: Sheet<TextKey>] = [:]
    private var fills: [SIMD4<UInt8>: ImageTexture] = [:]

    init() throws(Problem) {
        regular = try Typeface(.regular)
        bold = try Typeface(.bold)
    }

    /// What the panel is asked to show.
    struct Contents {
        var state: ViewerState
        /// The takes on stage, and what the chosen one does.
        var takes: [Take]
        var report: EffectReport
        /// Where each dancer's name can stand, pixels; nil behind the camera.
        var crowns: [SIMD2<Float>?]
        var layout: ViewerLayout
        /// How many takes there are besides.
        var count: Int
    }

    /// A picture that is drawn again only when its key has changed.
    final class Sheet<Key: Equatable> {
        private let texture = ImageTexture()
        private var key: Key?
        private(set) var size = PixelSize(width: 1, height: 1)

        /// The overlay with its top left corner at `x` and `y`.
        func overlay(_ key: Key, x: Float, y: Float, draw: () -> Image) -> Overlay {
            refresh(key, draw)
            return Overlay(
                texture: texture,
                area: SIMD4(x.rounded(), y.rounded(), Float(size.width), Float(size.height)))
        }

        /// Draws again if the key has changed; for those who must know the size before they place it.
        func refresh(_ key: Key, _ draw: () -> Image) {
            guard key != self.key else { return }
            let image = draw()
            texture.upload(image)
            (self.key, size) = (key, image.size)
        }
    }

    /// The overlays, the lowest first.
    func overlays(for contents: Contents) -> [Overlay] {
        let theme = ViewerTheme.of(contents.state)
        var overlays: [Overlay] = []
        if contents.state.isComparing { overlays += names(contents, theme) }
        overlays += stripOverlays(contents, theme)
        overlays.append(
            contents.state.isComparing ? titleOverlay(contents, theme) : cardOverlay(contents, theme))
        if let overlay = messageOverlay(contents, theme) { overlays.append(overlay) }
        if contents.state.showsHelp { overlays.append(helpOverlay(contents.layout, theme)) }
        return overlays
    }

    /// A rectangle of one colour.
    func fill(
        _ color: Color, opacity: Float = 1, x: Float, y: Float, width: Float, height: Float
    ) -> Overlay {
        var bytes = color.bytes
        bytes.w = UInt8((min(max(opacity, 0), 1) * 255).rounded())
        let texture =
            fills[bytes]
            ?? {
                let texture = ImageTexture()
                texture.upload(Image(size: PixelSize(width: 1, height: 1), filledWith: bytes))
                fills[bytes] = texture
                return texture
            }()
        return Overlay(texture: texture, area: SIMD4(x, y, max(width, 0), max(height, 0)))
    }

    /// What decides how a line of text looks.
    struct TextKey: Hashable {
        var text: String
        var size: Int
        var isBold: Bool
        var color: Color
        var paper: Color?
    }

    /// A line of text as a picture of its own; on paper with some room around it.
    func picture(of key: TextKey) -> Image {
        let typeface = key.isBold ? bold : regular
        let room = key.paper == nil ? 0 : key.size / 2
        let size = PixelSize(
            width: max(typeface.width(of: key.text, size: key.size) + 2 * room, 1),
            height: key.size * 3 / 2 + room)
        var image = Image(size: size)
        if let paper = key.paper {
            var bytes = paper.bytes
            bytes.w = 215
            image.fill(bytes)
        }
        typeface.draw(
            key.text, into: &image, x: room, y: key.size * 9 / 8 + room / 2, size: key.size, color: key.color)
        return image
    }

    /// The names of several dancers, over their heads and out of each other's way; the chosen one stands out.
    private func names(_ contents: Contents, _ theme: ViewerTheme) -> [Overlay] {
        let letters = contents.layout.letters(13)
        var taken: [SIMD4<Float>] = []
        return zip(zip(contents.takes, contents.state.shown), contents.crowns).compactMap { entry, crown in
            let (take, isChosen) = (entry.0, entry.1 == contents.state.index)
            guard let crown else { return nil }
            var name = bold.shortened(take.performer.name, size: letters, toFit: letters * 16)
            switch take.standing {
            case .accepted: name += "  ✓"
            case .rejected: name += "  ✗"
            case .waiting, nil: break
            }
            let key = TextKey(
                text: name, size: letters, isBold: isChosen,
                color: isChosen ? theme.paper : theme.ink, paper: isChosen ? theme.accent : theme.paper)
            let sheet = labels[key] ?? Sheet<TextKey>()
            labels[key] = sheet
            sheet.refresh(key) { picture(of: key) }
            let (width, height) = (Float(sheet.size.width), Float(sheet.size.height))
            var y = crown.y - height
            // Where dancers stand close together, names stand over one another.
            while let other = taken.first(where: {
                abs($0.x - crown.x) < ($0.z + width) / 2 && abs($0.y - y) < height
            }) {
                y = other.y - height - 1
            }
            taken.append(SIMD4(crown.x, y, width, height))
            return sheet.overlay(key, x: crown.x - width / 2, y: y) { picture(of: key) }
        }
    }
}
