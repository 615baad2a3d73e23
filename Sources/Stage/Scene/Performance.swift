import Motion
import RealModule

/// One or several dancers who move at the same time, and the camera that watches them.
///
///     let performance = Performance([performer])
///     let camera = performance.camera(.still, aspect: size.aspect)
///     let image = try renderer.draw(performance.scene(at: 1.5), from: camera.camera(at: 1.5), size: size)
public struct Performance: Sendable {
    /// The dancers.
    public let performers: [Performer]
    /// From where they are seen.
    public let viewpoint: Viewpoint
    /// Light and surroundings.
    public var look: Look
    /// Balls around everything that is danced.
    let whole: [Ball]
    /// The same as if nobody left the place.
    let gathered: [Ball]
    /// The middle of everything that is danced, on the floor.
    private let focus: SIMD3<Float>
    /// How far the floor is seen around ``focus``, metres.
    private let reach: Float

    /// Creates a performance of at least one dancer, seen from a three-quarter front view of the first.
    ///
    /// - Complexity: O(joints) for each of at most 120 frames a dancer.
    public init(_ performers: [Performer], viewpoint: Viewpoint? = nil, look: Look = .studio) {
        precondition(!performers.isEmpty, "somebody must dance")
        self.performers = performers
        self.viewpoint = viewpoint ?? Viewpoint(threeQuarterOf: performers[0].facing)
        self.look = look
        whole = performers.flatMap { $0.balls() }
        gathered = performers.flatMap { performer in
            performer.clip.sampledFrames(atMost: 120).flatMap { frame in
                let travel = (performer.centre(frame: frame) - performer.centre(frame: 0)).level
                return performer.body(frame: frame).balls.map {
                    Ball(centre: $0.centre - travel, radius: $0.radius)
                }
            }
        }
        let places = whole.map(\.centre.level)
        let focus = places.reduce(.zero, +) / Float(max(places.count, 1))
        self.focus = focus
        // A stage is several times as wide as what happens on it.
        reach = max(7, 3.5 * (places.map { ($0 - focus).length }.max() ?? 0))
    }

    /// The same dancers turned to one direction and set out in a row, the first at the left of the picture.
    ///
    /// - Parameters:
    ///   - gap: Free floor between neighbours' widest reach, metres.
    ///   - preset: From where they are seen: the row lies across the picture.
    public static func sideBySide(
        _ performers: [Performer], gap: Float = 0.3, look: Look = .studio,
        seenFrom preset: CameraPreset = .threeQuarter
    ) -> Performance {
        let viewpoint = Viewpoint(preset, of: SIMD3(0, 0, 1))
        let right = Camera(eye: viewpoint.direction, target: .zero).right
        var edge: Float = 0
        let placed = performers.map { performer in
            var turned = performer
            let facing = performer.facing
            turned.placement = FloorTransform(yaw: -Float.atan2(y: facing.x, x: facing.z), shift: .zero)
            let balls = turned.balls()
            let low = balls.map { $0.centre.dot(right) - $0.radius }.min() ?? 0
            let high = balls.map { $0.centre.dot(right) + $0.radius }.max() ?? 0
            let depth = balls.map(\.centre).reduce(.zero, +) / Float(max(balls.count, 1))
            // Level in depth, then beside the one before.
            turned.placement.shift =
                right * (edge - low) - viewpoint.front * depth.dot(viewpoint.front)
            edge += high - low + gap
            return turned
        }
        return Performance(placed, viewpoint: viewpoint, look: look)
    }

    /// Seconds until the last dancer has ended.
    public var seconds: Double { performers.map(\.seconds).max() ?? 0 }
    /// The highest frame rate of the dancers.
    public var frameRate: Double { performers.map(\.clip.frameRate).max() ?? 30 }

    /// What is on stage at `seconds`; who has ended stands still.
    ///
    /// - Parameter traces: What of the past and the future is shown beside the moment.
    /// - Complexity: O(joints of all dancers, their ghosts and the frames of their trails).
    public func scene(at seconds: Double, with traces: Traces = .none) -> Scene {
        var bodies: [Body] = []
        var trails: [Trail] = []
        for (index, performer) in performers.enumerated() {
            let frame = performer.frame(at: seconds)
            bodies += traces.ghosts(of: performer, around: frame)
            bodies.append(performer.body(frame: frame))
            if traces.joints.indices.contains(index) {
                trails += traces.trails(of: performer, joints: traces.joints[index], until: frame)
            }
        }
        return stage(bodies, trails)
    }

    /// Bodies and trails on this performance's floor, in its light.
    func stage(_ bodies: [Body], _ trails: [Trail] = []) -> Scene {
        let dressed = bodies.map { body in
            var body = body
            body.palette = look.dressed(body.palette)
            return body
        }
        return Scene(
            bodies: dressed, trails: trails, look: look, front: viewpoint.front, focus: focus,
            reach: SIMD2(reach, reach))
    }

    /// The point over which the dancers stand at `seconds`, at hip height.
    func middle(at seconds: Double) -> SIMD3<Float> {
        performers.map { $0.centre(frame: $0.frame(at: seconds)) }.reduce(.zero, +) / Float(performers.count)
    }
}

extension SIMD3<Float> {
    /// The place on the floor below.
    var level: SIMD3<Float> { SIMD3(x, 0, z) }
}
