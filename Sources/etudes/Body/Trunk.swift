import Motion
import RealModule

/// The body above the hip joints in one frame: world rotations, and places relative to the hips.
struct Trunk: Sendable {
    /// World rotation of each canonical joint; the legs' stay at identity.
    var rotations: [Quaternion]
    /// Place of each canonical joint from the hips, m, in the axes of the world.
    var places: [SIMD3<Float>]

    /// Rotation of a joint in the world.
    subscript(joint: CanonicalJoint) -> Quaternion {
        get { rotations[joint.rawValue] }
        set { rotations[joint.rawValue] = newValue }
    }

    /// Starts from the pelvis.
    init(pelvis: Quaternion) {
        rotations = Array(repeating: .identity, count: CanonicalJoint.allCases.count)
        places = Array(repeating: .zero, count: CanonicalJoint.allCases.count)
        rotations[0] = pelvis
    }

    /// Sets a joint by its rotation in the world; its parent must be set already.
    mutating func set(_ joint: CanonicalJoint, _ rotation: Quaternion) {
        let node = Skeleton.canonical.joints[joint.rawValue]
        let parent = node.parent ?? 0
        rotations[joint.rawValue] = rotation
        places[joint.rawValue] = places[parent] + rotations[parent].act(node.offset)
    }

    /// Sets a joint by its rotation relative to its parent.
    mutating func turn(_ joint: CanonicalJoint, _ rotation: Quaternion) {
        let parent = Skeleton.canonical.joints[joint.rawValue].parent ?? 0
        set(joint, (rotations[parent] * rotation).normalized)
    }

    /// Place of a joint from the hips.
    func place(_ joint: CanonicalJoint) -> SIMD3<Float> { places[joint.rawValue] }
}

extension Performer {
    /// Pelvis, spine, head and arms at a time.
    ///
    /// Places are from the hips, so that balance can move them as one.
    func trunk(at time: Double) -> Trunk {
        var trunk = Trunk(pelvis: (heading(at: time) * score.pelvis.value(at: time)).normalized)
        let breath = breath(at: time)

        // The spine follows from below, each part a little later, so that a bend runs through it.
        for (index, joint) in [CanonicalJoint.spine, .spine1, .spine2].enumerated() {
            let bend = score.torso.value(at: time - Double(index) * Self.spineLag).share(1 / 3)
            let lift = Quaternion.pitch(Float(-1.3).degrees * Float(index) * breath)
            trunk.turn(joint, bend * lift)
        }
        for side in Side.allCases { setArm(side, of: &trunk, at: time, breath: breath) }
        setHead(of: &trunk, at: time, breath: breath)
        return trunk
    }

    /// The breath that never stops, and what the score adds, −1 to 1.
    func breath(at time: Double) -> Float {
        // In a little faster than out.
        let phase = time * 2 * .pi / 4.2
        let quiet = Double.sin(phase - 0.3 * Double.sin(phase)) * 0.3
        return Float(quiet + score.breath.value(at: time))
    }

    /// Shoulder girdle, arm and hand of one side.
    private func setArm(_ side: Side, of trunk: inout Trunk, at time: Double, breath: Float) {
        let track = score.arms[side]
        // The hand comes after the elbow, the elbow after the shoulder.
        let pose = track.value(at: time - Self.shoulderLag)
        let elbow = track.value(at: time - Self.elbowLag)
        let hand = track.value(at: time - Self.handLag)
        let bone = pose.upper.act(SIMD3(1, 0, 0))

        // The collarbone gives a third of what the arm rises over the shoulder and goes with it to the front.
        let lift = 0.28 * max(0, bone.y + 0.15) + pose.shrug + 0.03 * breath
        let forward = 0.16 * bone.z
        let girdle = Quaternion(rotationVector: SIMD3(0, -forward, lift))
        trunk.turn(side.joint(.leftShoulder), side.mirrored(girdle))

        let chest = trunk[.spine2]
        let breathing = Quaternion(rotationVector: SIMD3(0, 0, 0.03 * breath))
        let upper = breathing * pose.upper
        let fold = Quaternion(angle: -elbow.elbow, axis: SIMD3(0, 1, 0))
        let twist = Quaternion(angle: hand.roll / 2, axis: SIMD3(1, 0, 0))
        let wrist = Quaternion(angle: -hand.wrist, axis: SIMD3(0, 0, 1))

        // The hand trails: part of the way it has just come it still has to go.
        let earlier = track.value(at: time - Self.shoulderLag - Self.trail).upper
        let trail = (earlier * pose.upper.inverse).share(0.45)
        let forearm = upper * fold * twist
        let palm = trail * forearm * twist * wrist
        trunk.set(side.joint(.leftArm), (chest * side.mirrored(upper)).normalized)
        trunk.set(side.joint(.leftForeArm), (chest * side.mirrored(forearm)).normalized)
        trunk.set(side.joint(.leftHand), (chest * side.mirrored(palm)).normalized)
    }

    /// Neck and head: the way of the eyes on the stage, as far as a neck can turn.
    private func setHead(of trunk: inout Trunk, at time: Double, breath: Float) {
        let eyes = score.gaze.value(at: time)
        var direction = SIMD3(
            Float.sin(eyes.x) * Float.cos(eyes.y), Float.sin(eyes.y), Float.cos(eyes.x) * Float.cos(eyes.y))
        let chest = trunk[.spine2]
        let face = trunk.place(.spine2) + chest.act(SIMD3(0, 0.33, 0.05))
        var yaw = eyes.x
        for side in Side.allCases {
            // The eyes see where the hand is going, not where it was.
            let amount = Float(score.following[side].value(at: time))
            guard amount > 0 else { continue }
            let hand = trunk.place(side.joint(.leftHand)) - face
            direction = mix(direction, hand.normalized, amount).normalized
            yaw = Float.atan2(y: direction.x, x: direction.z)
        }
        let rise = Float.asin(max(-1, min(1, direction.y)))
        let wanted = Quaternion.yaw(yaw) * .pitch(-rise) * Quaternion(angle: -eyes.z, axis: SIMD3(0, 0, 1))

        let yielding = Float(score.yielding.value(at: time))
        let local = Quaternion.pitch(-eyes.y) * Quaternion(angle: -eyes.z, axis: SIMD3(0, 0, 1))
        let relative = (chest.inverse * wanted).normalized.slerp(to: local, at: yielding)

        // A neck turns by some 80 degrees; toward that it lets go softly.
        let turn = relative.rotationVector
        let strain = turn.dot(turn) / (Float(82).degrees * Float(82).degrees)
        let held = turn / (1 + strain * strain).squareRoot().squareRoot()
        let breathing = Quaternion.pitch(Float(1).degrees * breath)
        trunk.turn(.neck, Quaternion(rotationVector: held * 0.4) * breathing)
        trunk.turn(.head, Quaternion(rotationVector: held * 0.6))
    }
}
