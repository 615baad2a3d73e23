import RealModule

extension Pose {
    /// The direction a canonical figure faces, as yaw about +Y in radians; 0 is +Z, and +X is at π/2.
    ///
    /// The lateral axis of the hips (left hip joint minus right one) on the floor, turned by a quarter; where that
    /// axis is vertical (a cartwheel) the hips' own forward axis speaks.
    public var heading: Float {
        let axis =
            positions[CanonicalJoint.leftUpLeg.rawValue] - positions[CanonicalJoint.rightUpLeg.rawValue]
        let flat = axis.flat
        if flat.length > 0.1 * axis.length {
            return Float.atan2(y: -flat.z, x: flat.x)
        }
        return rotations[0].heading
    }
}

extension Quaternion {
    /// The direction on the floor that +Z is turned to, as yaw about +Y in radians.
    var heading: Float {
        let forward = act(SIMD3(0, 0, 1))
        return Float.atan2(y: forward.x, x: forward.z)
    }
}

/// A move over the floor: a turn about the vertical axis, then a shift; height stays.
public struct FloorTransform: Sendable, Equatable {
    /// Turn about +Y, radians.
    public var yaw: Float
    /// Shift after the turn; y is 0.
    public var shift: SIMD3<Float>

    /// Creates a move that turns by `yaw` radians, then shifts by `shift`.
    public init(yaw: Float, shift: SIMD3<Float>) {
        self.yaw = yaw
        self.shift = shift
    }

    /// The move that brings `pose`'s hips over the origin with heading +Z.
    public init(aligning pose: Pose) {
        yaw = -pose.heading
        let hips = Quaternion(angle: yaw, axis: SIMD3(0, 1, 0)).act(pose.positions[0])
        shift = SIMD3(-hips.x, 0, -hips.z)
    }

    /// The turn as a rotation.
    public var rotation: Quaternion { Quaternion(angle: yaw, axis: SIMD3(0, 1, 0)) }

    /// The move back.
    public var inverse: FloorTransform {
        FloorTransform(yaw: -yaw, shift: rotation.inverse.act(-shift))
    }

    /// Moves a place.
    public func act(_ place: SIMD3<Float>) -> SIMD3<Float> { rotation.act(place) + shift }
}

extension Clip {
    /// This clip turned and shifted over the floor.
    public func moved(by move: FloorTransform) -> Clip {
        var result = self
        for frame in 0..<frameCount {
            result.rootTranslations[frame] = move.act(rootTranslations[frame])
            result[frame, 0] = (move.rotation * self[frame, 0]).normalized
        }
        return result
    }
}
