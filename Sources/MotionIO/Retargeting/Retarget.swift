import Foundation
public import Motion

/// The way from a rig to the canonical skeleton, and back.
///
/// Each canonical joint takes the world direction of the rig's joint that plays it; lengths are the canonical ones,
/// so only the hips' place is scaled. The way back is the exact inverse for every joint that the map knows; what the
/// rig has besides (fingers, twist joints, face) goes on from its last pose and eases to its usual one.
public struct Retarget: Sendable {
    /// The rig.
    public let skeleton: Skeleton
    /// Which rig joint plays which canonical joint.
    public let map: JointMap
    /// Metres per unit of the rig, such that thigh and shin together have the canonical length; 1 where they have none.
    public let scale: Float
    /// ``scale`` where it was measured: nil for a rig whose legs have no length.
    public let measuredScale: Float?
    /// Rotation that brings the rig's up axis to +Y.
    public let uprighting: Quaternion
    /// Height of the floor in the scaled, upright rig, m.
    public private(set) var floor: Float
    /// Constant turns, see ``Calibration``.
    private(set) var turns: [Quaternion]
    /// Local rotations of the rig in the pose that the turns were told by; ``usual`` where no one pose told them.
    let reference: [Quaternion]
    /// Middle of the hip joints in the axes of the rig's pelvis, rig units.
    let hipMiddle: SIMD3<Float>
    /// Usual local rotation of each rig joint over the clip: where unmapped joints ease to.
    let usual: [Quaternion]

    /// Hips above the middle of the hip joints in the canonical skeleton, m.
    static let hipsAboveLegs: Float = 0.06

    /// Learns the way from `clip`, whose joints are known by `map`.
    ///
    /// The floor and the soles' pitch are taken from the whole clip (METRICS: flat standing has the rest pitch, the
    /// floor is the 1st percentile of the toes' height).
    ///
    /// - Parameter opening: A pose of the rig that stands, one frame, such as a T put in front of the movement: it tells
    ///   the axes of a rig whose rotations at zero do not stand. Without it the movement tells them, less exactly.
    /// - Parameter openingStandsFlat: Whether the soles lie on the floor in `opening`: then it tells their pitch, and
    ///   not the movement. On the canonical skeleton they need none.
    public init(
        clip: Clip, map: JointMap, up: UpAxis, opening: Clip? = nil, openingStandsFlat: Bool = false
    ) {
        skeleton = clip.skeleton
        self.map = map
        uprighting = up.uprighting
        let calibration = Calibration(
            of: clip.turned(by: up.uprighting), opening: opening?.turned(by: up.uprighting), map: map)
        turns = calibration.turns

        func length(_ joint: CanonicalJoint, _ child: CanonicalJoint) -> Float {
            Calibration.rigBone(joint, child, skeleton: clip.skeleton, map: map)?.length ?? 0
        }
        let legs =
            (length(.leftUpLeg, .leftLeg) + length(.leftLeg, .leftFoot) + length(.rightUpLeg, .rightLeg)
                + length(.rightLeg, .rightFoot)) / 2
        // Legs so short that their inverse is no number count as none.
        measuredScale = legs > 1e-9 ? Skeleton.canonicalLegLength / legs : nil
        scale = measuredScale ?? 1

        let pelvis = map[.hips] ?? 0
        func hipOffset(_ joint: CanonicalJoint) -> SIMD3<Float> {
            guard let index = map[joint] else { return .zero }
            return clip.skeleton.ancestry(of: index).prefix { $0 != pelvis }.reduce(.zero) {
                $0 + clip.skeleton.joints[$1].offset
            }
        }
        hipMiddle = (hipOffset(.leftUpLeg) + hipOffset(.rightUpLeg)) / 2

        usual = (0..<clip.jointCount).map { joint in
            var sum = SIMD4<Float>.zero
            for frame in stride(from: 0, to: clip.frameCount, by: max(1, clip.frameCount / 200)) {
                sum += clip[frame, joint].aligned(with: Quaternion(vector: sum)).vector
            }
            return Quaternion(vector: sum).normalized
        }
        reference = calibration.reference ?? usual
        floor = 0
        let standing = canonical(openingStandsFlat ? opening ?? clip : clip)
        let known = clip.skeleton == .canonical
        for (joint, pitch) in SoleCalibration.pitches(
            of: standing, hasToes: map[.leftToe] != nil || map[.rightToe] != nil) where !known
        {
            let turn = Quaternion(angle: pitch, axis: SIMD3(1, 0, 0))
            turns[joint.rawValue] = (turns[joint.rawValue] * turn).normalized
        }
        floor = SoleCalibration.floor(of: canonical(clip))
    }

    /// `clip` of the rig on the canonical skeleton: metres, Y up, floor at 0; the same rate.
    public func canonical(_ clip: Clip) -> Clip {
        let count = CanonicalJoint.allCases.count
        var roots: [SIMD3<Float>] = []
        var locals: [Quaternion] = []
        locals.reserveCapacity(clip.frameCount * count)
        for frame in 0..<clip.frameCount {
            let pose = clip.pose(at: frame)
            let world = canonicalRotations(of: pose)
            for joint in CanonicalJoint.allCases {
                let parent = Skeleton.canonical.joints[joint.rawValue].parent
                let local = parent.map { world[$0].inverse * world[joint.rawValue] } ?? world[joint.rawValue]
                // Signs follow the frame before, so that components are smooth in time.
                let before = frame > 0 ? locals[(frame - 1) * count + joint.rawValue] : .identity
                locals.append(local.normalized.aligned(with: before))
            }
            roots.append(canonicalRoot(of: pose, hips: world[0]))
        }
        return Clip(
            skeleton: .canonical, frameRate: clip.frameRate, rootTranslations: roots, localRotations: locals)
    }

    /// Place of the canonical hips for a pose of the rig, whose canonical hips are turned by `hips`.
    func canonicalRoot(of pose: Pose, hips: Quaternion) -> SIMD3<Float> {
        let pelvis = map[.hips] ?? 0
        let middle = pose.positions[pelvis] + pose.rotations[pelvis].act(hipMiddle)
        return uprighting.act(middle) * scale + hips.act(SIMD3(0, Self.hipsAboveLegs, 0))
            - SIMD3(0, floor, 0)
    }

    /// Place of the rig's pelvis, turned by `pelvis`, where the canonical hips are at `root` and turned by `hips`.
    func pelvisPlace(root: SIMD3<Float>, hips: Quaternion, pelvis: Quaternion) -> SIMD3<Float> {
        let middle = root + SIMD3(0, floor, 0) - hips.act(SIMD3(0, Self.hipsAboveLegs, 0))
        return uprighting.inverse.act(middle) / scale - pelvis.act(hipMiddle)
    }

    /// The canonical joint that each rig joint plays; nil for those that the canonical skeleton does not know.
    var players: [CanonicalJoint?] {
        var result = [CanonicalJoint?](repeating: nil, count: skeleton.joints.count)
        for joint in CanonicalJoint.allCases {
            if let index = map[joint], result[index] == nil { result[index] = joint }
        }
        return result
    }

    /// World rotation of the rig joint that plays `joint`, where the canonical one is turned by `rotation`.
    func rigRotation(of joint: CanonicalJoint, _ rotation: Quaternion) -> Quaternion {
        (uprighting.inverse * rotation * turns[joint.rawValue].inverse).normalized
    }

    /// World rotations of the canonical joints for a pose of the rig.
    ///
    /// A joint that the rig lacks lies between its
    /// neighbours (spine), or straight on its parent.
    func canonicalRotations(of pose: Pose) -> [Quaternion] {
        var world = [Quaternion](repeating: .identity, count: CanonicalJoint.allCases.count)
        for joint in CanonicalJoint.allCases {
            if let index = map[joint] {
                world[joint.rawValue] =
                    (uprighting * pose.rotations[index] * turns[joint.rawValue]).normalized
            } else if let parent = Skeleton.canonical.joints[joint.rawValue].parent {
                world[joint.rawValue] = world[parent]
            }
        }
        func between(_ joint: CanonicalJoint, _ a: CanonicalJoint, _ b: CanonicalJoint, _ t: Float) {
            if map[joint] == nil, map[b] != nil {
                world[joint.rawValue] = world[a.rawValue].slerp(to: world[b.rawValue], at: t)
            }
        }
        if map[.spine] == nil { between(.spine, .hips, .spine2, 1 / 3) }
        between(.spine1, .spine, .spine2, 0.5)
        between(.neck, .spine2, .head, 0.5)
        return world
    }

    /// A canonical clip on the rig, going on from `last`, a pose of the rig (one frame).
    ///
    /// - Parameters:
    ///   - clip: Movement on the canonical skeleton, floor at 0.
    ///   - last: The rig's pose just before, for everything that the canonical skeleton cannot see.
    ///   - settle: Seconds over which such joints ease from their last pose to their usual one.
    /// - Returns: A clip of the rig at the same rate, in the rig's unit and axes.
    public func rig(_ clip: Clip, continuing last: Clip, settle: Double = 2) -> Clip {
        let players = self.players
        let pelvis = map[.hips] ?? 0
        var roots: [SIMD3<Float>] = []
        var locals: [Quaternion] = []
        var moving = last.jointTranslations.mapValues { values in
            Array(repeating: values[values.count - 1], count: clip.frameCount)
        }
        let end = last.frameCount - 1
        for frame in 0..<clip.frameCount {
            let pose = clip.pose(at: frame)
            let ease = Float(Easing.smoothstep(Double(frame + 1) / clip.frameRate / settle))
            var world = [Quaternion](repeating: .identity, count: skeleton.joints.count)
            for joint in skeleton.joints.indices {
                let parent = skeleton.joints[joint].parent.map { world[$0] } ?? .identity
                if let player = players[joint] {
                    world[joint] = rigRotation(of: player, pose.rotations[player.rawValue])
                } else {
                    world[joint] = (parent * last[end, joint].slerp(to: usual[joint], at: ease)).normalized
                }
                let before =
                    frame > 0 ? locals[(frame - 1) * skeleton.joints.count + joint] : last[end, joint]
                locals.append((parent.inverse * world[joint]).normalized.aligned(with: before))
            }
            roots.append(
                pelvisPlace(root: pose.positions[0], hips: pose.rotations[0], pelvis: world[pelvis]))
        }
        if pelvis == 0 {
            return Clip(
                skeleton: skeleton, frameRate: clip.frameRate, rootTranslations: roots,
                localRotations: locals,
                jointTranslations: moving)
        }
        // The hips hang below a root that the rig keeps still: their own translation carries the travel.
        let root = last.rootTranslations[end]
        let still = Clip(
            skeleton: skeleton, frameRate: clip.frameRate,
            rootTranslations: Array(repeating: root, count: clip.frameCount), localRotations: locals)
        moving[pelvis] = (0..<clip.frameCount).map { frame in
            let pose = still.pose(at: frame)
            let parent = skeleton.joints[pelvis].parent ?? 0
            return pose.rotations[parent].inverse.act(roots[frame] - pose.positions[parent])
        }
        return Clip(
            skeleton: skeleton, frameRate: clip.frameRate, rootTranslations: still.rootTranslations,
            localRotations: locals, jointTranslations: moving)
    }
}

extension Clip {
    /// The whole figure turned about the origin.
    fileprivate func turned(by rotation: Quaternion) -> Clip {
        var result = self
        for frame in 0..<frameCount {
            result.rootTranslations[frame] = rotation.act(rootTranslations[frame])
            result[frame, 0] = rotation * self[frame, 0]
        }
        return result
    }
}

/// Which way is up in a file.
public enum UpAxis: String, Sendable {
    /// Y up, as most files are.
    case y = "Y"
    /// Z up, as some exporters write.
    case z = "Z"

    /// Rotation that brings this axis to +Y.
    var uprighting: Quaternion {
        switch self {
        case .y: .identity
        case .z: Quaternion(angle: -.pi / 2, axis: SIMD3(1, 0, 0))
        }
    }
}
