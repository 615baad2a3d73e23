import Motion
import Testing

@testable import Stage

@Suite("Ghosts and trails show what was and what comes")
struct GhostTests {
    private let size = PixelSize(width: 240, height: 300)
    private let still = Performance([Performer(clip: Dancers.still(), name: "dancer")])

    private func picture(_ performance: Performance, _ scene: Scene, look: Look = .studio) throws -> Image {
        var scene = scene
        scene.look = look
        let camera = performance.camera(aspect: size.aspect).camera(at: 0)
        return try Renderer().draw(scene, from: camera, size: size)
    }

    @Test("A ghost is one veil: where the body was, the backdrop shines through everywhere alike")
    func oneVeil() throws {
        var scene = still.scene(at: 0)
        let solid = try picture(still, scene, look: .transparent)
        scene.bodies[0].opacity = 0.4
        let ghost = try picture(still, scene, look: .transparent)
        // Inside the body, away from its edges and its shadow.
        let inside = (0..<size.height).flatMap { y in (0..<size.width).map { ($0, y) } }.filter { x, y in
            guard (1..<size.width - 1).contains(x), (1..<size.height - 1).contains(y) else { return false }
            return [(x, y), (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)].allSatisfy {
                solid[$0.0, $0.1].w == 255
            }
        }
        #expect(inside.count > 3000)
        // Shadows on the floor behind it add a little at the feet; a second surface would add 61.
        let veil = inside.map { Int(ghost[$0.0, $0.1].w) }
        #expect(veil.allSatisfy { $0 >= 100 } && veil.count { $0 > 106 } < veil.count / 20)
    }

    @Test("A ghost's shadow is paler than a body's")
    func paleShadow() throws {
        var scene = still.scene(at: 0)
        let body = try picture(still, scene, look: .transparent)
        scene.bodies[0].opacity = 0.3
        let ghost = try picture(still, scene, look: .transparent)
        // A shadow is black and covers a part; nothing else is black.
        let shadow = stride(from: 0, to: body.bytes.count, by: 4).filter {
            body.bytes[$0] < 4 && body.bytes[$0 + 3] > 40
        }
        #expect(shadow.count > 100)
        let share = shadow.map { Double(ghost.bytes[$0 + 3]) / Double(body.bytes[$0 + 3]) }.sorted()
        #expect((0.2...0.5).contains(share[share.count / 2]))
    }

    @Test("Onion skin holds moments before and after, the further the paler, within the clip")
    func onionSkin() {
        let walk = Performance([Performer(clip: Dancers.walk(), name: "walk")])
        let traces = Traces(before: 2, after: 2, spacing: 0.4)
        let middle = walk.scene(at: 1, with: traces)
        #expect(middle.bodies.count == 5)
        #expect(middle.bodies.count { $0.opacity == 1 } == 1)
        #expect(middle.bodies[0].opacity > middle.bodies[1].opacity)
        #expect(walk.scene(at: 0, with: traces).bodies.count == 3, "nothing was before the first frame")
        #expect(walk.scene(at: 1).bodies.count == 1)
    }

    @Test("A trail follows a joint and is drawn in the colour of its side")
    func trail() throws {
        let walk = Performance([Performer(clip: Dancers.walk(), name: "walk")])
        let hand = try #require(walk.performers[0].joint(named: "left hand"))
        let scene = walk.scene(at: 1.5, with: Traces(joints: [[hand]], trailSeconds: 1))
        let trail = try #require(scene.trails.first)
        #expect(trail.points.count == 31)
        #expect(trail.points.last == walk.performers[0].place(ofJoint: hand, frame: 45))
        #expect(trail.color == Palette.dancers[0].left)
        let (plain, drawn) = (try picture(walk, walk.scene(at: 1.5)), try picture(walk, scene))
        let changed = (0..<size.width * size.height).count {
            plain[$0 % size.width, $0 / size.width] != drawn[$0 % size.width, $0 / size.width]
        }
        #expect(changed > 100)
    }

    @Test("A body hides the trail behind it")
    func depth() throws {
        var scene = still.scene(at: 0)
        let chest = scene.bodies[0].balls.map(\.centre).reduce(.zero, +) / Float(scene.bodies[0].balls.count)
        let plain = try picture(still, scene)
        let behind = chest - still.viewpoint.direction * 0.6
        scene.trails = [
            Trail(points: [behind, behind + SIMD3(0, 0.05, 0)], color: Color(0xFF0000), width: 0.05)
        ]
        #expect(try picture(still, scene) == plain)
        let before = chest + still.viewpoint.direction * 0.6
        scene.trails = [
            Trail(points: [before, before + SIMD3(0, 0.05, 0)], color: Color(0xFF0000), width: 0.05)
        ]
        #expect(try picture(still, scene) != plain)
    }

    @Test("A trail through places that are no numbers is broken there, and a joint at rest leaves none")
    func brokenTrail() {
        let gap = Trail(
            points: [.zero, SIMD3(1, 0, 0), SIMD3(.nan, 0, 0), SIMD3(2, 0, 0), SIMD3(3, 0, 0)],
            color: Color(0))
        #expect(gap.segments.map(\.end) == [SIMD3(1, 0, 0), SIMD3(3, 0, 0)])
        #expect(Trail(points: [.zero, .zero, .zero], color: Color(0)).segments.isEmpty)
        #expect(Trail(points: [], color: Color(0)).segments.isEmpty)
    }

    @Test("A chronophotograph shows every moment, the last one solid, and spreads what stays in place")
    func chronophotograph() {
        let walk = Performance([Performer(clip: Dancers.walk(metres: 4), name: "walk")])
        let scene = walk.chronophotograph(moments: 6)
        #expect(scene.bodies.count == 6 && scene.bodies.last?.opacity == 1)
        let across = scene.bodies.map { $0.balls.map(\.centre.z).reduce(0, +) / Float($0.balls.count) }
        #expect(across == across.sorted() && abs((across.last ?? 0) - (across.first ?? 0) - 4) < 0.1)

        let still = Performance([Performer(clip: Dancers.still(frames: 30), name: "still")])
        let spread = still.chronophotograph(moments: 3, spread: 2)
        let right = Camera(eye: still.viewpoint.direction, target: .zero).right
        let places = spread.bodies.map { $0.capsules[0].start.dot(right) }
        #expect(abs(places[1] - places[0] - 1) < 1e-3 && abs(places[2] - places[1] - 1) < 1e-3)
    }
}
