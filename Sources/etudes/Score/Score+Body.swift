import Motion

extension Quaternion {
    /// A bend of the trunk, degrees: forward and down, to the left side, twisted to the left.
    static func bend(forward: Float, left: Float, twist: Float) -> Quaternion {
        Quaternion(rotationVector: SIMD3(forward.degrees, twist.degrees, -left.degrees))
    }
}

/// Words for trunk, head and arms.
extension Score {
    /// Turns the body on the spot to face `degrees` from the front to its left; the feet have words of their own.
    mutating func face(_ degrees: Double, _ when: When) {
        write(degrees.degrees, on: \.heading, when)
    }

    /// Tilts the pelvis: forward and down, to the left side, turned to the left, in degrees.
    mutating func pelvis(forward: Float = 0, left: Float = 0, twist: Float = 0, _ when: When) {
        write(.bend(forward: forward, left: left, twist: twist), on: \.pelvis, when)
    }

    /// Bends the spine: forward (negative arches), to the left side, twisted to the left, in degrees over its
    /// whole length.
    mutating func torso(forward: Float = 0, left: Float = 0, twist: Float = 0, _ when: When) {
        write(.bend(forward: forward, left: left, twist: twist), on: \.torso, when)
    }

    /// Looks `yaw` degrees from the front of the stage to its +X, `up` degrees over the horizon, the head inclined
    /// `tilt` degrees to the left shoulder.
    mutating func look(_ yaw: Float, up: Float = 0, tilt: Float = 0, _ when: When) {
        write(SIMD3(yaw.degrees, up.degrees, tilt.degrees), on: \.gaze, when)
    }

    /// Lets the eyes go with a hand, `amount` of the way.
    mutating func follow(_ side: Side, _ amount: Double, _ when: When) {
        write(amount, on: \.following[side], when)
    }

    /// Lets the head go with the chest, `amount` of the way.
    mutating func yieldHead(_ amount: Double, _ when: When) {
        write(amount, on: \.yielding, when)
    }

    /// Fills the chest (1) or empties it (−1).
    mutating func breathe(_ amount: Double, _ when: When) {
        write(amount, on: \.breath, when)
    }

    /// Brings both arms into one position.
    mutating func arms(_ pose: ArmPose, _ when: When) {
        arm(.left, pose, when)
        arm(.right, pose, when)
    }

    /// Brings one arm into a position.
    mutating func arm(_ side: Side, _ pose: ArmPose, _ when: When) {
        write(pose, on: \.arms[side], when)
    }

    /// Puts a hand down at a place in the world, wrist given, m; `release` takes it away.
    mutating func prop(_ side: Side, x: Float, y: Float = 0.035, z: Float, _ when: When) {
        let place = SIMD3(x, y, z)
        if propped[side].last.value == 0, let from = when.from {
            // Nothing to see while the place does not rule yet.
            props[side].add(place, at: seconds(from) - 1e-3)
        }
        write(place, on: \.props[side], when)
        write(1, on: \.propped[side], when)
    }

    /// Takes a hand away from where it was put.
    mutating func release(_ side: Side, _ when: When) {
        write(0, on: \.propped[side], when)
    }
}
