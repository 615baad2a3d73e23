import Motion
import RealModule

/// How an arm is held, relative to the chest; thought for the left arm.
///
/// Held as rotations, so that an arm that goes from one position to another travels on an arc and keeps its curve.
struct ArmPose: Animatable, Equatable {
    /// Rotation of the upper arm from the T pose.
    var upper: Quaternion
    /// Bend of the elbow, radians from straight.
    var elbow: Float
    /// Turn of palm and forearm, radians: 0 faces down in the T pose, negative faces forward.
    var roll: Float
    /// Bend of the wrist toward the palm, radians.
    var wrist: Float
    /// Lift of the shoulder beyond what the arm asks for by itself, radians.
    var shrug: Float

    /// The arm whose wrist is at a place and whose elbow points a way.
    ///
    /// - Parameters:
    ///   - place: Wrist from the shoulder joint, m: x outward, y up, z forward.
    ///   - elbow: Direction to which the elbow points.
    ///   - palm: Turn of the palm toward the inside of the curve, degrees.
    ///   - wrist: Bend of the wrist toward the palm, degrees.
    static func wrist(
        _ x: Float, _ y: Float, _ z: Float, elbow: SIMD3<Float>, palm: Float = 70, wrist: Float = 12,
        shrug: Float = 0
    ) -> ArmPose {
        let place = SIMD3(x, y, z)
        let bend = Limb.arm.bend(reaching: place.length)
        let (bone, out) = Limb.arm.upperDirection(toward: place, pole: elbow, bentBy: bend)
        // At rest the arm lies along x and the forearm folds to z.
        let fold = -out
        return ArmPose(
            upper: Quaternion(orthonormal: bone, fold.cross(bone), fold), elbow: bend, roll: -palm.degrees,
            wrist: wrist.degrees, shrug: shrug.degrees)
    }

    var lanes: SIMD8<Double> {
        let q = upper.lanes
        return SIMD8(q[0], q[1], q[2], q[3], Double(elbow), Double(roll), Double(wrist), Double(shrug))
    }

    init(lanes: SIMD8<Double>) {
        upper = Quaternion(lanes: lanes)
        elbow = Float(lanes[4])
        roll = Float(lanes[5])
        wrist = Float(lanes[6])
        shrug = Float(lanes[7])
    }

    init(upper: Quaternion, elbow: Float, roll: Float, wrist: Float, shrug: Float) {
        self.upper = upper
        self.elbow = elbow
        self.roll = roll
        self.wrist = wrist
        self.shrug = shrug
    }

    func aligned(with previous: ArmPose) -> ArmPose {
        var result = self
        result.upper = upper.aligned(with: previous.upper)
        return result
    }

    /// This arm with another turn of the palm and bend of the wrist, degrees.
    func hand(palm: Float? = nil, wrist: Float? = nil) -> ArmPose {
        var result = self
        if let palm { result.roll = -palm.degrees }
        if let wrist { result.wrist = wrist.degrees }
        return result
    }
}
