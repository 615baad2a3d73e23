import Motion

/// Feet to start from: two footings.
struct Stance: Sendable {
    var left: Footing
    var right: Footing

    subscript(side: Side) -> Footing { side == .left ? left : right }

    /// Heels together, toes out.
    static let first = Stance(left: .flat(0.06, 0, facing: 50), right: .flat(-0.06, 0, facing: -50))
    /// Feet apart, toes out.
    static let second = Stance(left: .flat(0.24, 0, facing: 50), right: .flat(-0.24, 0, facing: -50))
    /// Right foot in front of the left, close.
    static let fifth = Stance(left: .flat(0.05, -0.045, facing: 52), right: .flat(-0.05, 0.045, facing: -52))
    /// Left foot in front of the right, close.
    static let fifthLeft = Stance(
        left: .flat(0.05, 0.045, facing: 52), right: .flat(-0.05, -0.045, facing: -52))
    /// Under the hips, nearly parallel.
    static let parallel = Stance(left: .flat(0.09, 0, facing: 8), right: .flat(-0.09, 0, facing: -8))
}

/// Positions of the arms.
extension ArmPose {
    /// Low, rounded before the thighs: fifth en bas.
    static let brasBas = wrist(-0.01, -0.475, 0.17, elbow: SIMD3(1, 0, -0.25), palm: 75, wrist: 20)
    /// Rounded before the breastbone.
    static let first = wrist(-0.02, -0.19, 0.465, elbow: SIMD3(1, 0.1, 0), palm: 75, wrist: 20)
    /// Open to the sides, a little before and below the shoulders.
    static let second = wrist(0.46, -0.10, 0.17, elbow: SIMD3(0, 0.45, -1), palm: 62, wrist: 12)
    /// Between low and second.
    static let demiSecond = wrist(0.33, -0.365, 0.15, elbow: SIMD3(0.5, 0.5, -1), palm: 50, wrist: 8)
    /// Rounded over the head, just before it: fifth en haut.
    static let fifth = wrist(-0.005, 0.48, 0.15, elbow: SIMD3(1, -0.1, -0.1), palm: 74, wrist: 22, shrug: -4)
    /// Long to the side, palm down.
    static let secondAllongee = wrist(0.50, -0.03, 0.12, elbow: SIMD3(0, -0.4, -1), palm: 8, wrist: -12)
    /// Long to the front, palm down: an arabesque.
    static let arabesqueFront = wrist(-0.02, 0.1, 0.51, elbow: SIMD3(1, -0.6, 0), palm: 5, wrist: -10)
    /// Long to the side and a little back: the other arm of an arabesque.
    static let arabesqueSide = wrist(0.50, -0.06, -0.03, elbow: SIMD3(0, -0.3, -1), palm: 5, wrist: -10)
    /// Rounded and close before the breastbone, as in a turn.
    static let turning = wrist(-0.05, -0.2, 0.40, elbow: SIMD3(1, 0.05, 0), palm: 75, wrist: 16)
    /// Long and high, palm outward.
    static let highAllongee = wrist(
        0.16, 0.47, 0.12, elbow: SIMD3(1, -0.3, -0.5), palm: 20, wrist: -14, shrug: -2)
    /// Long to the front, over the height of the eyes.
    static let arabesqueHigh = wrist(-0.04, 0.24, 0.46, elbow: SIMD3(1, -0.5, 0), palm: 5, wrist: -8)
    /// To the side and up, as if on water.
    static let floating = wrist(0.48, 0.14, 0.10, elbow: SIMD3(0, -0.6, -1), palm: 5, wrist: -18)
    /// Hanging, at ease.
    static let hanging = wrist(0.10, -0.505, 0.06, elbow: SIMD3(0.5, 0, -1), palm: 20, wrist: 8)
    /// Hanging from a back that is bent over.
    static let hangingForward = wrist(0.04, -0.14, 0.50, elbow: SIMD3(1, 0.3, 0), palm: 40, wrist: 6)
    /// Long to the front, palms down, for balance.
    static let reachingForward = wrist(0.0, 0.02, 0.515, elbow: SIMD3(1, -0.5, 0), palm: 20, wrist: -4)
    /// Swung across the body to the other side.
    static let across = wrist(-0.30, 0.10, 0.38, elbow: SIMD3(1, -0.6, 0.3), palm: 20, wrist: -6)
    /// Bent before the waist, as in a social dance.
    static let dancing = wrist(-0.05, -0.18, 0.34, elbow: SIMD3(0.8, -0.6, -0.7), palm: -20, wrist: -6)
    /// The same, drawn back beside the ribs.
    static let dancingBack = wrist(0.13, -0.28, 0.17, elbow: SIMD3(0.7, -0.2, -1), palm: -20, wrist: 6)
}

extension ArmPose {
    /// Hanging and swung to the front by `degrees`, negative to the back, as in walking.
    static func swung(_ degrees: Float) -> ArmPose {
        let bent = max(0, degrees) * 0.0015
        let place = Quaternion.pitch(-degrees.degrees).act(SIMD3(0.09, -0.505 + bent, 0.05 + bent))
        return wrist(place.x, place.y, place.z, elbow: SIMD3(0.5, 0, -1), palm: 20, wrist: 8)
    }
}

/// Shapes of a free leg.
extension LegPose {
    /// Stretched on the floor to a way: the toes stay down, as high as the leg lets them.
    static func tendu(_ way: Float) -> LegPose { .toward(way, height: 30) }
    /// Toes at the ankle of the standing leg.
    static let coudePied = ankle(-0.01, -0.63, 0.09, knee: SIMD3(1, 0.1, 0.75))
    /// Toes at the knee of the standing leg.
    static let retire = ankle(0.045, -0.33, 0.11, knee: SIMD3(1, 0.35, 0.7))
}
