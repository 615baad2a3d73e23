import Motion
import RealModule

/// How a leg that bears no weight is held, relative to the way the body faces; thought for the left leg.
struct LegPose: Animatable, Equatable {
    /// Rotation of the thigh from hanging straight down with the knee to the front.
    var thigh: Quaternion
    /// Bend of the knee, radians from straight.
    var knee: Float
    /// How far the foot is stretched: 1 pointed, 0 at a right angle, −1 flexed.
    var point: Float

    /// A leg stretched, or nearly, in a direction.
    ///
    /// - Parameters:
    ///   - side: Way of the leg on the floor, degrees from the front to the outside: 0 devant, 90 à la seconde,
    ///     180 derrière.
    ///   - height: Angle from hanging down, degrees; 90 is level.
    ///   - knee: Bend of the knee, degrees.
    ///   - turnout: Turn of the thigh outward, degrees.
    static func toward(
        _ side: Float, height: Float, knee: Float = 3, turnout: Float = 55, point: Float = 1
    ) -> LegPose {
        let way = SIMD3(Float.sin(side.degrees), 0, Float.cos(side.degrees))
        let direction = way * Float.sin(height.degrees) - SIMD3(0, Float.cos(height.degrees), 0)
        let swing = Quaternion(from: SIMD3(0, -1, 0), to: direction)
        return LegPose(
            thigh: (swing * .yaw(turnout.degrees)).normalized, knee: knee.degrees, point: point)
    }

    /// A leg whose ankle is at a place from the hip joint (x outward, y up, z forward) and whose knee points a way.
    static func ankle(_ x: Float, _ y: Float, _ z: Float, knee pole: SIMD3<Float>, point: Float = 1)
        -> LegPose
    {
        let place = SIMD3(x, y, z)
        let bend = Limb.leg.bend(reaching: place.length)
        let (bone, out) = Limb.leg.upperDirection(toward: place, pole: pole, bentBy: bend)
        return LegPose(
            thigh: Quaternion(orthonormal: (-bone).cross(out), -bone, out), knee: bend, point: point)
    }

    var lanes: SIMD8<Double> {
        let q = thigh.lanes
        return SIMD8(q[0], q[1], q[2], q[3], Double(knee), Double(point), 0, 0)
    }

    init(lanes: SIMD8<Double>) {
        thigh = Quaternion(lanes: lanes)
        knee = Float(lanes[4])
        point = Float(lanes[5])
    }

    init(thigh: Quaternion, knee: Float, point: Float) {
        self.thigh = thigh
        self.knee = knee
        self.point = point
    }

    func aligned(with previous: LegPose) -> LegPose {
        var result = self
        result.thigh = thigh.aligned(with: previous.thigh)
        return result
    }
}
