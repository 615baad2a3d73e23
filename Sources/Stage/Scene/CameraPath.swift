import Motion

/// What a camera does while dancers move.
public enum CameraWork: Sendable, Equatable {
    /// It stands where the whole travel is in the picture.
    case still
    /// It keeps its distance and goes along with the dancers.
    case follow
    /// It goes around them once in so many seconds, at a distance from which everything is always seen.
    case orbit(seconds: Double)
}

/// A camera over time.
public struct CameraPath: Sendable {
    private let performance: Performance
    private let work: CameraWork
    private let base: Camera

    init(
        _ performance: Performance, _ work: CameraWork, from viewpoint: Viewpoint, margin: Float = 0.08,
        aspect: Float
    ) {
        self.performance = performance
        self.work = work
        switch work {
        case .still:
            base = .framing(performance.whole, from: viewpoint, aspect: aspect, margin: margin)
        case .follow:
            base = .framing(performance.gathered, from: viewpoint, aspect: aspect, margin: margin)
        case .orbit:
            // The furthest of the cameras that frame everything from twelve sides, around one common middle.
            let heights = performance.whole.map(\.centre.y)
            let middle =
                performance.whole.map(\.centre.level).reduce(.zero, +)
                / Float(max(performance.whole.count, 1))
                + SIMD3(0, ((heights.min() ?? 0) + (heights.max() ?? 1.7)) / 2, 0)
            let distance = (0..<12).map { step in
                var turned = viewpoint
                turned.azimuth += Float(step) * .pi / 6
                let camera = Camera.framing(performance.whole, from: turned, aspect: aspect, margin: margin)
                return (camera.eye - middle).length
            }.max()
            base = Camera(eye: middle + viewpoint.direction * (distance ?? 5), target: middle)
        }
    }

    /// The camera at `seconds`.
    public func camera(at seconds: Double) -> Camera {
        switch work {
        case .still: return base
        case .follow:
            // Averaged over a second, so that the camera does not tremble with every step.
            let near = (-6...6).map { performance.middle(at: seconds + Double($0) / 12) }
            let mean = near.reduce(.zero, +) / Float(near.count)
            return base.following((mean - performance.middle(at: 0)).level)
        case .orbit(let period):
            return base.orbited(azimuth: Float(2 * .pi * seconds / period), elevation: 0)
        }
    }
}

extension Performance {
    /// The camera that watches this performance, for pictures whose width is `aspect` times their height.
    ///
    /// - Complexity: O(joints) for each of at most 120 frames a dancer; ask once, then ``CameraPath/camera(at:)``
    ///   for every frame.
    public func camera(_ work: CameraWork = .still, aspect: Float) -> CameraPath {
        CameraPath(self, work, from: viewpoint, aspect: aspect)
    }
}
