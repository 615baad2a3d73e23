import CFreeType
public import Diagnostics
import Foundation
import Libraries

/// Small labels: glyphs of DejaVu Sans by FreeType, drawn into pictures.
///
/// Belongs to the thread that made it.
public final class Typeface {
    /// The cut of the letters.
    public enum Weight: String, Sendable {
        /// For most labels.
        case regular = "DejaVuSans.ttf"
        /// For numbers and titles.
        case bold = "DejaVuSans-Bold.ttf"
    }

    /// A letter's coverage, and where it stands.
    private struct Glyph {
        var width: Int
        var height: Int
        /// From the pen to the left edge, and from the line up to the top edge, pixels.
        var left: Int
        var top: Int
        /// How far the pen moves on, pixels.
        var advance: Float
        var coverage: [UInt8]
    }

    private let face: CFreeTypeFaceRef
    private var glyphs: [UInt64: Glyph] = [:]

    /// Where distributions keep DejaVu: Debian and Ubuntu, Fedora, Arch.
    private static let folders = [
        "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu-sans-fonts", "/usr/share/fonts/TTF",
    ]

    /// Loads the typeface.
    ///
    /// - Throws: ``Problem`` naming the package to install when the font is missing.
    public convenience init(_ weight: Weight = .regular) throws(Problem) {
        try self.init(weight, folders: Self.folders)
    }

    init(_ weight: Weight, folders: [String]) throws(Problem) {
        let paths = folders.map { $0 + "/" + weight.rawValue }
        guard let path = paths.first(where: { FileManager.default.isReadableFile(atPath: $0) }) else {
            throw .noFont(found: "no \(weight.rawValue)")
        }
        try Library.freeType.load()
        var face: CFreeTypeFaceRef?
        let outcome = CFreeTypeOpen(path, &face)
        guard let face else {
            throw .noFont(
                found: outcome == CFreeTypeDamaged ? "\(path) is damaged" : "FreeType does not start")
        }
        self.face = face
    }

    deinit { CFreeTypeClose(face) }

    /// How wide `text` is in letters of `size` pixels.
    public func width(of text: String, size: Int) -> Int {
        Int(text.printable.unicodeScalars.reduce(Float(0)) { $0 + glyph($1, size).advance }.rounded(.up))
    }

    /// `text`, cut short with an ellipsis where it would be wider than `width` pixels.
    public func shortened(_ text: String, size: Int, toFit width: Int) -> String {
        guard self.width(of: text, size: size) > width else { return text }
        var kept = text
        while !kept.isEmpty, self.width(of: kept + "…", size: size) > width { kept.removeLast() }
        return kept + "…"
    }

    /// `text` in lines no wider than `width` pixels, broken at spaces; a word that is wider is broken too, after
    /// punctuation where it has some.
    public func wrapped(_ text: String, size: Int, toFit width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, self.width(of: last + " " + word, size: size) <= width {
                lines[lines.count - 1] = last + " " + word
                continue
            }
            var rest = word
            while self.width(of: String(rest), size: size) > width, rest.count > 1 {
                var fitting = rest.dropLast()
                while fitting.count > 1, self.width(of: String(fitting), size: size) > width {
                    fitting.removeLast()
                }
                if let pause = fitting.lastIndex(where: { !$0.isLetter && !$0.isNumber }),
                    pause > fitting.startIndex
                {
                    fitting = fitting[...pause]
                }
                lines.append(String(fitting))
                rest = rest[fitting.endIndex...]
            }
            lines.append(String(rest))
        }
        return lines
    }

    /// Draws `text` into `image`, its baseline's left end at `x` and `y`; what falls outside is left out.
    public func draw(_ text: String, into image: inout Image, x: Int, y: Int, size: Int, color: Color) {
        var pen = Float(x)
        let ink = color.bytes
        for scalar in text.printable.unicodeScalars {
            let glyph = glyph(scalar, size)
            let left = Int(pen.rounded()) + glyph.left
            for row in 0..<glyph.height {
                let line = y - glyph.top + row
                guard (0..<image.size.height).contains(line) else { continue }
                for column in 0..<glyph.width where (0..<image.size.width).contains(left + column) {
                    image.blend(
                        ink, coverage: glyph.coverage[row * glyph.width + column], left + column, line)
                }
            }
            pen += glyph.advance
        }
    }

    private func glyph(_ scalar: Unicode.Scalar, _ size: Int) -> Glyph {
        let key = UInt64(size) << 32 | UInt64(scalar.value)
        if let known = glyphs[key] { return known }
        var glyph = Glyph(width: 0, height: 0, left: 0, top: 0, advance: Float(size) / 2, coverage: [])
        var drawn = CFreeTypeGlyph()
        if CFreeTypeDraw(face, scalar.value, Int32(size), &drawn) == 1 {
            let (width, height) = (Int(drawn.width), Int(drawn.height))
            glyph.width = width
            glyph.height = height
            glyph.left = Int(drawn.left)
            glyph.top = Int(drawn.top)
            glyph.advance = drawn.advance
            if let rows = drawn.coverage {
                glyph.coverage = (0..<height).flatMap { row in
                    UnsafeBufferPointer(start: rows + row * Int(drawn.pitch), count: width)
                }
            }
        }
        glyphs[key] = glyph
        return glyph
    }
}

extension Problem {
    fileprivate static func noFont(found: String) -> Problem {
        Problem(
            "labels cannot be written", expected: "the font DejaVu Sans", found: found,
            remedy: "apt-get install fonts-dejavu-core")
    }
}
