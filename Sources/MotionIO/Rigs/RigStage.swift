import Motion

/// A rig seen in metres, Y up, above a floor at 0, at the size where thigh and shin together are 0.82 m.
///
/// Unlike the canonical skeleton it keeps the rig's proportions: places are the rig's own joints'.
struct RigStage: Sendable {
    let retarget: Retarget
    /// Height of the balls of the feet when they stand, of the scaled, upright rig, m.
    private(set) var floor: Float
    /// From ankle to ball in the canonical foot's axes, m, of a side whose rig has no toe.
    private static func ball(_ foot: CanonicalJoint) -> SIMD3<Float> {
        Skeleton.canonical.joints[foot.rawValue + 1].offset
    }

    /// Measures the floor as ``SoleCalibration`` does, by the rig's own feet.
    init(of clip: Clip, on retarget: Retarget) {
        self.retarget = retarget
        floor = 0
        var heights: [Float] = []
        for frame in 0..<clip.frameCount {
            let pose = clip.pose(at: frame)
            let canonical = retarget.canonicalRotations(of: pose)
            let places = places(in: pose, canonical: canonical)
            heights += [places.left.ball.y, places.right.ball.y]
        }
        floor = SoleCalibration.floor(heights: heights)
    }

    /// Where the parts of a body are.
    struct Places {
        /// Each canonical joint that the rig has; nil for others.
        var joints: [SIMD3<Float>?]
        /// Feet.
        var left: Foot
        var right: Foot

        subscript(_ joint: CanonicalJoint) -> SIMD3<Float>? { joints[joint.rawValue] }
    }

    /// A foot: its ankle, and the ball that it stands on (the toe joint, or where that would be).
    struct Foot {
        var ankle: SIMD3<Float>
        var ball: SIMD3<Float>
    }

    /// A place of the rig's own space.
    func place(_ own: SIMD3<Float>) -> SIMD3<Float> {
        retarget.uprighting.act(own) * retarget.scale - SIMD3(0, floor, 0)
    }

    /// A way of this space in the rig's own.
    func own(way: SIMD3<Float>) -> SIMD3<Float> { retarget.uprighting.inverse.act(way) / retarget.scale }

    /// The parts of a body in a pose of the rig.
    func places(in pose: Pose, canonical: [Quaternion]) -> Places {
        let joints = CanonicalJoint.allCases.map { joint in
            retarget.map[joint].map { place(pose.positions[$0]) }
        }
        func foot(_ foot: CanonicalJoint) -> Foot {
            let ankle = joints[foot.rawValue] ?? .zero
            let virtual = ankle + canonical[foot.rawValue].act(Self.ball(foot))
            return Foot(ankle: ankle, ball: joints[foot.rawValue + 1] ?? virtual)
        }
        return Places(joints: joints, left: foot(.leftFoot), right: foot(.rightFoot))
    }

    /// Length of two bones of a limb, m; 0 where the rig lacks one.
    func length(_ upper: CanonicalJoint, _ lower: CanonicalJoint, _ end: CanonicalJoint) -> Float {
        [(upper, lower), (lower, end)].reduce(0) { sum, bone in
            let own = Calibration.rigBone(bone.0, bone.1, skeleton: retarget.skeleton, map: retarget.map)
            return sum + (own?.length ?? 0) * retarget.scale
        }
    }
}
