import Diagnostics
import Motion
import Testing

@testable import Stage

@Suite("Pictures come from OpenGL, off screen")
struct RendererTests {
    private let size = PixelSize(width: 240, height: 300)

    private func picture(
        _ clip: Clip, samples: Int = 4, change: (inout Scene) -> Void = { _ in }
    ) throws -> Image {
        let performance = Performance([Performer(clip: clip, name: "dancer")])
        var scene = performance.scene(at: 0)
        change(&scene)
        let camera = performance.camera(aspect: size.aspect).camera(at: 0)
        return try Renderer(samples: samples).draw(scene, from: camera, size: size)
    }

    /// How many pixels are nearer to `color` than to any other colour of the palette and the surroundings.
    private func count(_ color: Color, in image: Image) -> Int {
        let palette = Palette.dancers[0]
        let look = Look.studio
        let colors = [
            palette.left, palette.right, palette.body, palette.face, look.floor, look.backdropTop,
            Color(0x777777),
        ]
        func hue(_ color: SIMD3<Float>) -> SIMD3<Float> { color / max(color.max(), 1) * 255 }
        return (0..<image.size.width * image.size.height).count { pixel in
            let bytes = image[pixel % image.size.width, pixel / image.size.width]
            let place = hue(SIMD3(Float(bytes.x), Float(bytes.y), Float(bytes.z)))
            let nearest = colors.min {
                (hue($0.encoded * 255) - place).length < (hue($1.encoded * 255) - place).length
            }
            return nearest == color
        }
    }

    @Test("A figure is there, its left in one colour and its right in another")
    func figure() throws {
        let image = try picture(Dancers.still())
        #expect(count(Palette.dancers[0].left, in: image) > 300)
        #expect(count(Palette.dancers[0].right, in: image) > 300)
    }

    @Test("The top row comes first: a head is above feet")
    func upright() throws {
        let image = try picture(Dancers.still())
        // The dark leotard and hair, which nearly have no hue.
        func clothed(_ rows: Range<Int>) -> Int {
            rows.reduce(0) { sum, y in
                sum
                    + (0..<size.width).count { x in
                        let pixel = image[x, y]
                        return pixel.x < 100 && pixel.z < 140 && Int(pixel.y) - Int(pixel.x) < 30
                    }
            }
        }
        #expect(clothed(0..<size.height / 2) > 5 * clothed(size.height / 2..<size.height))
    }

    @Test("Without figures there are backdrop, floor and grid, and nothing dark")
    func emptyStage() throws {
        let image = try picture(Dancers.still()) { $0.bodies = [] }
        let lightest = image.bytes.max() ?? 0
        #expect(image.bytes.allSatisfy { $0 > 150 } && lightest > 230)
        let row = (0..<size.width).map { image[$0, size.height - 20].x }
        #expect(Set(row).count > 5, "the grid's lines cross the lower rows")
    }

    @Test("A figure casts a shadow on the floor around it")
    func shadow() throws {
        let empty = try picture(Dancers.still()) { $0.bodies = [] }
        let standing = try picture(Dancers.still())
        let bottom = size.height * 3 / 4..<size.height
        let darkened = bottom.reduce(0) { sum, y in
            sum
                + (0..<size.width).count { x in
                    let (before, after) = (empty[x, y], standing[x, y])
                    // Grey stays grey in a shadow; limbs are coloured.
                    let isGrey = max(after.x, after.y, after.z) - min(after.x, after.y, after.z) < 24
                    return isGrey && Int(before.x) - Int(after.x) > 12
                }
        }
        #expect(darkened > 200)
    }

    @Test("The same scene gives the same bytes, also from another renderer", arguments: [1, 4])
    func deterministic(samples: Int) throws {
        #expect(try picture(Dancers.walk(), samples: samples) == picture(Dancers.walk(), samples: samples))
    }

    @Test("One renderer draws pictures of different sizes one after another")
    func sizes() throws {
        let performance = Performance([Performer(clip: Dancers.still(), name: "still")])
        let renderer = try Renderer()
        func draw(_ width: Int, _ height: Int) throws -> Image {
            let size = PixelSize(width: width, height: height)
            return try renderer.draw(
                performance.scene(at: 0), from: performance.camera(aspect: size.aspect).camera(at: 0),
                size: size)
        }
        let first = try draw(120, 90)
        #expect(try draw(31, 77).bytes.count == 31 * 77 * 4)
        #expect(try draw(120, 90) == first)
    }

    @Test("Any rig can be drawn", arguments: [Dancers.hand, Dancers.helpers])
    func oddRigs(skeleton: Skeleton) throws {
        let image = try picture(Dancers.still(skeleton))
        #expect(count(Palette.dancers[0].left, in: image) > 100)
    }

    @Test("A dancer whose place is no number leaves an empty stage, not a broken picture")
    func lost() throws {
        var clip = Dancers.still()
        clip.rootTranslations[0].x = .nan
        #expect(try picture(clip).bytes.allSatisfy { $0 > 150 })
    }

    @Test("A picture too large for OpenGL is refused with what is possible")
    func tooLarge() throws {
        let renderer = try Renderer()
        let performance = Performance([Performer(clip: Dancers.still(), name: "still")])
        let size = PixelSize(width: 200_000, height: 10)
        let problem = #expect(throws: Problem.self) {
            try renderer.draw(
                performance.scene(at: 0), from: Camera(eye: SIMD3(0, 1, 5), target: .zero), size: size)
        }
        #expect(problem?.expected?.contains("pixels a side") == true)
    }

    @Test("A shader that does not compile is told with the compiler's words")
    func brokenShader() throws {
        let context = try OffscreenContext()
        try context.makeCurrent()
        let problem = #expect(throws: Problem.self) {
            try ShaderProgram("broken", vertex: Array("void main() { nonsense }".utf8), fragment: [])
        }
        #expect(problem?.what == "the shader `broken` does not compile")
        #expect(problem?.found?.isEmpty == false)
    }
}
