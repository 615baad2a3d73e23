import Motion

/// A point of a figure that moves with its joints: a weighted sum of joint places, and an offset that turns with
/// one of them.
struct Anchor: Equatable {
    /// Joints and their weights.
    ///
    /// Weights of a place sum to 1; differences of places may be added to it.
    var weights: [Int: Float]
    /// A joint and an offset in its own frame, metres.
    var offset: SIMD3<Float> = .zero
    var offsetJoint: Int = 0

    /// The place of a joint, or a place fixed to it.
    static func joint(_ joint: Int, _ offset: SIMD3<Float> = .zero) -> Anchor {
        Anchor(weights: [joint: 1], offset: offset, offsetJoint: joint)
    }

    /// The point a share `t` of the way from this anchor to `other`; the offset stays.
    func toward(_ other: Anchor, _ t: Float) -> Anchor {
        var result = self
        result.weights = weights.mapValues { $0 * (1 - t) }
        for (joint, weight) in other.weights { result.weights[joint, default: 0] += weight * t }
        return result
    }

    /// This anchor moved by `share` of the way between two joints.
    func adding(_ share: Float, of to: Int, minus from: Int) -> Anchor {
        var result = self
        result.weights[to, default: 0] += share
        result.weights[from, default: 0] -= share
        return result
    }

    /// This anchor moved by `offset` metres in the frame of `joint`.
    func adding(_ offset: SIMD3<Float>, in joint: Int) -> Anchor {
        var result = self
        result.offset = offset
        result.offsetJoint = joint
        return result
    }

    /// Where the anchor is in a pose in metres.
    func place(in pose: Pose) -> SIMD3<Float> {
        // In joint order: a sum of floats must not depend on a dictionary's order, or pictures would differ.
        weights.keys.sorted().reduce(pose.rotations[offsetJoint].act(offset)) { sum, joint in
            sum + pose.positions[joint] * (weights[joint] ?? 0)
        }
    }
}

/// A place where capsules meet; those that share one melt into each other.
enum Meeting: Hashable {
    case joint(Int)
    case pelvis, waist, chest, head
    case hand(Side), foot(Side)
}

/// One capsule of a figure, before it is posed.
struct Limb {
    var from: Anchor
    var to: Anchor
    /// Radius at `from` and at `to`, metres.
    var radii: (from: Float, to: Float)
    var tint: Tint
    var meetings: Set<Meeting>

    init(
        _ from: Anchor, _ to: Anchor, _ radii: (Float, Float), _ tint: Tint,
        meeting meetings: Set<Meeting>
    ) {
        self.from = from
        self.to = to
        self.radii = radii
        self.tint = tint
        self.meetings = meetings
    }

    func capsule(in pose: Pose) -> Capsule {
        Capsule(
            start: from.place(in: pose), end: to.place(in: pose), startRadius: radii.from,
            endRadius: radii.to,
            tint: tint)
    }
}
