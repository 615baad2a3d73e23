import Motion
import Testing

@testable import Stage

@Suite("Dancers stand to each other as asked, seen from where asked")
struct ArrangementTests {
    private func performers(_ count: Int) -> [Performer] {
        (0..<count).map { index in
            let turn = FloorTransform(yaw: Float(index) * 2, shift: SIMD3(Float(index) * 7, 0, 3))
            return Performer(clip: Dancers.walk(metres: 1).moved(by: turn), name: "\(index)")
        }
    }

    @Test("Overlaid dancers begin in one place and face one way; all but the first are seen through")
    func overlaid() {
        let stage = Performance(performers(3), arranged: .overlaid)
        for performer in stage.performers {
            #expect(performer.centre(frame: 0).level.length < 1e-3)
            #expect((performer.firstFacing - SIMD3(0, 0, 1)).length < 0.01)
        }
        #expect(stage.scene(at: 0).bodies.map { $0.opacity == 1 } == [true, false, false])
    }

    @Test("In formation nobody dances into anybody, however many there are", arguments: [1, 2, 5, 12])
    func formation(count: Int) {
        let stage = Performance(performers(count), arranged: .formation)
        // A rectangle around all that each dances, which is what formations keep apart.
        let floors = stage.performers.map { performer in
            let places = performer.balls(frames: 5).map(\.centre)
            return (
                x: (places.map(\.x).min() ?? 0)...(places.map(\.x).max() ?? 0),
                z: (places.map(\.z).min() ?? 0)...(places.map(\.z).max() ?? 0)
            )
        }
        for (a, first) in floors.enumerated() {
            for second in floors[(a + 1)...] {
                #expect(!first.x.overlaps(second.x) || !first.z.overlaps(second.z))
            }
        }
    }

    @Test("As danced, everyone stays where the file has it")
    func asDanced() {
        let dancers = performers(2)
        let stage = Performance(dancers, arranged: .asDanced)
        #expect(stage.performers.map { $0.centre(frame: 0) } == dancers.map { $0.centre(frame: 0) })
    }

    @Test("Presets look from where their names say")
    func presets() {
        // Faces +Z, so its left is +X.
        let stage = Performance([Performer(clip: Dancers.still(), name: "still")])
        func toward(_ preset: CameraPreset) -> SIMD3<Float> {
            stage.camera(from: preset, aspect: 1.5).camera(at: 0).forward * -1
        }
        #expect(toward(.front).z > 0.99 && toward(.side).x > 0.99 && toward(.top).y > 0.99)
        #expect(toward(.threeQuarter).z > 0.7 && toward(.threeQuarter).x > 0.3)
        #expect(toward(.audience).z > 0.95)
        func distance(_ preset: CameraPreset) -> Float {
            stage.camera(from: preset, aspect: 1.5).camera(at: 0).distance
        }
        #expect(distance(.audience) > 1.2 * distance(.front))
    }

    @Test("Seen from the top, the front is at the bottom of the picture and the left on its right side")
    func top() throws {
        let turned = Dancers.still().moved(by: FloorTransform(yaw: 2.2, shift: .zero))
        let stage = Performance([Performer(clip: turned, name: "turned")])
        let camera = stage.camera(from: .top, aspect: 1).camera(at: 0)
        let size = PixelSize(width: 100, height: 100)
        let performer = stage.performers[0]
        let centre = try #require(camera.pixel(of: performer.centre(frame: 0).level, in: size))
        let ahead = try #require(
            camera.pixel(of: performer.centre(frame: 0).level + performer.facing * 0.5, in: size))
        let hand = try #require(performer.joint(named: "left hand"))
        let left = try #require(camera.pixel(of: performer.place(ofJoint: hand, frame: 0), in: size))
        #expect(ahead.y > centre.y + 5 && left.x > centre.x + 5)
    }

    @Test("A label's place is over the head and lands on the picture where the figure is")
    func labels() throws {
        let stage = Performance([Performer(clip: Dancers.still(), name: "still")])
        let size = PixelSize(width: 400, height: 300)
        let camera = stage.camera(aspect: size.aspect).camera(at: 0)
        let place = stage.performers[0].labelPlace(frame: 0)
        let pixel = try #require(camera.pixel(of: place, in: size))
        let area = stage.scene(at: 0).area(seenBy: camera, in: size)
        #expect(pixel.y < Float(300 - area.y - area.w) + 4 && pixel.y > -20)
        #expect(pixel.x > Float(area.x) && pixel.x < Float(area.x + area.z))
        #expect(camera.pixel(of: camera.eye - camera.forward, in: size) == nil)
    }

    @Test(
        "Joints are found by words, by their own names, and not at all",
        arguments: [
            ("left hand", "LeftHand"), ("Right-Foot", "RightToe"), ("leftforearm", "LeftForeArm"),
            ("tail", nil),
        ] as [(String, String?)])
    func jointNames(word: String, joint: String?) {
        let performer = Performer(clip: Dancers.still(), name: "still")
        let names = performer.clip.skeleton.joints.map(\.name)
        #expect(performer.joint(named: word).map { names[$0].lowercased() } == joint?.lowercased())
    }
}
