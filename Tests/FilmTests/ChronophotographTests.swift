import Stage
import Testing

@testable import Film

@Suite("A chronophotograph shows a whole movement in one picture")
struct ChronophotographTests {
    @Test("A dancer who stays is set out from left to right; one who travels stands where it was")
    func spread() {
        let still = Chronophotograph(Performance([Dancers.raising()]), moments: 6)
        #expect(still.spread > 3)
        let right = Camera(eye: still.performance.viewpoint.direction, target: .zero).right
        let far = Chronophotograph(Performance([Dancers.raising(travel: right * 6)]), moments: 6)
        #expect(far.spread == 0)
        #expect(Chronophotograph(still.performance, moments: 1).spread == 0)
    }

    @Test("Who comes straight at the audience is seen from the side; a view that was asked for stays")
    func side() {
        let performance = Performance(
            [Dancers.raising(travel: [0, 0, 6])], viewpoint: Viewpoint(azimuth: 0.2, elevation: 0.1))
        let seen = Chronophotograph(performance, moments: 6).performance.viewpoint
        #expect(abs(abs(seen.azimuth) - .pi / 2) < 0.01 && seen.elevation == 0.1)
        let wanted = Viewpoint(.front, of: [0, 0, 1])
        #expect(Chronophotograph(performance, viewpoint: wanted).performance.viewpoint == wanted)
        let aside = Performance(
            [Dancers.raising(travel: [6, 0, 0])], viewpoint: Viewpoint(azimuth: 0.2, elevation: 0.1))
        #expect(Chronophotograph(aside).performance.viewpoint == aside.viewpoint)
    }

    @Test("There are as many figures as moments, of every dancer; the last is solid, those before are paler")
    func figures() {
        let two = Performance([Dancers.raising("a"), Dancers.raising("b")], arranged: .formation)
        let bodies = Chronophotograph(two, moments: 5).scene.bodies
        #expect(bodies.count == 10)
        #expect(bodies.suffix(2).allSatisfy { $0.opacity == 1 })
        #expect(bodies.prefix(8).allSatisfy { $0.opacity < 0.9 })
    }

    @Test("The light stands over the middle of all moments")
    func light() {
        let scene = Chronophotograph(Performance([Dancers.raising(travel: [8, 0, 0])]), moments: 5).scene
        #expect(abs(scene.focus.x - 4) < 0.3 && scene.focus.y == 0)
    }

    @Test("A stretch shows only its own moments")
    func stretch() throws {
        let performance = Performance([Dancers.raising()])
        let size = PixelSize(width: 160, height: 90)
        let renderer = try Renderer()
        let whole = try Chronophotograph(performance, moments: 3).draw(with: renderer, size: size)
        let same = try Chronophotograph(performance, moments: 3, span: 0...1.95).draw(
            with: renderer, size: size)
        let part = try Chronophotograph(performance, moments: 3, span: 1...1.95).draw(
            with: renderer, size: size)
        #expect(whole == same && whole != part)
    }
}

@Suite("Names stand over the dancers' heads")
struct NameTagTests {
    private let size = PixelSize(width: 480, height: 270)

    /// The middle of what is written, pixels; nil when nothing is.
    private func ink(_ performance: Performance, _ path: CameraPath, at seconds: Double) throws -> SIMD2<
        Double
    >? {
        var image = Image(size: size, filledWith: SIMD4(repeating: 255))
        try NameTags(size: size, color: Color(0))
            .write(performance, at: seconds, from: path.camera(at: seconds), into: &image)
        var (sum, count) = (SIMD2<Double>.zero, 0.0)
        for y in 0..<size.height {
            for x in 0..<size.width where image[x, y].x < 128 {
                sum += SIMD2(Double(x), Double(y))
                count += 1
            }
        }
        return count > 0 ? sum / count : nil
    }

    @Test("A name goes along with its dancer, above the head, and ends before .bvh")
    func follows() throws {
        let right = Camera(eye: Viewpoint(threeQuarterOf: [0, 0, 1]).direction, target: .zero).right
        let plain = Performance([Dancers.raising("a", travel: right * 4)])
        let file = Performance([Dancers.raising("a.bvh", travel: right * 4)])
        let path = plain.camera(aspect: size.aspect)
        let (first, last) = (
            try #require(try ink(plain, path, at: 0)), try #require(try ink(plain, path, at: 1.9))
        )
        #expect(last.x > first.x + 100)
        let head = try #require(
            path.camera(at: 0).pixel(of: plain.performers[0].labelPlace(frame: 0), in: size))
        #expect(abs(first.x - Double(head.x)) < 6 && abs(first.y - Double(head.y)) < 10)
        #expect(try ink(file, path, at: 0) == first)
    }

    @Test("Every dancer has a name, also one at the edge")
    func edge() throws {
        let long = Performance([Dancers.raising(String(repeating: "long ", count: 12))])
        #expect(try ink(long, long.camera(aspect: size.aspect), at: 0) != nil)
    }
}
