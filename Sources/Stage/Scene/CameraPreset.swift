import RealModule

/// Where the camera stands, in a person's words.
public enum CameraPreset: String, Sendable, CaseIterable {
    /// From the front and a little to the dancer's left: the view that shows most of a body.
    case threeQuarter = "three-quarter"
    /// Straight from the front.
    case front
    /// From the dancer's left.
    case side
    /// From above, the front at the bottom of the picture.
    case top
    /// From a seat in the stalls: the front, a little raised, with the whole stage in view.
    case audience

    /// Share of the picture that is left free around what is danced.
    var margin: Float { self == .audience ? 0.2 : 0.08 }
}

extension Viewpoint {
    /// The view of a dancer who faces `facing`, or of a stage whose front is there.
    public init(_ preset: CameraPreset, of facing: SIMD3<Float>) {
        let ahead = Float.atan2(y: facing.x, x: facing.z)
        switch preset {
        case .threeQuarter: self.init(threeQuarterOf: facing)
        case .front: self.init(azimuth: ahead, elevation: 0.06)
        case .side: self.init(azimuth: ahead + .pi / 2, elevation: 0.06)
        // Not quite the zenith, which has no direction.
        case .top: self.init(azimuth: ahead, elevation: 1.5)
        case .audience: self.init(azimuth: ahead, elevation: 0.17)
        }
    }
}

extension Performance {
    /// The camera of a preset, for pictures whose width is `aspect` times their height.
    ///
    /// Front is where the first dancer faces on the whole, or what the arrangement has turned to the audience.
    public func camera(_ work: CameraWork = .still, from preset: CameraPreset, aspect: Float) -> CameraPath {
        CameraPath(
            self, work, from: Viewpoint(preset, of: performers[0].facing), margin: preset.margin,
            aspect: aspect)
    }
}
