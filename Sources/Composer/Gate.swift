import Effect
import Motion

/// What no proposal should do, whatever else speaks for it.
///
/// A gate asks for a fault that anyone sees, not for taste. Limits lie outside what real dance of the reference does.
enum Gate: CaseIterable, Sendable {
    /// Feet slide over the floor.
    case slidingFeet
    /// The body trembles.
    case tremor
    /// The figure stands as if frozen, after a phrase that moves.
    case frozen
    /// Part of the body is under the floor.
    case underTheFloor

    /// Share of the reference that trembles less, percent.
    static let mostJerk = 99.5
    /// Mean speed of a joint that looks frozen, m/s; a body that only breathes moves at half of it.
    static let frozenSpeed = 0.06
    /// Depth under the floor that anyone sees, m.
    static let visibleDepth: Float = 0.06

    /// Whether a movement passes.
    func lets(_ clip: Clip, with profile: EffectProfile) -> Bool {
        switch self {
        case .slidingFeet:
            (profile[.footSkate]?.value ?? 0) < EffectProfile.visibleSkate
        case .tremor:
            (profile[.jerk]?.percentile ?? 0) < Self.mostJerk || (profile[.jerk]?.change ?? 0) < 2
        case .frozen:
            (profile[.speed]?.value ?? 1) > Self.frozenSpeed || (profile[.speed]?.change ?? -1) > -0.5
        case .underTheFloor:
            !clip.positions().contains { places in places.contains { $0.y < -Self.visibleDepth } }
        }
    }

    /// The fault in plain words.
    var words: String {
        switch self {
        case .slidingFeet: "the feet slide"
        case .tremor: "it trembles"
        case .frozen: "it hardly moves"
        case .underTheFloor: "it goes through the floor"
        }
    }
}
