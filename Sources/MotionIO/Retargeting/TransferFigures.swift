public import Diagnostics
import Foundation
public import Motion

/// How well movement keeps its shape on the way between rigs, measured.
///
/// Documentation/Retargeting.md says what each figure means and what it was.
public enum TransferFigures {
    /// How far joints come back from where they were, cm.
    public struct RoundTrip: Sendable {
        /// Mean over frames and the 22 joints.
        public var mean: Double
        /// Mean over frames, ankles and toes.
        public var feet: Double
        /// Mean over frames and both wrists.
        public var hands: Double
        /// The largest mean over the joints in any frame.
        public var worstFrame: Double
        /// Mean over frames of each canonical joint.
        public var joints: [Double]

        /// Compares two canonical clips of as many frames.
        init(_ before: Clip, _ after: Clip) {
            var sums = [Double](repeating: 0, count: before.jointCount)
            worstFrame = 0
            for frame in 0..<before.frameCount {
                let errors = zip(before.pose(at: frame).positions, after.pose(at: frame).positions).map {
                    Double(($0 - $1).length) * 100
                }
                for (joint, error) in errors.enumerated() { sums[joint] += error }
                worstFrame = max(worstFrame, errors.reduce(0, +) / Double(errors.count))
            }
            let means = sums.map { $0 / Double(max(before.frameCount, 1)) }
            joints = means
            func over(_ joints: [CanonicalJoint]) -> Double {
                joints.reduce(0) { $0 + means[$1.rawValue] } / Double(joints.count)
            }
            mean = over(CanonicalJoint.allCases)
            feet = over(CanonicalJoint.feet)
            hands = over([.leftHand, .rightHand])
        }
    }

    /// Canonical movement on a rig and back, by way of a document of that rig.
    ///
    /// - Parameters:
    ///   - clip: On the canonical skeleton.
    ///   - rig: The rig that it passes through.
    ///   - canonical: The canonical skeleton as a file.
    ///   - rigs: Rigs known by name.
    ///   - knowingRest: Whether the way back knows the rig's rest pose, or has only the movement.
    /// - Returns: With `seen`, the rig's movement as `Retarget` reads it; with `brought`, as ``RigTransfer`` brings it
    ///   back.
    /// - Throws: ``Problem`` when the rig is no human body.
    public static func roundTrip(
        of clip: Clip, through rig: MotionFile, canonical: MotionFile, rigs: RigCatalogue, knowingRest: Bool
    ) throws(Problem) -> (seen: RoundTrip, brought: RoundTrip) {
        let start = try MotionFile(
            canonical.document.with(clip), path: canonical.path, rigs: rigs, restPose: .keep)
        let there = try RigTransfer(from: start, to: rig).clip()
        var file = try MotionFile(rig.document.with(there), path: rig.path, rigs: rigs, restPose: .keep)
        if knowingRest { file = file.resting(as: rig) }
        let seen = try file.retarget().canonical(file.clip)
        let brought = try RigTransfer(from: file, to: canonical).clip()
        return (RoundTrip(clip, seen), RoundTrip(clip, brought))
    }

    /// Parts of the body whose direction is compared: from one joint to another, or to the joint's own end.
    public static let limbs: [(name: String, from: CanonicalJoint, to: CanonicalJoint?)] = [
        ("upper arm", .leftArm, .leftForeArm), ("forearm", .leftForeArm, .leftHand), ("hand", .leftHand, nil),
        ("thigh", .leftUpLeg, .leftLeg), ("shin", .leftLeg, .leftFoot), ("foot", .leftFoot, .leftToe),
        ("spine", .hips, .spine2), ("neck", .neck, .head),
    ]

    /// Angles between the limbs of a rig and those of a clip made from it, degrees.
    ///
    /// - Parameters:
    ///   - file: The rig's movement.
    ///   - clip: The same frames on the canonical skeleton.
    /// - Returns: Per limb of ``limbs``, both sides together, one angle a frame and side; none where the rig lacks one.
    ///   The spine is the line from the middle of the hip joints to the lower end of the neck. With `all` the angles as
    ///   they are; with `moving` less what is the same in every frame, seen from the limb's own first joint: the way a
    ///   rig's neck leans, or its soles lie.
    public static func directions(
        of file: MotionFile, against clip: Clip
    ) throws(Problem) -> (all: [[Double]], moving: [[Double]]) {
        let retarget = try file.retarget()
        var ways = [CanonicalJoint: [(own: SIMD3<Float>, new: SIMD3<Float>)]]()
        let canonicalMap = try JointMap(of: .canonical, path: "canonical")
        for frame in 0..<min(file.clip.frameCount, clip.frameCount) {
            let own = file.clip.pose(at: frame)
            let new = clip.pose(at: frame)
            for limb in limbs {
                for mirrored in [false, true] where !mirrored || limb.from.mirrored != limb.from {
                    let from = mirrored ? limb.from.mirrored : limb.from
                    let to = limb.to.map { mirrored ? $0.mirrored : $0 }
                    guard
                        let a = way(from, to, in: own, skeleton: file.clip.skeleton, map: retarget.map),
                        let b = way(from, to, in: new, skeleton: .canonical, map: canonicalMap)
                    else { continue }
                    let turn = new.rotations[from.rawValue].inverse
                    ways[from, default: []].append(
                        (turn.act(retarget.uprighting.act(a)).normalized, turn.act(b).normalized))
                }
            }
        }
        var all: [[Double]] = []
        var moving: [[Double]] = []
        for limb in limbs {
            all.append([])
            moving.append([])
            for joint in Set([limb.from, limb.from.mirrored]) {
                let pairs = ways[joint] ?? []
                let constant = Quaternion(
                    from: pairs.reduce(.zero) { $0 + $1.own }, to: pairs.reduce(.zero) { $0 + $1.new })
                all[all.count - 1] += pairs.map { angle($0.own, $0.new) }
                moving[moving.count - 1] += pairs.map { angle(constant.act($0.own), $0.new) }
            }
        }
        return (all, moving)
    }

    /// The angle between two directions, degrees.
    private static func angle(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> Double {
        atan2(Double(a.cross(b).length), Double(a.dot(b))) * 180 / .pi
    }

    /// The way along a limb in a pose; nil where the rig lacks it.
    private static func way(
        _ from: CanonicalJoint, _ to: CanonicalJoint?, in pose: Pose, skeleton: Skeleton, map: JointMap
    ) -> SIMD3<Float>? {
        func place(_ joint: CanonicalJoint) -> SIMD3<Float>? { map[joint].map { pose.positions[$0] } }
        if from == .hips {
            guard let a = place(.leftUpLeg), let b = place(.rightUpLeg), let c = place(.neck) else {
                return nil
            }
            return c - (a + b) / 2
        }
        guard let to else {
            return Calibration.rigBone(from, nil, skeleton: skeleton, map: map).flatMap { bone in
                map[from].map { pose.rotations[$0].act(bone) }
            }
        }
        guard let a = place(from), let b = place(to), (b - a).length > 1e-6 else { return nil }
        return b - a
    }

    /// How fast toes slide while they are near the floor, cm/s, at the size of the canonical skeleton.
    ///
    /// As `FootSkate`, of the rig's own toes over its own floor.
    public static func toeSkate(of file: MotionFile) throws(Problem) -> Double {
        let stage = RigStage(of: file.clip, on: try file.retarget())
        var toes = [[SIMD3<Double>]](repeating: [], count: 2)
        for frame in 0..<file.clip.frameCount {
            let pose = file.clip.pose(at: frame)
            let places = stage.places(in: pose, canonical: stage.retarget.canonicalRotations(of: pose))
            toes[0].append(SIMD3<Double>(places.left.ball))
            toes[1].append(SIMD3<Double>(places.right.ball))
        }
        // In the places of all four joints the toes alone are asked.
        let slides = FootSkate.slides(
            paths: [toes[0], toes[0], toes[1], toes[1]], frameRate: file.clip.frameRate)
        return (slides[1] + slides[3]).reduce(0, +) / Double(max(2 * file.clip.frameCount, 1))
    }
}
