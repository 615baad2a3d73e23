public import Diagnostics
import Motion
import RealModule
public import Stage

/// One picture of a whole movement: the figure at many moments, the later the more solid, as Étienne-Jules Marey's
/// plates show it.
///
/// Dancers stand where they were. Where a dancer hardly travels, the moments are moved apart from left to right, as if
/// the plate had been; otherwise they would hide one another.
public struct Chronophotograph: Sendable {
    /// Who is seen, where, in what light.
    public var performance: Performance
    /// Moments, evenly from the first to the last.
    public var moments: Int
    /// The stretch of the performance that is shown, seconds; nil for all of it.
    public var span: ClosedRange<Double>?
    /// Joints that draw their way through the air.
    public var traces: Traces
    /// Creates a picture of at least one moment.
    ///
    /// - Parameter viewpoint: From where; nil for the performance's own view, turned to the side where a dancer would
    ///   come straight at it and hide the moments behind.
    public init(
        _ performance: Performance, moments: Int = 10, span: ClosedRange<Double>? = nil,
        traces: Traces = .none,
        viewpoint: Viewpoint? = nil
    ) {
        precondition(moments > 0, "a picture shows a moment")
        self.moments = moments
        self.span = span
        self.traces = traces
        let view = viewpoint ?? Self.view(of: performance, moments: moments, span: span)
        self.performance =
            view == performance.viewpoint
            ? performance : Performance(performance.performers, viewpoint: view, look: performance.look)
    }

    /// Draws the picture.
    ///
    /// - Throws: ``Problem`` when OpenGL cannot draw a picture of this size.
    /// - Complexity: O(pixels + moments × joints).
    public func draw(with renderer: Renderer, size: PixelSize) throws(Problem) -> Image {
        let scene = scene
        let camera = Camera.framing(scene.balls, from: performance.viewpoint, aspect: size.aspect)
        return try renderer.draw(scene, from: camera, size: size)
    }

    /// All moments on one stage, in the middle of its light.
    var scene: Scene {
        var scene = performance.chronophotograph(moments: moments, span: span, spread: spread, traces: traces)
        let places = scene.bodies.flatMap(\.balls).map { SIMD3($0.centre.x, 0, $0.centre.z) }
            .filter { $0.x.isFinite && $0.z.isFinite }
        guard !places.isEmpty else { return scene }
        let low = places.reduce(places[0]) { pointwiseMin($0, $1) }
        let high = places.reduce(places[0]) { pointwiseMax($0, $1) }
        scene.focus = (low + high) / 2
        scene.reach = SIMD2(repeating: max(7, 1.75 * (high - low).length))
        return scene
    }

    /// How far the last moment is moved to the right, metres: not at all where the dancers get about by themselves.
    var spread: Float {
        guard moments > 1 else { return 0 }
        let right = Camera(eye: performance.viewpoint.direction, target: .zero).right
        let still = performance.chronophotograph(moments: moments, span: span)
        let places = still.bodies.map { body in
            let across = body.balls.map { $0.centre.dot(right) }.filter(\.isFinite)
            return across.isEmpty ? 0 : across.reduce(0, +) / Float(across.count)
        }
        let heights = still.bodies.flatMap(\.balls).map { $0.centre.y + $0.radius }.filter(\.isFinite)
        // Two thirds of a body's height from moment to moment keeps a figure from hiding the one before.
        let wanted = (heights.max() ?? 1.7) * 0.42 * Float(moments - 1)
        let own = (places.max() ?? 0) - (places.min() ?? 0)
        guard own < 0.4 * wanted else { return 0 }
        return performance.performers.count == 1 ? wanted : 0
    }

    /// The view in which a dancer's way lies across the picture, if in the performance's own it leads into it.
    private static func view(of performance: Performance, moments: Int, span: ClosedRange<Double>?)
        -> Viewpoint
    {
        let own = performance.viewpoint
        guard performance.performers.count == 1, let dancer = performance.performers.first else { return own }
        let span = span ?? 0...dancer.seconds
        let places = (0..<32).map { step in
            let time = span.lowerBound + (span.upperBound - span.lowerBound) * Double(step) / 31
            return dancer.centre(frame: dancer.frame(at: time))
        }.filter { $0.x.isFinite && $0.z.isFinite }
        guard !places.isEmpty else { return own }
        let middle = places.reduce(.zero, +) / Float(places.count)
        let away = places.map { $0 - middle }
        // The main direction of the way: the larger axis of its spread on the floor.
        let (xx, zz) = (away.reduce(0) { $0 + $1.x * $1.x }, away.reduce(0) { $0 + $1.z * $1.z })
        let xz = away.reduce(0) { $0 + $1.x * $1.z }
        let angle = 0.5 * Float.atan2(y: 2 * xz, x: zz - xx)
        let way = SIMD3(Float.sin(angle), 0, Float.cos(angle))
        let length = (away.map { $0.dot(way) }.max() ?? 0) - (away.map { $0.dot(way) }.min() ?? 0)
        let right = Camera(eye: own.direction, target: .zero).right
        guard length > 1.2, abs(way.dot(right)) < 0.6 else { return own }
        // Of both sides the one nearer to the own view.
        let across = SIMD3(way.z, 0, -way.x)
        let side = across.dot(own.direction) < 0 ? -across : across
        return Viewpoint(azimuth: Float.atan2(y: side.x, x: side.z), elevation: own.elevation)
    }
}
