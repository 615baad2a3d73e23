public import Motion

/// A body to look at, made for one skeleton: capsules with the thickness of limbs, a head that looks somewhere,
/// feet with heel and toe.
///
/// Any skeleton gives a figure. Where hips, knees, shoulders and wrists are recognised it is a dancer; the rest,
/// and every rig that is no body at all, is drawn bone by bone.
public struct Figure: Sendable {
    /// Turns the clip's axes so that Y is up, and its unit to metres.
    let stance: Stance
    private let limbs: [Limb]
    private let neighbours: [[Int]]
    let landmarks: Landmarks
    /// Size of the body against the 1.70 m canonical one.
    let size: Float

    /// Makes the figure for `clip`'s skeleton.
    ///
    /// - Parameters:
    ///   - clip: Its skeleton is drawn; its movement is only asked for what the rest pose does not tell.
    ///   - stance: How the clip's numbers become metres with Y up.
    ///   - parts: The joints of a body that was recognised; without them it is looked for by names.
    /// - Complexity: O(joints²), and forward kinematics of at most 60 frames.
    public init(of clip: Clip, stance: Stance = Stance(), parts: [CanonicalJoint: Int] = [:]) {
        let skeleton = clip.skeleton
        let landmarks = Landmarks(of: skeleton, parts: parts) ?? Landmarks(of: skeleton)
        // In metres but on the clip's own axes: offsets found here turn with the joints later.
        let rest = Stance(metresPerUnit: stance.metresPerUnit).apply(to: skeleton.restPose)
        let samples = clip.sampledFrames(atMost: 60).map { stance.apply(to: clip.pose(at: $0)) }
        let size = Self.size(of: rest, landmarks)
        var sketch = FigureSketch(
            skeleton: skeleton, landmarks: landmarks, rest: rest, size: size,
            bearings: Bearings(skeleton, landmarks, rest: rest, poses: samples), unit: stance.metresPerUnit)
        sketch.draw()
        self.stance = stance
        self.landmarks = landmarks
        self.size = size
        limbs = sketch.limbs
        neighbours = sketch.limbs.indices.map { index in
            sketch.limbs.indices.filter {
                $0 != index && !sketch.limbs[$0].meetings.isDisjoint(with: sketch.limbs[index].meetings)
            }
        }
    }

    /// The figure in a pose of its skeleton (own axes, own unit).
    ///
    /// - Complexity: O(joints).
    public func body(in pose: Pose, palette: Palette = .dancers[0]) -> Body {
        let upright = stance.apply(to: pose)
        return Body(
            capsules: limbs.map { $0.capsule(in: upright) }, neighbours: neighbours, softness: 0.014 * size,
            palette: palette)
    }

    /// The direction the body faces in a pose, flat on the floor; nil where it is no body, or lies.
    public func heading(in pose: Pose) -> SIMD3<Float>? {
        guard landmarks.pelvis != nil else { return nil }
        let forward = Bearings.frame(of: stance.apply(to: pose), landmarks).forward
        let flat = SIMD3(forward.x, 0, forward.z)
        return flat.length > 0.3 ? flat.normalized : nil
    }

    /// Where the weight of a pose hangs, metres: between the hip joints, or the middle of all joints.
    public func centre(in pose: Pose) -> SIMD3<Float> {
        let upright = stance.apply(to: pose)
        let joints =
            landmarks.legs.isEmpty
            ? Array(upright.positions.indices) : landmarks.legs.values.map(\.hip).sorted()
        return joints.reduce(SIMD3.zero) { $0 + upright.positions[$1] } / Float(joints.count)
    }

    /// Size against the canonical body: by the legs, else by the arms, else by the whole extent of the rest pose.
    private static func size(of rest: Pose, _ landmarks: Landmarks) -> Float {
        func length(_ a: Int, _ b: Int) -> Float { (rest.positions[a] - rest.positions[b]).length }
        let legs = landmarks.legs.values.map { length($0.hip, $0.knee) + length($0.knee, $0.ankle) }
        if let leg = legs.max(), leg > 0 { return leg / Skeleton.canonicalLegLength }
        let arms = landmarks.arms.values.map { length($0.shoulder, $0.elbow) + length($0.elbow, $0.wrist) }
        if let arm = arms.max(), arm > 0 { return arm / 0.53 }
        let extent = rest.positions.map { ($0 - rest.positions[0]).length }.max() ?? 0
        return extent > 0 ? extent / 1.2 : 1
    }
}

/// How a clip's numbers become metres with Y up.
public struct Stance: Sendable, Equatable {
    /// The axis that points up in the clip.
    public enum UpAxis: Sendable, Equatable {
        /// Y is up: nearly every BVH file.
        case y
        /// Z is up: Blender's, and some laboratories'.
        case z
    }

    /// Metres in one unit of the clip: 0.01 for centimetres.
    public var metresPerUnit: Float
    /// The axis that points up.
    public var upAxis: UpAxis

    /// Creates a stance; metres and Y up unless told.
    public init(metresPerUnit: Float = 1, upAxis: UpAxis = .y) {
        precondition(metresPerUnit > 0 && metresPerUnit.isFinite, "a unit has a length")
        self.metresPerUnit = metresPerUnit
        self.upAxis = upAxis
    }

    /// A pose in metres with Y up.
    func apply(to pose: Pose) -> Pose {
        let turn: Quaternion =
            switch upAxis {
            case .y: .identity
            case .z: Quaternion(angle: -.pi / 2, axis: SIMD3(1, 0, 0))
            }
        var upright = pose
        if upAxis != .y { upright.rotations = pose.rotations.map { turn * $0 } }
        upright.positions = pose.positions.map { turn.act($0) * metresPerUnit }
        return upright
    }
}

extension Skeleton {
    /// The pose with all rotations at zero and the root at its offset.
    var restPose: Pose {
        Clip(
            skeleton: self, frameRate: 1, rootTranslations: [joints[0].offset],
            localRotations: Array(repeating: .identity, count: joints.count)
        ).pose(at: 0)
    }
}

extension Clip {
    /// At most `limit` frames, evenly spread over the clip, the first and the last among them.
    func sampledFrames(atMost limit: Int) -> [Int] {
        guard frameCount > limit else { return Array(0..<frameCount) }
        return (0..<limit).map { $0 * (frameCount - 1) / (limit - 1) }
    }
}
