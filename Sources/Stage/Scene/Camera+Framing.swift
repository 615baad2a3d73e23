import Motion
import RealModule

extension Camera {
    /// The nearest camera that sees all of `balls` from a viewpoint, with a margin around them.
    ///
    /// Exact for both lenses: each edge of the picture bounds a half-space, and the balls that press hardest
    /// against opposite edges decide.
    ///
    /// - Parameters:
    ///   - balls: What must be seen; without any, a standing person at the origin.
    ///   - viewpoint: From where.
    ///   - aspect: Width of the picture divided by its height.
    ///   - margin: Share of the picture left free at each edge, 0 to below 0.5.
    /// - Complexity: O(balls).
    public static func framing(
        _ balls: [Ball], from viewpoint: Viewpoint, aspect: Float, margin: Float = 0.08,
        lens: Lens = .portrait
    ) -> Camera {
        let known = balls.filter { $0.centre.x.isFinite && $0.centre.y.isFinite && $0.centre.z.isFinite }
        let seen = known.isEmpty ? [Ball(centre: SIMD3(0, 0.85, 0), radius: 0.85)] : known
        let forward = -viewpoint.direction
        let axes = Camera(eye: .zero, target: forward, lens: lens)
        let places = seen.map {
            (
                right: $0.centre.dot(axes.right), up: $0.centre.dot(axes.up), depth: $0.centre.dot(forward),
                $0.radius
            )
        }
        let inner = 1 - 2 * margin

        if case .orthographic = lens {
            let (left, right) = bounds(places.map { ($0.right, $0.3) })
            let (bottom, top) = bounds(places.map { ($0.up, $0.3) })
            let (near, far) = bounds(places.map { ($0.depth, $0.3) })
            let height = max(top - bottom, (right - left) / aspect) / inner
            let target =
                axes.right * ((left + right) / 2) + axes.up * ((bottom + top) / 2) + forward
                * ((near + far) / 2)
            return Camera(
                eye: target - forward * max(far - near, height), target: target,
                lens: .orthographic(height: height))
        }

        // A ball at depth z from the eye clears an edge of slope s when |x − eye| ≤ s·z − r·√(1 + s²).
        let slopes = axes.extents(aspect: aspect) * inner
        func edges(_ value: [Float], _ slope: Float) -> (low: Float, high: Float) {
            let reach = (1 + slope * slope).squareRoot()
            let high = zip(value, places).map { $0 - slope * $1.depth + $1.3 * reach }.max() ?? 0
            let low = zip(value, places).map { -$0 - slope * $1.depth + $1.3 * reach }.max() ?? 0
            return (low, high)
        }
        let across = edges(places.map(\.right), slopes.x)
        let along = edges(places.map(\.up), slopes.y)
        let depth = min(
            -(across.low + across.high) / (2 * slopes.x), -(along.low + along.high) / (2 * slopes.y))
        let eye =
            axes.right * ((across.high - across.low) / 2) + axes.up * ((along.high - along.low) / 2)
            + forward * depth
        let middle = places.map(\.depth).reduce(0, +) / Float(places.count)
        return Camera(eye: eye, target: eye + forward * max(middle - depth, 0.01), lens: lens)
    }

    private static func bounds(_ values: [(Float, Float)]) -> (Float, Float) {
        (values.map { $0.0 - $0.1 }.min() ?? 0, values.map { $0.0 + $0.1 }.max() ?? 0)
    }

    /// This camera moved along with a dancer: everything else stays, so the size in the picture stays too.
    public func following(_ shift: SIMD3<Float>) -> Camera {
        Camera(eye: eye + shift, target: target + shift, lens: lens)
    }

    /// This camera turned about its target by angles in radians, and moved to `zoom` times its distance.
    ///
    /// The elevation stays above the floor and below the zenith.
    public func orbited(azimuth: Float, elevation: Float, zoom: Float = 1) -> Camera {
        let away = eye - target
        let distance = away.length
        let current = Viewpoint(
            azimuth: Float.atan2(y: away.x, x: away.z),
            elevation: Float.asin(min(max(away.y / distance, -1), 1)))
        let lowest = Float.asin(min(max((0.05 - target.y) / (distance * zoom), -1), 1))
        let turned = Viewpoint(
            azimuth: current.azimuth + azimuth,
            elevation: min(max(current.elevation + elevation, lowest), 1.5))
        return Camera(eye: target + turned.direction * distance * zoom, target: target, lens: lens)
    }
}
