import RealModule

/// Inertialisation at a seam of captured movement: what differs in pose and speed at the seam fades out after it.
///
/// ``Clip/inertialized(after:over:)`` does this for what a generator makes, from its first two frames. Here both sides
/// are known: speeds are those at the seam itself, told by two stretches of a thirtieth of a second on each side (at 120
/// frames a second the difference of two frames is mostly noise); the speed of a turn is carried through the offset, so
/// that the angular velocity is met also where poses differ much; and the offset fades along a quintic, without a sudden
/// change of speed at either end.
///
/// Source: Bollo, "Inertialization: high-performance animation transitions in Gears of War", GDC 2018.
struct SeamFade {
    /// The last frames before the seam; the very last precedes the first one of what follows.
    private let before: Clip
    /// Seconds until nothing of the difference is left.
    private let seconds: Double

    /// Creates the seam after a movement.
    init(before: Clip, seconds: Double) {
        let few = min(before.frameCount, 2 * before.seamStep + 1)
        self.before = before.frames(before.frameCount - few..<before.frameCount)
        self.seconds = seconds
    }

    /// `next`, met in place and speed by the movement before it.
    ///
    /// - Parameter next: On the same skeleton at the same rate.
    func callAsFunction(_ next: Clip) -> Clip {
        precondition(before.skeleton == next.skeleton && before.frameCount > 0, "the same body comes before")
        guard next.frameCount > 0 else { return next }
        var result = next
        result.rootTranslations = faded(
            next.rootTranslations, after: before.rootTranslations, rate: next.frameRate)
        for (joint, values) in next.jointTranslations {
            guard let earlier = before.jointTranslations[joint] else { continue }
            result.jointTranslations[joint] = faded(values, after: earlier, rate: next.frameRate)
        }
        for joint in 0..<next.jointCount {
            let turns = faded(
                (0..<next.frameCount).map { next[$0, joint] },
                after: (0..<before.frameCount).map { before[$0, joint] },
                rate: next.frameRate)
            for frame in turns.indices { result[frame, joint] = turns[frame] }
        }
        return result
    }

    private func faded(_ values: [SIMD3<Float>], after earlier: [SIMD3<Float>], rate: Double) -> [SIMD3<
        Float
    >] {
        let end = SeamSpeed(step: before.seamStep, rate: rate, count: earlier.count)
        let start = SeamSpeed(step: seamStep(values.count, rate), rate: rate, count: values.count)
        let last = earlier.count - 1
        let leaving = end.speed(beyond: 0) { earlier[last - $0] - earlier[last - $1] }
        let going = start.speed(beyond: 1) { values[$1] - values[$0] }
        let way = start.speed(beyond: 0.5) { values[$1] - values[$0] }
        let offset = earlier[last] - (values[0] - way)
        return values.enumerated().map { frame, value in
            guard let weights = weights(frame, rate) else { return value }
            return value + offset * weights.offset + (leaving - going) * weights.speed
        }
    }

    private func faded(_ values: [Quaternion], after earlier: [Quaternion], rate: Double) -> [Quaternion] {
        let end = SeamSpeed(step: before.seamStep, rate: rate, count: earlier.count)
        let start = SeamSpeed(step: seamStep(values.count, rate), rate: rate, count: values.count)
        let last = earlier.count - 1
        func turn(_ from: Quaternion, _ to: Quaternion) -> SIMD3<Float> { (to * from.inverse).rotationVector }
        let leaving = end.speed(beyond: 0) { turn(earlier[last - $1], earlier[last - $0]) }
        let going = start.speed(beyond: 1) { turn(values[$0], values[$1]) }
        let way = start.speed(beyond: 0.5) { turn(values[$0], values[$1]) }
        let first = Quaternion(rotationVector: -way) * values[0]
        let offset = (earlier[last] * first.inverse).rotationVector
        // Through the offset o a turn ω is seen as o ω o⁻¹; what is left must come from the offset's own change.
        let rest = leaving - Quaternion(rotationVector: offset).act(going)
        let speed = Self.change(of: offset, turningBy: rest)
        return values.enumerated().map { frame, value in
            guard let weights = weights(frame, rate) else { return value }
            let turn = Quaternion(rotationVector: offset * weights.offset + speed * weights.speed)
            return (turn * value).normalized
        }
    }

    /// The change of a rotation vector that makes an angular velocity: the inverse left Jacobian of SO(3).
    ///
    /// Source: Chirikjian, "Stochastic models, information theory, and Lie groups", volume 2, 2011.
    private static func change(of vector: SIMD3<Float>, turningBy velocity: SIMD3<Float>) -> SIMD3<Float> {
        let angle = vector.length
        let once = vector.cross(velocity)
        // Near half a turn the offset has no direction that could change smoothly: it only fades.
        guard angle < 3 else { return .zero }
        let share: Float =
            angle > 1e-2
            ? 1 / (angle * angle) - (1 + Float.cos(angle)) / (2 * angle * Float.sin(angle)) : 1.0 / 12
        return velocity - once / 2 + vector.cross(once) * share
    }

    /// How much of the offset, and of the speed (in frames), is left in a frame; nil once nothing is.
    private func weights(_ frame: Int, _ rate: Double) -> (offset: Float, speed: Float)? {
        let length = Float(max(seconds * rate, 2))
        let t = Float(frame + 1) / length
        guard t < 1 else { return nil }
        let (t2, t3) = (t * t, t * t * t)
        return (
            1 - 10 * t3 + 15 * t3 * t - 6 * t3 * t2, length * (t - 6 * t3 + 8 * t3 * t - 3 * t3 * t2)
        )
    }

    private func seamStep(_ count: Int, _ rate: Double) -> Int {
        min(max(1, Int((rate / 30).rounded())), max(count - 1, 0))
    }
}

/// The speed of a value at a seam, told by the two stretches of frames next to it.
private struct SeamSpeed {
    /// Frames of a stretch.
    let step: Int
    let rate: Double
    /// Frames there are.
    let count: Int

    /// The speed in units a frame.
    ///
    /// - Parameters:
    ///   - frames: How far beyond the seam's own frame, in frames.
    ///   - change: From one frame to another in time, both told by their distance from the seam's own frame.
    func speed(beyond frames: Float, _ change: (_ near: Int, _ far: Int) -> SIMD3<Float>) -> SIMD3<Float> {
        guard step > 0 else { return .zero }
        let size = Float(step)
        let near = change(0, step)
        guard count > 2 * step else { return near / size }
        let far = change(step, 2 * step)
        return (near + (near - far) * ((size / 2 + frames) / size)) / size
    }
}
