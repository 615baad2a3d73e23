import Motion

/// What of the past and the future is shown beside the moment: ghosts (onion skin) and trails.
public struct Traces: Sendable, Equatable {
    /// Ghosts of moments that have been, the oldest palest.
    public var before: Int
    /// Ghosts of moments to come.
    public var after: Int
    /// Seconds from ghost to ghost.
    public var spacing: Double
    /// Opacity of the ghost next to the body, 0 to 1; further ones are paler.
    public var strength: Float
    /// For each performer the joints that leave a trail.
    public var joints: [[Int]]
    /// How long a trail stays in the air, seconds; infinite for the whole way.
    public var trailSeconds: Double

    /// Nothing but the moment.
    public static let none = Traces()

    /// Creates traces; none unless told.
    public init(
        before: Int = 0, after: Int = 0, spacing: Double = 0.25, strength: Float = 0.34, joints: [[Int]] = [],
        trailSeconds: Double = 1.5
    ) {
        self.before = max(before, 0)
        self.after = max(after, 0)
        self.spacing = spacing
        self.strength = strength
        self.joints = joints
        self.trailSeconds = trailSeconds
    }

    /// Opacity of the ghost `steps` away of `count`.
    private func opacity(_ steps: Int, of count: Int) -> Float {
        strength * (1 - 0.75 * Float(steps - 1) / Float(max(count, 1)))
    }

    /// The ghosts of a performer in a frame; moments before the first and after the last frame have none.
    func ghosts(of performer: Performer, around frame: Int) -> [Body] {
        let step = max(Int((spacing * performer.clip.frameRate).rounded()), 1)
        func ghost(_ steps: Int, _ direction: Int, of count: Int) -> Body? {
            let other = frame + steps * step * direction
            guard (0..<performer.clip.frameCount).contains(other) else { return nil }
            return performer.body(frame: other).faded(to: opacity(steps, of: count) * performer.opacity)
        }
        let past = (0..<before).compactMap { ghost($0 + 1, -1, of: before) }
        let future = (0..<after).compactMap { ghost($0 + 1, 1, of: after) }
        return past + future
    }

    /// The trails of a performer's joints up to a frame.
    func trails(of performer: Performer, joints: [Int], until frame: Int) -> [Trail] {
        let frames = min(trailSeconds * performer.clip.frameRate, Double(frame))
        let first = frame - max(Int(frames.rounded()), 0)
        return joints.filter(performer.clip.skeleton.joints.indices.contains).map {
            var trail = performer.trail(ofJoint: $0, frames: first...frame)
            // A trail of the whole way stays to be seen.
            if trailSeconds == .infinity { trail.tail = 0.35 }
            return trail
        }
    }
}

extension Performance {
    /// One picture of a whole movement, as Étienne-Jules Marey made them: the figure at many moments, the later the
    /// more solid.
    ///
    /// - Parameters:
    ///   - moments: How many, evenly from the first to the last of `span`; at least 1.
    ///   - span: Seconds from the start; nil for the whole performance.
    ///   - spread: Metres that the last moment is moved to the right of the picture, and those between in
    ///     proportion: for movement that stays in one place.
    ///   - traces: Only its joints and `trailSeconds` count: their way over the whole span.
    /// - Complexity: O(joints × moments), and the frames of the trails.
    public func chronophotograph(
        moments: Int, span: ClosedRange<Double>? = nil, spread: Float = 0, traces: Traces = .none
    ) -> Scene {
        precondition(moments > 0, "a picture shows a moment")
        // The last frame, not the end of its time.
        let span = span ?? 0...max(seconds - 1 / frameRate, 0)
        let right = Camera(eye: viewpoint.direction, target: .zero).right
        func shift(_ share: Double) -> FloorTransform {
            FloorTransform(yaw: 0, shift: right.level * (spread * Float(share)))
        }
        var bodies: [Body] = []
        for moment in 0..<moments {
            let share = moments == 1 ? 1 : Double(moment) / Double(moments - 1)
            let time = span.lowerBound + (span.upperBound - span.lowerBound) * share
            for performer in performers {
                // Every one is a picture of its own; the last stands for now.
                let opacity: Float = moment == moments - 1 ? 1 : 0.3 + 0.45 * Float(share)
                bodies.append(
                    performer.body(frame: performer.frame(at: time)).moved(by: shift(share))
                        .faded(to: opacity * performer.opacity))
            }
        }
        return stage(bodies, wholeTrails(traces, span, shift))
    }

    private func wholeTrails(
        _ traces: Traces, _ span: ClosedRange<Double>, _ shift: (Double) -> FloorTransform
    ) -> [Trail] {
        zip(performers, traces.joints).flatMap { performer, joints in
            let frames = performer.frame(at: span.lowerBound)...performer.frame(at: span.upperBound)
            return joints.filter(performer.clip.skeleton.joints.indices.contains).map { joint in
                var trail = performer.trail(ofJoint: joint, frames: frames)
                trail.tail = 0.35
                let last = Double(max(trail.points.count - 1, 1))
                for index in trail.points.indices {
                    trail.points[index] = shift(Double(index) / last).act(trail.points[index])
                }
                return trail
            }
        }
    }
}

extension Scene {
    /// Balls that hold everything in the scene, for ``Camera/framing(_:from:aspect:margin:lens:)``.
    public var balls: [Ball] {
        bodies.flatMap(\.balls)
            + trails.flatMap { trail in trail.points.map { Ball(centre: $0, radius: trail.width) } }
    }
}
