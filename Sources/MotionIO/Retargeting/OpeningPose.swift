import Motion

/// A pose at the start of a file that is there for the machine: a rest pose put in front, a T or A for calibration.
public struct OpeningPose: Sendable, Equatable {
    /// What the figure does.
    public enum Kind: String, Sendable {
        /// All rotations are near zero, whatever that looks like.
        case rest = "rest pose"
        /// Arms out to the sides, legs straight down.
        case t = "T-pose"
        /// Arms half-way down, legs straight down.
        case a = "A-pose"
        /// Arms and legs straight down.
        case standing = "standing pose"
    }

    /// What it is.
    public let kind: Kind
    /// How many frames it takes, with those of the jump out of it.
    public let frames: Int
    /// Whether the movement starts elsewhere, with a jump; else a person stood so, and moves out of it.
    public let isInserted: Bool

    /// Seconds within which an inserted pose's jump is over: some conversions smooth it over a few frames.
    private static let jump = 0.2
    /// Seconds that a person stands at least for it to be a calibration.
    private static let stand = 0.5
    /// Most frames that are looked at, of each kind of question.
    private static let most = 2400

    /// Looks at the start of a movement.
    ///
    /// A rest pose has rotations near zero (a splayed thumb may be at 20 degrees). In a T, an A or a standing pose arms
    /// and legs are straight, the legs along the trunk, the arms at the body's sides and equally high. It was inserted if a jump
    /// follows: frames that change five times as much as the usual frame of the second after them, all of them within
    /// 0.2 s. After a T, an A, a standing pose or one that was frozen for a while, the jump must be a cut: over within
    /// two frames, and of 3 degrees a joint, so that no quick start of a real movement goes. A T or A without a jump is
    /// one that a person held for half a second.
    ///
    /// - Parameters:
    ///   - clip: The movement.
    ///   - map: Which joint is which; without it only a rest pose is seen.
    /// - Returns: nil for movement from the first frame on.
    static func find(in clip: Clip, map: JointMap?) -> OpeningPose? {
        guard clip.frameCount > 8, clip.jointCount > 1, let kind = kind(of: clip, map: map, frame: 0) else {
            return nil
        }
        let limit = min(clip.frameCount - 4, Self.most)
        let held = (1..<limit).first { self.kind(of: clip, map: map, frame: $0) == nil } ?? limit
        let changes = (0..<min(clip.frameCount - 1, held + Int(2 * clip.frameRate) + 2)).map {
            change(clip, $0)
        }
        // A pose that a machine holds does not move at all; a person who stands so sways.
        let frozen = changes.prefix(held - 1).prefix { $0 < 1e-3 }.count
        for start in [0, frozen] {
            let length = jumpLength(
                changes, from: start, rate: clip.frameRate, frameCount: clip.frameCount)
            if start == 0 && kind == .rest ? length > 0 : (1...2).contains(length) && changes[start] > 0.05 {
                return OpeningPose(kind: kind, frames: start + length, isInserted: true)
            }
        }
        // Nine of ten joints stay within 6 degrees of where they were.
        let still =
            (1..<held).first { frame in
                let turned = (1..<clip.jointCount).map { clip[0, $0].angle(to: clip[frame, $0]) }.sorted()
                return turned[turned.count * 9 / 10] > 0.1
            } ?? held
        guard kind == .t || kind == .a, Double(still) >= stand * clip.frameRate, still < clip.frameCount - 4
        else { return nil }
        return OpeningPose(kind: kind, frames: still, isInserted: false)
    }

    /// Frames from `start` on that change far more than those of the second after them.
    private static func jumpLength(_ changes: [Float], from start: Int, rate: Double, frameCount: Int) -> Int
    {
        let most = max(1, Int((rate * jump).rounded()))
        // Judged by the second after it, not by the whole clip: the same start is read the same however long it is.
        let after = start + min(most, (frameCount - start) / 2)..<min(start + 6 * most, changes.count)
        guard !after.isEmpty else { return 0 }
        let usual = changes[after].sorted()
        let limit = max(5 * usual[usual.count / 2], 0.01)
        let frames = start..<min(start + most, frameCount - 4, changes.count)
        return frames.prefix { changes[$0] > limit }.count
    }

    /// Mean change of the joints' rotations from a frame to the next, radians.
    private static func change(_ clip: Clip, _ frame: Int) -> Float {
        (0..<clip.jointCount).reduce(0) { $0 + clip[frame, $1].angle(to: clip[frame + 1, $1]) }
            / Float(clip.jointCount)
    }

    private static func kind(of clip: Clip, map: JointMap?, frame: Int) -> Kind? {
        let fromRest = (1..<clip.jointCount).map { clip[frame, $0].angle(to: .identity) }.sorted()
        let mean = fromRest.reduce(0, +) / Float(max(fromRest.count, 1))
        if mean < 0.1, fromRest[fromRest.count * 9 / 10] < 0.4 { return .rest }
        return map.flatMap { figure(clip.pose(at: frame), map: $0) }
    }

    /// Whether a pose is a T or an A.
    private static func figure(_ pose: Pose, map: JointMap) -> Kind? {
        func way(_ a: CanonicalJoint, _ b: CanonicalJoint) -> SIMD3<Float>? {
            guard let a = map[a], let b = map[b] else { return nil }
            return (pose.positions[b] - pose.positions[a]).normalized
        }
        guard let hips = way(.rightUpLeg, .leftUpLeg), let shoulders = way(.rightArm, .leftArm),
            let one = way(.leftUpLeg, .leftArm), let other = way(.rightUpLeg, .rightArm),
            hips.dot(shoulders) > 0.94
        else { return nil }
        let up = (one + other).normalized
        var heights: [Float] = []
        for side in [false, true] {
            func own(_ joint: CanonicalJoint) -> CanonicalJoint { side ? joint.mirrored : joint }
            guard let thigh = way(own(.leftUpLeg), own(.leftLeg)),
                let shin = way(own(.leftLeg), own(.leftFoot)),
                let upper = way(own(.leftArm), own(.leftForeArm)),
                let lower = way(own(.leftForeArm), own(.leftHand))
            else { return nil }
            // Straight within 20 degrees, legs along the trunk, arms in the plane of the body.
            let out = shoulders * (side ? -1 : 1)
            guard thigh.dot(shin) > 0.94, upper.dot(lower) > 0.94, thigh.dot(up) < -0.94,
                upper.dot(out) > -0.1,
                abs(upper.dot(up.cross(shoulders).normalized)) < 0.35
            else { return nil }
            heights.append(upper.dot(up))
        }
        guard abs(heights[0] - heights[1]) < 0.2, heights.allSatisfy({ $0 < 0.35 }) else { return nil }
        // At most 20 degrees below the shoulders; at most 65.
        return heights.allSatisfy { $0 > -0.35 } ? .t : heights.allSatisfy { $0 > -0.9 } ? .a : .standing
    }
}

/// What becomes of a pose at the start that is there for the machine.
public enum OpeningPoseRule: String, Sendable, CaseIterable {
    /// One that was put in front is left out, one that a person stood in stays.
    case auto
    /// It stays, whatever it is.
    case keep
    /// It is left out, whatever it is.
    case drop
}
