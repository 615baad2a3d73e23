// Every key, on one sheet.
extension ViewerPanel {
    struct HelpKey: Equatable {
        var layout: ViewerLayout
        var theme: ViewerTheme
    }

    /// What every key does, in groups.
    static let keys: [(title: String, entries: [(keys: String, meaning: String)])] = [
        (
            "time",
            [
                ("space", "play, pause"), ("← →", "one frame back, on"),
                ("PgUp PgDn", "one second back, on"), ("Home End", "first frame, last frame"),
                ("+ −  0", "faster, slower; as danced"),
                ("b e  l", "loop from here, to here; no loop"),
                ("on the line", "drag: go to a moment; shift: mark a loop"),
            ]
        ),
        (
            "view",
            [
                ("drag, wheel", "turn around; nearer, further"), ("shift drag", "move the picture"),
                ("F1 – F4  v", "front, side, top, audience; the next of them"),
                ("f", "follow the dancer"), ("m", "mirror, as in the studio"),
                ("r", "camera as it was"), ("d", "dark stage, light stage"), ("F11", "full screen"),
            ]
        ),
        (
            "dancers",
            [
                ("n p  ↓ ↑", "next, previous"), ("1 … 9", "by number"),
                ("c", "all side by side; again: one"), ("o", "all over one another"),
                ("w  k", "all where they dance; in formation"),
                ("g  t", "ghosts of other moments; trails of joints"), ("s", "scores and reasons"),
            ]
        ),
        (
            "decide",
            [
                ("a", "accept the proposal"), ("x", "reject it"), ("Return", "write a note"),
                ("u", "take back what was decided here"), ("h", "these keys"), ("q Esc", "close"),
            ]
        ),
    ]

    /// The sheet, in the middle of the window.
    func helpOverlay(_ layout: ViewerLayout, _ theme: ViewerTheme) -> Overlay {
        let key = HelpKey(layout: layout, theme: theme)
        help.refresh(key) { draw(key) }
        let size = help.size
        return help.overlay(
            key, x: (Float(layout.picture.width) - Float(size.width)) / 2,
            y: max((Float(layout.picture.height) - Float(size.height)) / 2, 0)
        ) { draw(key) }
    }

    private func draw(_ key: HelpKey) -> Image {
        let theme = key.theme
        let rows = Self.keys.map { $0.entries.count + 2 }
        // Two columns where there is room for them, and letters that fit.
        var points = 14
        var (letters, columns, size) = (0, 2, PixelSize(width: 1, height: 1))
        var (column, step, room) = (0, 0, 0)
        repeat {
            letters = key.layout.letters(points)
            (column, step, room) = (letters * 34, letters * 12 / 7, letters * 3 / 2)
            columns = column * 2 + 3 * room <= key.layout.picture.width ? 2 : 1
            // The last group of a column has no empty row below it.
            let height = (columns == 2 ? max(rows[0] + rows[2], rows[1] + rows[3]) : rows.reduce(0, +)) - 1
            size = PixelSize(
                width: column * columns + room * (columns + 1), height: height * step + 2 * room)
            points -= 1
        } while points > 6
            && (size.height > key.layout.picture.height || size.width > key.layout.picture.width)

        var paper = theme.paper.bytes
        paper.w = 242
        var image = Image(size: size, filledWith: paper)
        var next = [room + letters, room + letters]
        for (index, group) in Self.keys.enumerated() {
            let at = columns == 2 ? index % 2 : 0
            let x = room + at * (column + room)
            bold.draw(group.title, into: &image, x: x, y: next[at], size: letters, color: theme.accent)
            next[at] += step
            for entry in group.entries {
                bold.draw(entry.keys, into: &image, x: x, y: next[at], size: letters, color: theme.ink)
                regular.draw(
                    entry.meaning, into: &image, x: x + letters * 8, y: next[at], size: letters,
                    color: theme.ink)
                next[at] += step
            }
            next[at] += step
        }
        return image
    }
}
