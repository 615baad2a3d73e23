public import Diagnostics
import Motion
public import Stage

/// A page of movements: a row for each phrase, its poses side by side in time on one strip of floor.
///
/// All figures of a sheet have one scale, so that rows compare; only a figure out of all proportion has its own.
public struct ContactSheet: Sendable {
    /// One phrase.
    public struct Row: Sendable {
        /// The dancer and the movement.
        public var performer: Performer
        /// A rank or number, drawn large; empty for none.
        public var mark: String
        /// The name, drawn bold, in as many lines as it needs.
        public var title: String
        /// Lines below it, wrapped to the column.
        public var notes: [String]
        /// The frames between which poses are chosen, from 0; nil for all.
        public var frames: Range<Int>?

        /// Creates a row.
        public init(
            performer: Performer, mark: String = "", title: String? = nil, notes: [String] = [],
            frames: Range<Int>? = nil
        ) {
            self.performer = performer
            self.mark = mark
            self.title = title ?? performer.name
            self.notes = notes
            self.frames = frames
        }
    }

    /// A line above the rows; empty for none.
    public var title: String
    /// The phrases, from the top.
    public var rows: [Row]
    /// Poses a row, evenly spread from the first frame of a row to its last.
    public var moments: Int
    /// Pixels that a pose is wide.
    public var cellWidth: Int
    /// Light and paper: one whose floor fades into an even colour, as ``Look/paper`` and ``Look/darkPaper``.
    public var look: Look

    /// Creates a sheet of at least one row and one moment.
    public init(
        title: String = "", rows: [Row], moments: Int = 8, cellWidth: Int = 176, look: Look = .paper
    ) {
        precondition(!rows.isEmpty && moments > 0 && cellWidth > 0, "a sheet has poses")
        self.title = title
        self.rows = rows
        self.moments = moments
        self.cellWidth = cellWidth
        self.look = look
    }

    /// Draws the sheet.
    ///
    /// The same sheet gives the same bytes on the same driver.
    ///
    /// - Throws: ``Problem`` when OpenGL or the labels' font is missing, or the sheet is too large for OpenGL.
    /// - Complexity: O(rows × moments) figures; about 0.1 s a row on two cores.
    public func draw(with renderer: Renderer) throws(Problem) -> Image {
        let strips = MomentStrip.inProportion(
            rows.map { MomentStrip($0.performer, moments: moments, within: $0.frames) })
        let layout = SheetLayout(self, strips)
        let ink = try SheetInk(look)
        var page = Image(
            size: layout.page, filledWith: look.isTransparent ? .zero : look.backdropBottom.bytes)
        if !title.isEmpty {
            let size = 22
            let short = ink.bold.shortened(
                title, size: size, toFit: layout.page.width - 2 * SheetLayout.margin)
            ink.bold.draw(short, into: &page, x: SheetLayout.margin, y: 38, size: size, color: look.ink)
        }
        for (index, row) in rows.enumerated() {
            let top = layout.top(ofRow: index)
            let picture = try renderer.draw(
                strips[index].scene(slot: layout.slot, look: look),
                from: strips[index].camera(layout, cellWidth: cellWidth), size: layout.strip)
            page.paste(picture, x: SheetLayout.labels - SheetLayout.inlet, y: top)
            ink.drawLabels(
                of: row, into: &page, top: top, bottom: layout.top(ofRow: index + 1))
            for (moment, seconds) in strips[index].times.enumerated() {
                let text = seconds.inSeconds
                let middle = SheetLayout.labels + cellWidth * moment + cellWidth / 2
                ink.regular.draw(
                    text, into: &page, x: middle - ink.regular.width(of: text, size: 12) / 2,
                    y: top + layout.strip.height + 14, size: 12, color: look.paleInk)
            }
        }
        return page
    }
}

/// Where things are on a sheet, in pixels and in metres.
struct SheetLayout {
    static let margin = 28
    /// Where the first cell begins; labels are left of it.
    static let labels = 256
    /// Left of the first pose, for arms that reach out of its cell.
    static let inlet = 32
    /// Right of the last pose, for its shadow to run out of the page.
    static let outlet = 64
    /// Below a strip, for the times.
    static let caption = 30

    /// Metres from pose to pose.
    let slot: Float
    /// Metres that a strip is high, and how many of them are below the floor's middle line.
    let height: Float
    let ground: Float
    let strip: PixelSize
    let page: PixelSize
    private let header: Int

    init(_ sheet: ContactSheet, _ strips: [MomentStrip]) {
        let widths = strips.flatMap(\.widths).sorted()
        // Nine poses in ten fit their place; a wider one reaches into its neighbours' air.
        slot = max(widths[widths.count * 9 / 10] * 1.02, 0.3 * (strips.map(\.top).max() ?? 1.7))
        let top = strips.map(\.top).max() ?? 1.7
        ground = 0.14 * top + 0.1
        height = top * 1.03 + ground
        let density = Float(sheet.cellWidth) / slot
        strip = PixelSize(
            width: Self.inlet + sheet.cellWidth * sheet.moments + Self.outlet,
            height: max(Int((height * density).rounded(.up)), 64))
        header = sheet.title.isEmpty ? 20 : 62
        page = PixelSize(
            width: Self.labels - Self.inlet + strip.width,
            height: header + sheet.rows.count * (strip.height + Self.caption) + 12)
    }

    func top(ofRow row: Int) -> Int { header + row * (strip.height + Self.caption) }
}

/// The typefaces and colours of a sheet.
struct SheetInk {
    let regular: Typeface
    let bold: Typeface
    let look: Look

    init(_ look: Look) throws(Problem) {
        self.look = look
        regular = try Typeface(.regular)
        bold = try Typeface(.bold)
    }

    /// Mark, title and notes of a row in the column left of its strip, as many lines as there is room for.
    func drawLabels(of row: ContactSheet.Row, into page: inout Image, top: Int, bottom: Int) {
        let x = SheetLayout.margin
        let width = SheetLayout.labels - SheetLayout.inlet - x - 8
        var y = top + 30
        if !row.mark.isEmpty {
            bold.draw(row.mark, into: &page, x: x, y: y + 12, size: 40, color: look.accent)
            y += 44
        }
        let notes = [row.performer.seconds.inSeconds] + row.notes
        let lines =
            bold.wrapped(row.title, size: 14, toFit: width).map { ($0, bold, 14, look.ink) }
            + notes.flatMap { regular.wrapped($0, size: 12, toFit: width) }.map {
                ($0, regular, 12, look.paleInk)
            }
        for (text, face, size, color) in lines where y < bottom - 4 {
            face.draw(text, into: &page, x: x, y: y, size: size, color: color)
            y += size + 5
        }
    }
}

extension Double {
    /// The number as a label: `3.5 s`.
    var inSeconds: String {
        let tenths = Int((self * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
