import Motion
import RealModule

/// From where a scene is seen.
public struct Camera: Sendable, Equatable {
    /// How depth looks.
    public enum Lens: Sendable, Equatable {
        /// Things further away are smaller; the vertical field of view in radians.
        case perspective(fieldOfView: Float)
        /// Everything keeps its size; the height of the picture in metres.
        case orthographic(height: Float)
    }

    /// Where the camera is, metres.
    public var eye: SIMD3<Float>
    /// What it looks at, in the middle of the picture.
    public var target: SIMD3<Float>
    /// How depth looks.
    public var lens: Lens

    /// Creates a camera; eye and target must differ by more than a vertical line.
    public init(eye: SIMD3<Float>, target: SIMD3<Float>, lens: Lens = .portrait) {
        self.eye = eye
        self.target = target
        self.lens = lens
    }

    /// Unit length, into the picture.
    public var forward: SIMD3<Float> { (target - eye).normalized }
    /// Unit length, to the right of the picture.
    public var right: SIMD3<Float> {
        let level = forward.cross(SIMD3(0, 1, 0))
        return level.length > 1e-4 ? level.normalized : SIMD3(1, 0, 0)
    }
    /// Unit length, up in the picture.
    public var up: SIMD3<Float> { right.cross(forward) }
    /// Metres from the eye to the target.
    public var distance: Float { (target - eye).length }

    /// Half the width and height of what is seen: at 1 m from the eye, or anywhere with an orthographic lens.
    func extents(aspect: Float) -> SIMD2<Float> {
        switch lens {
        case .perspective(let angle):
            let slope = Float.tan(angle / 2)
            return SIMD2(slope * aspect, slope)
        case .orthographic(let height):
            return SIMD2(height / 2 * aspect, height / 2)
        }
    }

    /// World to clip space for a picture whose width is `aspect` times its height.
    func matrix(aspect: Float) -> Matrix4 {
        let view = Matrix4.look(from: eye, right: right, up: up, forward: forward)
        // Near and far in proportion to the distance: any scale of scene keeps its depth resolution.
        let far = max(distance, 0.1) * 20
        switch lens {
        case .perspective:
            return .perspective(slopes: extents(aspect: aspect), near: max(distance, 0.1) * 0.03, far: far)
                * view
        case .orthographic:
            return .orthographic(extents: extents(aspect: aspect), near: -far, far: far) * view
        }
    }
}

extension Camera.Lens {
    /// A long lens that keeps a body's proportions: 26° high.
    public static let portrait = Camera.Lens.perspective(fieldOfView: 26 * .pi / 180)

    /// Whether things keep their size with distance.
    var isOrthographic: Bool {
        if case .orthographic = self { true } else { false }
    }
}

/// A direction to look from: turned about the vertical and raised over the floor, radians.
public struct Viewpoint: Sendable, Equatable {
    /// Turn about +Y from +Z; more is toward +X.
    public var azimuth: Float
    /// Height over the horizon.
    public var elevation: Float

    /// Creates a viewpoint.
    public init(azimuth: Float, elevation: Float) {
        self.azimuth = azimuth
        self.elevation = elevation
    }

    /// The three-quarter front view of a dancer who faces `facing`: from its front and a little to its left.
    public init(threeQuarterOf facing: SIMD3<Float>) {
        self.init(azimuth: Float.atan2(y: facing.x, x: facing.z) + 0.5, elevation: 0.15)
    }

    /// From the scene toward the camera, unit length.
    public var direction: SIMD3<Float> {
        SIMD3(
            Float.sin(azimuth) * Float.cos(elevation), Float.sin(elevation),
            Float.cos(azimuth) * Float.cos(elevation))
    }

    /// The direction flat on the floor: toward the audience.
    public var front: SIMD3<Float> { SIMD3(Float.sin(azimuth), 0, Float.cos(azimuth)) }
}
