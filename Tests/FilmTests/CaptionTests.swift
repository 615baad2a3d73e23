import Stage
import Testing

@testable import Film

@Suite("Captions stand at the foot of the picture while they are meant to")
struct CaptionTests {
    private let size = PixelSize(width: 320, height: 180)

    /// The rows of a white picture that have ink at a moment.
    private func rows(_ captions: [Caption], at seconds: Double) throws -> [Int] {
        var image = Image(size: size, filledWith: SIMD4(repeating: 255))
        try CaptionWriter(captions, size: size, color: Color(0)).write(at: seconds, into: &image)
        return (0..<size.height).filter { y in (0..<size.width).contains { image[$0, y].x < 128 } }
    }

    @Test("Words stand in the lowest sixth")
    func place() throws {
        let inked = try rows([Caption("Opening")], at: 0)
        let first = try #require(inked.first), last = try #require(inked.last)
        #expect(first > 150 && last < 179)
    }

    @Test("A caption begins with its first moment and is gone at its last")
    func time() throws {
        let caption = Caption("Opening", during: 1..<2)
        #expect(try rows([caption], at: 0.9).isEmpty)
        #expect(try !rows([caption], at: 30 * (1.0 / 30)).isEmpty)
        #expect(try !rows([caption], at: 1.9).isEmpty)
        #expect(try rows([caption], at: 2).isEmpty)
    }

    @Test("Several captions, and long ones, stand over one another")
    func lines() throws {
        let one = try rows([Caption("Opening")], at: 0).count
        #expect(try rows([Caption("Opening"), Caption("Opening")], at: 0).count >= 2 * one)
        let long = Caption(String(repeating: "Opening ", count: 20))
        #expect(try rows([long], at: 0).count >= 3 * one)
    }
}
