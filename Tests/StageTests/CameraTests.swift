import Motion
import RealModule
import Testing

@testable import Stage

@Suite("Cameras see what they should")
struct CameraTests {
    /// Where a place appears, −1 to 1 across and up.
    private func seen(_ place: SIMD3<Float>, by camera: Camera, aspect: Float) -> SIMD2<Float> {
        let clip = camera.matrix(aspect: aspect) * SIMD4(place, 1)
        return SIMD2(clip.x, clip.y) / clip.w
    }

    @Test(
        "Framing keeps every ball inside the margin and touches it at one edge at least",
        arguments: [Camera.Lens.portrait, .orthographic(height: 1)], [Float(0.4), 1, 1.78, 3])
    func framing(lens: Camera.Lens, aspect: Float) {
        let balls = [
            Ball(centre: SIMD3(-1, 0.1, 2), radius: 0.1), Ball(centre: SIMD3(2, 0.1, -1), radius: 0.3),
            Ball(centre: SIMD3(0.5, 2.1, 0), radius: 0.05), Ball(centre: SIMD3(0, 1, 3), radius: 0.2),
        ]
        for azimuth in stride(from: Float(0), to: 6.28, by: 0.7) {
            let camera = Camera.framing(
                balls, from: Viewpoint(azimuth: azimuth, elevation: 0.2), aspect: aspect, margin: 0.1,
                lens: lens)
            var furthest: Float = 0
            for ball in balls {
                for direction in [camera.right, camera.right * -1, camera.up, camera.up * -1] {
                    let place = seen(ball.centre + direction * ball.radius, by: camera, aspect: aspect)
                    furthest = max(furthest, max(abs(place.x), abs(place.y)))
                }
            }
            #expect(furthest < 0.801 && furthest > 0.77)
        }
    }

    @Test("Nothing to frame, or nothing finite, frames a standing person")
    func nothing() {
        let camera = Camera.framing([], from: Viewpoint(azimuth: 0, elevation: 0), aspect: 1)
        let odd = Camera.framing(
            [Ball(centre: SIMD3(.nan, 0, 0), radius: 1)], from: Viewpoint(azimuth: 0, elevation: 0), aspect: 1
        )
        #expect(camera == odd && camera.eye.z > 2 && abs(camera.eye.y - 0.85) < 1e-3)
    }

    @Test("The three-quarter view sees a dancer's face and left side")
    func threeQuarter() {
        let view = Viewpoint(threeQuarterOf: SIMD3(0, 0, 1))
        #expect(view.direction.z > 0.5 && view.direction.x > 0.3 && view.direction.y > 0)
    }

    @Test("The whole travel of a walk is in the picture of a still camera")
    func travel() {
        let performance = Performance([Performer(clip: Dancers.walk(metres: 6), name: "walk")])
        let camera = performance.camera(aspect: 1.5).camera(at: 0)
        for frame in [0, 30, 59] {
            for ball in performance.performers[0].body(frame: frame).balls {
                let place = seen(ball.centre, by: camera, aspect: 1.5)
                #expect(abs(place.x) < 1 && abs(place.y) < 1)
            }
        }
    }

    @Test("A following camera keeps a walking dancer in the middle, and nearer than a still one")
    func follow() {
        let performance = Performance([Performer(clip: Dancers.walk(metres: 6), name: "walk")])
        let path = performance.camera(.follow, aspect: 1.5)
        let start = seen(performance.middle(at: 0.7), by: path.camera(at: 0.7), aspect: 1.5)
        let end = seen(performance.middle(at: 1.3), by: path.camera(at: 1.3), aspect: 1.5)
        #expect((start - end).x.magnitude < 0.02)
        #expect(path.camera(at: 0).distance < performance.camera(aspect: 1.5).camera(at: 0).distance)
    }

    @Test("An orbit comes back to where it began and never changes its distance")
    func orbit() {
        let performance = Performance([Performer(clip: Dancers.walk(metres: 2), name: "walk")])
        let path = performance.camera(.orbit(seconds: 8), aspect: 1.5)
        #expect((path.camera(at: 0).eye - path.camera(at: 8).eye).length < 1e-3)
        #expect(abs(path.camera(at: 3).distance - path.camera(at: 0).distance) < 1e-3)
        #expect((path.camera(at: 4).eye - path.camera(at: 0).eye).length > 4)
    }

    @Test("Turning a camera by hand keeps it above the floor")
    func aboveFloor() {
        let camera = Camera(eye: SIMD3(0, 1, 5), target: SIMD3(0, 1, 0))
        #expect(camera.orbited(azimuth: 0, elevation: -3).eye.y > 0)
        #expect(camera.orbited(azimuth: 1, elevation: 9).up.y > 0)
        #expect(abs(camera.orbited(azimuth: 0, elevation: 0, zoom: 2).distance - 10) < 1e-3)
    }

    @Test(
        "Dancers side by side stand apart, in order from the left of the picture, and face one way",
        arguments: CameraPreset.allCases)
    func sideBySide(preset: CameraPreset) {
        let turned = Dancers.walk().moved(by: FloorTransform(yaw: 2, shift: SIMD3(7, 0, 3)))
        let clips = [Dancers.still(), turned, Dancers.still()]
        let performance = Performance.sideBySide(
            clips.map { Performer(clip: $0, name: "a") }, seenFrom: preset)
        let right = Camera(eye: performance.viewpoint.direction, target: .zero).right
        let spans = performance.performers.map { performer in
            let across = performer.balls().map { $0.centre.dot(right) }
            return (across.min() ?? 0)...(across.max() ?? 0)
        }
        #expect(spans[0].upperBound < spans[1].lowerBound && spans[1].upperBound < spans[2].lowerBound)
        for performer in performance.performers { #expect((performer.facing - SIMD3(0, 0, 1)).length < 0.01) }
    }
}
