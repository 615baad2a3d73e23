import Motion
import RealModule

/// Where a phrase goes and what stays down, over its whole length.
public struct Journey: Sendable, Equatable, Encodable {
    /// The farthest that the hips get on the floor from where they started, m.
    public let distance: Double
    /// Net turn of the hips about the vertical, degrees, left positive; three full turns are 1080.
    public let turn: Double
    /// Lowest height of the hips, m.
    public let lowest: Double
    /// Longest time with nothing on the floor, s.
    public let longestFlight: Double
    /// Whether the left foot stays down in one place.
    public let leftFootPlanted: Bool
    /// Whether the right foot stays down in one place.
    public let rightFootPlanted: Bool
}

extension Journey {
    /// Reads the frames of a phrase.
    init(_ movement: Movement, in window: Range<Int>) {
        let hips = movement.places[CanonicalJoint.hips.rawValue][window]
        let start = movement.places[CanonicalJoint.hips.rawValue][window.lowerBound]
        distance = hips.map { ($0 - start).flat.length }.max() ?? 0
        let rates = movement.turning[window]
        // Trapezoids, so that the turn is the heading's difference between the first and the last frame.
        let ends = (movement.turning[window.lowerBound] + movement.turning[window.upperBound - 1]) / 2
        turn = (rates.reduce(0, +) - ends) / Movement.frameRate * 180 / .pi
        lowest = hips.map(\.y).min() ?? 0
        var flight = 0
        var longest = 0
        for frame in window {
            flight = movement.isInTheAir(in: frame) ? flight + 1 : 0
            longest = max(longest, flight)
        }
        longestFlight = Double(longest) / Movement.frameRate
        leftFootPlanted = movement.isPlanted(.leftToe, ankle: 0, toe: 1, in: window)
        rightFootPlanted = movement.isPlanted(.rightToe, ankle: 2, toe: 3, in: window)
    }
}

extension Movement {
    /// Whether a foot is down in nearly every frame, and its toe stays within 10 cm of where it first stood.
    fileprivate func isPlanted(_ joint: CanonicalJoint, ankle: Int, toe: Int, in window: Range<Int>) -> Bool {
        let down = window.count { contacts.labels[$0][ankle] || contacts.labels[$0][toe] }
        guard Double(down) >= 0.95 * Double(window.count) else { return false }
        let path = places[joint.rawValue]
        return window.allSatisfy { (path[$0] - path[window.lowerBound]).flat.length < 0.10 }
    }
}
