import Diagnostics
import Testing

@testable import Stage

@Suite("Labels")
struct TypefaceTests {
    private let white = SIMD4<UInt8>(255, 255, 255, 255)

    @Test("Text darkens pixels above its baseline and within its width")
    func draws() throws {
        let face = try Typeface()
        var image = Image(size: PixelSize(width: 200, height: 40), filledWith: white)
        face.draw("phrase 3", into: &image, x: 10, y: 30, size: 16, color: Color(0x000000))
        let width = face.width(of: "phrase 3", size: 16)
        var inked: [(x: Int, y: Int)] = []
        for y in 0..<40 {
            for x in 0..<200 where image[x, y].x < 128 { inked.append((x, y)) }
        }
        #expect(inked.count > 60)
        #expect(inked.allSatisfy { $0.x >= 10 && $0.x <= 10 + width && $0.y > 10 && $0.y < 36 })
    }

    @Test("A long name is cut with an ellipsis, a long note is broken into lines that fit")
    func fits() throws {
        let face = try Typeface(.bold)
        let name = "a-very-long-name-of-a-phrase-that-goes-on-and-on.bvh"
        let short = face.shortened(name, size: 14, toFit: 120)
        #expect(short.hasSuffix("…") && face.width(of: short, size: 14) <= 120)
        #expect(face.shortened("short", size: 14, toFit: 120) == "short")
        let lines = face.wrapped("sharper and lighter than " + name, size: 12, toFit: 110)
        #expect(lines.count > 4 && lines.allSatisfy { face.width(of: $0, size: 12) <= 110 })
        #expect(lines.dropFirst(2).joined() == name && lines[2].hasSuffix("-"))
    }

    @Test("Text that runs out of the picture is clipped, and control characters are shown, not obeyed")
    func clips() throws {
        let face = try Typeface()
        var image = Image(size: PixelSize(width: 20, height: 10), filledWith: white)
        face.draw("wide\u{1B}[31m text", into: &image, x: -5, y: 8, size: 30, color: Color(0))
        #expect(image.bytes.contains { $0 < 128 })
        #expect(face.width(of: "\u{1B}", size: 12) == face.width(of: "\\u{1b}", size: 12))
    }

    @Test("A missing font is a problem that names the package")
    func missing() {
        let problem = #expect(throws: Problem.self) { try Typeface(.regular, folders: ["/nowhere"]) }
        #expect(problem?.remedy == "apt-get install fonts-dejavu-core")
    }

    @Test("Pasting outside a picture is clipped")
    func pictures() {
        var image = Image(size: PixelSize(width: 4, height: 2))
        image.fill(x: 0, y: 0, width: 1, height: 2, with: white)
        var page = Image(size: PixelSize(width: 3, height: 3))
        page.paste(image, x: -1, y: 2)
        page.paste(Image(size: PixelSize(width: 9, height: 9), filledWith: white), x: 2, y: -8)
        #expect(page[2, 0] == white && page[2, 1] == .zero && page[0, 2] == .zero)
    }
}
