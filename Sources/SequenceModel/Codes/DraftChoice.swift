import Motion

/// Finds, among drafts from one context, the one that comes nearest to what is asked for.
///
/// Codes are not told what they should be like, but they are cheap to draw. A percentile that is asked for is taken as
/// the place among the drafts: 100 is the fastest of them, 0 the slowest.
struct DraftChoice {
    /// Drafts from which one is chosen.
    static let drafts = 4

    /// What is asked for, in the order of ``Dynamics/values``.
    private let places: [Double?]

    init(_ conditions: Conditions) { places = conditions.percentiles }

    /// Whether nothing is asked for, so that one draft is enough.
    var isFree: Bool { places.allSatisfy { $0 == nil } }

    /// Index of the best of `clips`; the first of equals.
    func best(of clips: [Clip]) -> Int {
        guard !isFree, clips.count > 1 else { return 0 }
        let dynamics = clips.map(Dynamics.init)
        var misses = Array(repeating: 0.0, count: clips.count)
        for (measure, place) in places.enumerated() {
            guard let place else { continue }
            let values = dynamics.map { $0.values[measure] }
            let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
            for (rank, index) in order.enumerated() {
                misses[index] += abs(100 * Double(rank) / Double(clips.count - 1) - min(max(place, 0), 100))
            }
        }
        return misses.indices.min { (misses[$0], $0) < (misses[$1], $1) } ?? 0
    }

    /// How a clip moves, at ten poses a second.
    struct Dynamics: Sendable {
        /// Mean speed of all joints, m/s.
        let speed: Float
        /// Mean acceleration of all joints beside their speed, 1/s.
        let sharpness: Float
        /// Way of the hips over the floor, m.
        let travel: Float
        /// All turns of the body, radians.
        let turning: Float

        /// All of them, as ``Conditions/percentiles`` has them.
        var values: [Float] { [speed, sharpness, travel, turning] }

        init(_ clip: Clip) {
            let step = max(1, Int((clip.frameRate / 10).rounded()))
            let poses = stride(from: 0, to: clip.frameCount, by: step).map { clip.pose(at: $0) }
            let time = Float(step) / Float(clip.frameRate)
            let velocities = zip(poses, poses.dropFirst()).map { before, after in
                zip(before.positions, after.positions).map { ($1 - $0) / time }
            }
            func mean(_ values: some Sequence<[SIMD3<Float>]>) -> Float {
                let lengths = values.joined().map(\.length)
                return lengths.isEmpty ? 0 : lengths.reduce(0, +) / Float(lengths.count)
            }
            speed = mean(velocities)
            let accelerations = zip(velocities, velocities.dropFirst()).map { before, after in
                zip(before, after).map { ($1 - $0) / time }
            }
            sharpness = speed > 0 ? mean(accelerations) / speed : 0
            travel = velocities.reduce(0) { $0 + ($1.first?.flat.length ?? 0) * time }
            turning = zip(poses, poses.dropFirst()).reduce(0) { sum, pair in
                sum + abs((pair.1.heading - pair.0.heading).remainder(dividingBy: 2 * .pi))
            }
        }
    }
}
