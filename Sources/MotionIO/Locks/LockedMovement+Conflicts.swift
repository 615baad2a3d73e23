import Foundation
import Motion

extension LockedMovement {
    /// Slide of a foot that anyone sees, cm/s.
    private static let visibleSlide = 6.0
    /// Depth under the floor that anyone sees, m.
    private static let visibleDepth: Float = 0.04
    /// Fastest that a dancer runs across a stretch, m/s.
    private static let fastest: Float = 3.5

    /// Where what is kept and what was made do not go together, in words.
    func conflicts(with made: Clip) -> [String] {
        guard made.frameCount > 0 else { return [] }
        return rush() + feet(made)
    }

    /// A body that must be somewhere else too soon.
    private func rush() -> [String] {
        let hipsAreMade = known[..<frames].contains { !$0.contains(.hips) }
        guard hipsAreMade, context.frameCount > 0, frames < movement.frameCount else { return [] }
        let way = (movement.rootTranslations[frames] - context.rootTranslations[context.frameCount - 1]).flat
        let seconds = Float(frames + 1) / Float(movement.frameRate)
        let speed = way.length / seconds
        guard speed > Self.fastest else { return [] }
        return [
            String(
                format: "the body must cross %.1f m in %.1f s, faster than a dancer runs", way.length, seconds
            )
        ]
    }

    /// Feet that are kept on a body that moves otherwise.
    private func feet(_ made: Clip) -> [String] {
        let before = movement.frames(0..<frames)
        let slides = [before, made].map {
            FootSkate.slides(paths: $0.paths(of: CanonicalJoint.feet), frameRate: $0.frameRate)
        }
        var result: [String] = []
        for (side, name, leg) in [(0, "left", JointSet.leftLeg), (1, "right", .rightLeg)] {
            let open = (0..<frames).filter { known[$0] != .all && known[$0].isSuperset(of: leg) }
            guard !open.isEmpty, open.contains(where: { !known[$0].contains(.hips) }) else { continue }
            let (old, new) = (mean(slides[0], side, open), mean(slides[1], side, open))
            if new > max(Self.visibleSlide, 1.5 * old) {
                result.append(
                    "the \(name) leg is kept and the hips are made anew: its foot slides "
                        + String(format: "%.1f cm/s, %.1f in the phrase", new, old))
            }
            let toe = CanonicalJoint.feet[2 * side + 1].rawValue
            let depth = open.map { -made.pose(at: $0).positions[toe].y }.max() ?? 0
            if depth > Self.visibleDepth {
                result.append(
                    "the \(name) leg is kept and the hips are made anew: its foot goes "
                        + String(format: "%.0f cm under the floor", 100 * depth))
            }
        }
        return result
    }

    /// Mean slide of a foot's two joints over some frames, cm/s.
    private func mean(_ slides: [[Double]], _ side: Int, _ frames: [Int]) -> Double {
        let values = frames.flatMap { frame in [slides[2 * side][frame], slides[2 * side + 1][frame]] }
        return values.reduce(0, +) / Double(max(values.count, 1))
    }
}
