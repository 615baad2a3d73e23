import Motion

/// Directions that a skeleton alone does not name: where a face looks, where a sole points, where a thumb is.
///
/// A natural rest pose (standing, toes forward) tells them. Some exporters write a rest pose that no body can
/// take; then the movement tells them: a head looks forward on the average, a sole points down when the foot is
/// low.
struct Bearings {
    /// Forward in the head joint's own frame, unit length.
    var face: SIMD3<Float>
    /// Up in the head joint's own frame.
    var crown: SIMD3<Float>
    /// Forward in the pelvis' own frame.
    var belly: SIMD3<Float>
    /// Down in each ankle's own frame.
    var soles: [Side: SIMD3<Float>]
    /// Forward in each ankle's own frame.
    var toes: [Side: SIMD3<Float>]
    /// Toward the thumb in each wrist's own frame; absent when the rest pose does not tell.
    var thumbs: [Side: SIMD3<Float>]

    /// Reads the bearings of a humanoid from its rest pose (metres, the clip's own axes) or, failing that, from
    /// `poses` (metres, Y up).
    init(_ skeleton: Skeleton, _ landmarks: Landmarks, rest: Pose, poses: [Pose]) {
        let frame = Self.frame(of: rest, landmarks)
        face = frame.forward
        crown = frame.up
        belly = frame.forward
        soles = [:]
        toes = [:]
        thumbs = [:]
        let natural = Self.isNatural(rest, landmarks, frame)
        for (side, leg) in landmarks.legs {
            soles[side] = natural ? -frame.up : Self.sole(of: leg, in: poses)
            toes[side] = Self.toes(of: leg, rest, fallback: frame.forward, skeleton)
        }
        guard natural else {
            if let head = landmarks.head { (face, crown) = Self.averageFrame(of: head, landmarks, poses) }
            if let pelvis = landmarks.pelvis {
                belly = Self.averageFrame(of: pelvis, landmarks, poses).forward
            }
            return
        }
        for (side, arm) in landmarks.arms {
            let along = (rest.positions[arm.wrist] - rest.positions[arm.elbow]).normalized
            let across = frame.forward - along * frame.forward.dot(along)
            if across.length > 0.5 { thumbs[side] = across.normalized }
        }
    }

    /// Forward and up of a body, from its hip joints and its spine.
    static func frame(of pose: Pose, _ landmarks: Landmarks) -> (forward: SIMD3<Float>, up: SIMD3<Float>) {
        guard let left = landmarks.legs[.left]?.hip, let right = landmarks.legs[.right]?.hip,
            let top = landmarks.neck ?? landmarks.head ?? landmarks.spine.last
        else { return (SIMD3(0, 0, 1), SIMD3(0, 1, 0)) }
        let hips = (pose.positions[left] + pose.positions[right]) / 2
        let lateral = (pose.positions[left] - pose.positions[right]).normalized
        let spine = pose.positions[top] - hips
        let up = (spine - lateral * spine.dot(lateral)).normalized
        let forward = lateral.cross(up)
        guard forward.length > 0.5 else { return (SIMD3(0, 0, 1), SIMD3(0, 1, 0)) }
        return (forward, up)
    }

    /// Whether legs hang down and feet point forward, as a standing body's do.
    private static func isNatural(
        _ rest: Pose, _ landmarks: Landmarks, _ frame: (forward: SIMD3<Float>, up: SIMD3<Float>)
    ) -> Bool {
        !landmarks.legs.isEmpty
            && landmarks.legs.values.allSatisfy { leg in
                let thigh = (rest.positions[leg.knee] - rest.positions[leg.hip]).normalized
                let shin = (rest.positions[leg.ankle] - rest.positions[leg.knee]).normalized
                let legsHang = thigh.dot(frame.up) < -0.8 && shin.dot(frame.up) < -0.8
                guard let toe = leg.toe else { return legsHang }
                let foot = (rest.positions[toe] - rest.positions[leg.ankle]).normalized
                return legsHang && foot.dot(frame.forward) > 0.35
            }
    }

    /// From the ankle to the toes in the ankle's frame: the next joint, an end site, or `fallback`.
    private static func toes(
        of leg: Landmarks.Leg, _ rest: Pose, fallback: SIMD3<Float>, _ skeleton: Skeleton
    ) -> SIMD3<Float> {
        let sites = skeleton.joints[leg.ankle].endSites
        let next = leg.toe.map { skeleton.joints[$0].offset } ?? sites.max { $0.length < $1.length } ?? .zero
        return next == .zero ? fallback : next.normalized
    }

    /// Down in the ankle's frame, averaged over the poses in which the ankle is lowest.
    private static func sole(of leg: Landmarks.Leg, in poses: [Pose]) -> SIMD3<Float> {
        let low = poses.sorted { $0.positions[leg.ankle].y < $1.positions[leg.ankle].y }
            .prefix(max(poses.count / 4, 1))
        let sum = low.reduce(SIMD3<Float>.zero) { $0 + $1.rotations[leg.ankle].inverse.act(SIMD3(0, -1, 0)) }
        return sum.length > 0.1 ? sum.normalized : SIMD3(0, -1, 0)
    }

    /// Forward and up of the body in `joint`'s frame, averaged over the poses.
    private static func averageFrame(
        of joint: Int, _ landmarks: Landmarks, _ poses: [Pose]
    ) -> (forward: SIMD3<Float>, up: SIMD3<Float>) {
        var forward = SIMD3<Float>.zero
        var up = SIMD3<Float>.zero
        for pose in poses {
            let frame = frame(of: pose, landmarks)
            forward += pose.rotations[joint].inverse.act(frame.forward)
            up += pose.rotations[joint].inverse.act(frame.up)
        }
        guard forward.length > 0.1, up.length > 0.1 else { return (SIMD3(0, 0, 1), SIMD3(0, 1, 0)) }
        return (forward.normalized, up.normalized)
    }
}
