import Motion
import Testing

@testable import Stage

@Suite("Any figure fills its picture, as thick as it should be")
struct AnyFigureTests {
    private static let rigs: [(String, Skeleton, Float)] = [
        ("one joint", Dancers.dot, 1), ("a dog", Dancers.dog, 1), ("170 joints", Dancers.crowded, 1),
        ("a hand in centimetres", Dancers.hand, 0.01), ("inches", Dancers.helpers, 0.0254),
        ("kilometres", Dancers.dog, 1000), ("a toy of a centimetre", Dancers.dog, 0.02),
    ]

    @Test("Framing fits it, whatever its size and unit", arguments: rigs.indices)
    func framing(index: Int) throws {
        let (name, skeleton, unit) = Self.rigs[index]
        let stage = Performance([
            Performer(clip: Dancers.still(skeleton), name: name, stance: Stance(metresPerUnit: unit))
        ])
        let size = PixelSize(width: 160, height: 120)
        let camera = stage.camera(aspect: size.aspect).camera(at: 0)
        var scene = stage.scene(at: 0)
        scene.look = .transparent
        let image = try Renderer().draw(scene, from: camera, size: size)
        let rows = (0..<size.height).filter { y in
            (0..<size.width).contains { image[$0, y].w > 128 && image[$0, y].x > 8 }
        }
        let columns = (0..<size.width).filter { x in
            (0..<size.height).contains { image[x, $0].w > 128 && image[x, $0].x > 8 }
        }
        let (top, bottom) = (try #require(rows.first), try #require(rows.last))
        let (left, right) = (try #require(columns.first), try #require(columns.last))
        #expect(top > 0 && left > 0 && right < size.width - 1, "\(name) is within the picture")
        #expect(bottom - top > 80 || right - left > 107, "\(name) fills two thirds of it one way")
    }

    @Test("Bones are thinner than long, and none is a hair", arguments: rigs.indices.dropFirst())
    func thickness(index: Int) {
        let (name, skeleton, unit) = Self.rigs[index]
        let performer = Performer(
            clip: Dancers.still(skeleton), name: name, stance: Stance(metresPerUnit: unit))
        let body = performer.body(frame: 0)
        let places = body.balls.map(\.centre)
        let height = (places.map(\.y).max() ?? 0) - (places.map(\.y).min() ?? 0)
        let width = (places.map(\.x).max() ?? 0) - (places.map(\.x).min() ?? 0)
        let extent = max(height, width)
        for capsule in body.capsules {
            let radius = max(capsule.startRadius, capsule.endRadius)
            #expect(radius > 0.0008 * extent && radius < 0.2 * extent, "\(name)")
        }
    }

    @Test("The same body in inches, or with Z up, gives the same capsules")
    func units() {
        let metres = Figure(of: Dancers.still()).body(in: Dancers.still().pose(at: 0))
        let inches = Skeleton(
            joints: Skeleton.canonical.joints.map {
                Skeleton.Joint(
                    name: $0.name, parent: $0.parent, offset: $0.offset / 0.0254,
                    endSites: $0.endSites.map { $0 / 0.0254 })
            })
        let clip = Dancers.still(inches)
        let body = Figure(of: clip, stance: Stance(metresPerUnit: 0.0254)).body(in: clip.pose(at: 0))
        for (a, b) in zip(metres.capsules, body.capsules) {
            #expect((a.start - b.start).length < 1e-4 && abs(a.startRadius - b.startRadius) < 1e-4)
        }
        #expect(metres.capsules.count == body.capsules.count)
    }
}
