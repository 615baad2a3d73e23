import BVHFormat
public import Diagnostics
public import Motion

/// Movement of one rig on another: whatever their rest poses, bone axes, proportions, units and spines.
///
///     let transfer = try RigTransfer(from: phrase, to: MotionFile.read("skeletons/mixamo.bvh", rigs: rigs))
///     let document = transfer.target.document.with(transfer.clip())
///
/// Every joint that both rigs know takes the direction it has on the source, as ``Retarget`` reads it. Then the legs
/// bring the ball of each foot to where the dancer has it, in leg lengths, so that a foot that stands, stands; the
/// hips rise or sink with the feet that carry them, so that straight legs stay straight; and the arms reach as far
/// as the dancer's, in arm lengths, and touch what the dancer's touch (``Reach``). Fingers, twist and other joints
/// that both rigs have come along (``ExtraJoints``); a spine of more joints bends in all of them.
///
/// Each frame depends on nothing but the same frame of the source and the two whole files.
public struct RigTransfer: Sendable {
    /// The movement.
    public let source: MotionFile
    /// A file of the rig that it is brought to: its rest pose alone, or any movement on it.
    public let target: MotionFile

    private let from: Retarget
    private let to: Retarget
    /// The two rigs' places in metres above one floor.
    private let sourceStage: RigStage
    private let targetStage: RigStage
    private let extras: ExtraJoints
    private let players: [CanonicalJoint?]
    /// The target's place of each joint relative to its parent, its last if it moves.
    private let offsets: [SIMD3<Float>]
    /// Whether the target's hips carry its travel, below a root that stays.
    private let hipsCarry: Bool

    /// Learns the way between two rigs.
    ///
    /// - Throws: ``Problem`` when one of them is no human body whose legs have length, see `MotionFile.retarget()`.
    /// - Complexity: O(frames × joints) of both files.
    public init(from source: MotionFile, to target: MotionFile) throws(Problem) {
        self.source = source
        self.target = target
        from = try source.retarget()
        to = try target.retarget()
        sourceStage = RigStage(of: source.clip, on: from)
        targetStage = RigStage(of: target.clip, on: to)
        extras = ExtraJoints(from: from, to: to)
        players = to.players
        let clip = target.clip
        offsets = (0..<clip.jointCount).map { clip.translation(frame: clip.frameCount - 1, joint: $0) }
        let pelvis = to.map[.hips] ?? 0
        hipsCarry =
            pelvis != 0 && target.document.joints[pelvis].channels.filter { !$0.isRotation }.count == 3
    }

    /// The movement on the target's rig, in its unit and axes, at the source's rate.
    ///
    /// - Parameter frames: Frames of `source.clip`; all of them where nil.
    public func clip(frames: Range<Int>? = nil) -> Clip {
        let frames = frames ?? 0..<source.clip.frameCount
        let pelvis = to.map[.hips] ?? 0
        let last = target.clip.frameCount - 1
        var result = Clip(
            skeleton: target.clip.skeleton, frameRate: source.clip.frameRate, rootTranslations: [],
            localRotations: [])
        // Joints with animated places stay where the target's last frame has them.
        var moving = target.clip.jointTranslations.mapValues { values in
            Array(repeating: values[last], count: frames.count)
        }
        var travel: [SIMD3<Float>] = []
        for (index, frame) in frames.enumerated() {
            let figure = figure(for: source.clip.pose(at: frame))
            for (joint, local) in figure.locals.enumerated() {
                let before = index > 0 ? result[index - 1, joint] : .identity
                result.localRotations.append(local.aligned(with: before))
            }
            result.rootTranslations.append(figure.root)
            travel.append(figure.pelvis)
        }
        if hipsCarry { moving[pelvis] = travel }
        result.jointTranslations = moving
        return result
    }

    /// One frame of the target.
    private func figure(for pose: Pose) -> (locals: [Quaternion], root: SIMD3<Float>, pelvis: SIMD3<Float>) {
        let canonical = from.canonicalRotations(of: pose)
        let goals = sourceStage.places(in: pose, canonical: canonical)
        var figure = TargetFigure(
            to, players: players, offsets: offsets, canonical: canonical,
            root: from.canonicalRoot(of: pose, hips: canonical[0]),
            extras: extras.rotations(for: pose, canonical: canonical))
        figure.stand(goals, stage: targetStage, canonical: canonical)
        figure.reach(goals, stage: targetStage, canonical: canonical)
        return figure.locals(
            rootStays: hipsCarry ? target.clip.rootTranslations[target.clip.frameCount - 1] : nil)
    }
}
