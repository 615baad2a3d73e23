import Motion
import RealModule

/// One leg in one frame.
struct Leg: Sendable {
    /// World rotations of thigh, shin, foot and toes.
    var thigh: Quaternion
    var shin: Quaternion
    var foot: Quaternion
    var toes: Quaternion
    /// Bend of the knee, radians.
    var knee: Float
    /// World places of knee and ankle.
    var kneePlace: SIMD3<Float>
    var ankle: SIMD3<Float>

    /// World place of the toe joint.
    var ball: SIMD3<Float> { ankle + foot.act(SIMD3(0, -0.07, 0.13)) }
    /// World place of the end of the toes.
    var tip: SIMD3<Float> { ball + toes.act(SIMD3(0, 0, 0.07)) }
}

extension Performer {
    /// The way the body faces.
    func heading(at time: Double) -> Quaternion {
        .yaw(
            Float((score.heading.value(at: time) + score.spin.value(at: time)).remainder(dividingBy: 4 * .pi))
        )
    }

    /// The footing of a side at a time, lifted by a jump and turned by a turn.
    func footing(_ side: Side, at time: Double) -> Footing {
        var footing = score.feet[side].value(at: time)
        footing.clearance += Float(score.flight.value(at: time))
        if side == score.axis { footing.facing += Float(score.spin.value(at: time)) }
        return footing
    }

    /// The leg of a side whose hip joint is at `hip`.
    func leg(_ side: Side, hip: SIMD3<Float>, at time: Double) -> Leg {
        let heading = heading(at: time)
        let footing = footing(side, at: time)
        let freedom = Float(score.freedom[side].value(at: time))
        let stood = standing(side, on: footing, hip: hip, heading: heading, at: time)
        guard freedom > 0 else { return stood }

        // Between floor and air the leg goes through rotations, so that a straight leg stays straight.
        let shape = score.gestures[side].value(at: time)
        let free = (heading * side.mirrored(shape.thigh)).normalized
        let thigh = stood.thigh.slerp(to: free, at: freedom)
        let knee = mix(stood.knee, shape.knee, freedom)
        return place(
            thigh: thigh, knee: knee, hip: hip, stood: stood, freedom: freedom, point: shape.point)
    }

    /// A leg whose foot is where its footing says.
    private func standing(
        _ side: Side, on footing: Footing, hip: SIMD3<Float>, heading: Quaternion, at time: Double
    ) -> Leg {
        let freedom = Float(score.freedom[side].value(at: time))
        let grounded = max(0, 1 - footing.clearance / 0.03) * (1 - freedom)
        let footing = reaching(footing, from: hip, grounded: grounded * grounded)
        let ankle = footing.ankle
        let toes = SIMD3(footing.direction.x, 0, footing.direction.y)
        let told = heading.act(side.mirrored(score.knees[side].value(at: time)))
        let pole = mix(toes, told.normalized, Float(score.kneesTold[side].value(at: time)))
        // A foot on the floor is reached exactly; one in the air need not be, and is spared a knee that snaps.
        let loose = min(footing.clearance, 0.05) + 0.2 * freedom
        let knee = Limb.leg.bend(reaching: (ankle - hip).length, softness: 5e-4 + 0.6 * loose)
        let (bone, out) = Limb.leg.upperDirection(toward: ankle - hip, pole: pole, bentBy: knee)
        let thigh = Quaternion(orthonormal: (-bone).cross(out), -bone, out)
        let shin = (thigh * .pitch(knee)).normalized
        let kneePlace = hip + bone * Limb.leg.upper
        return Leg(
            thigh: thigh, shin: shin, foot: footing.rotation, toes: footing.toeRotation, knee: knee,
            kneePlace: kneePlace, ankle: kneePlace + shin.act(SIMD3(0, -Limb.leg.lower, 0)))
    }

    /// The footing with its heel lifted, or lowered, as far as a leg from `hip` needs to reach it; `grounded` is 0
    /// in the air.
    private func reaching(_ footing: Footing, from hip: SIMD3<Float>, grounded: Float) -> Footing {
        let distance = (footing.ankle - hip).length
        let excess = distance - Limb.leg.reach(bentBy: Float(2).degrees)
        let width = 0.15 * score.give
        let missing = grounded * (excess + (excess * excess + width * width).squareRoot()) / 2
        guard missing > 1e-6 else { return footing }

        // Newton's steps, damped where the heel has little to give: behind the body lifting it brings the ankle
        // nearer, before it lowering does.
        var result = footing.led(by: Footing.Sole.ball)
        let damping: Float = 0.04
        for _ in 0..<5 {
            let way = result.ankle - hip
            let arm = result.rotation.act(SIMD3(0, Footing.Sole.ankleHeight, Footing.Sole.ankle))
            let across = SIMD3(result.direction.y, 0, -result.direction.x)
            let slope = way.normalized.dot(across.cross(arm))
            let error = distance - missing - way.length
            result.heel += error * slope / (slope * slope + damping * damping)
        }
        result.heel = max(result.heel, min(footing.heel, 0))
        return result
    }

    /// A leg by its rotations; the foot points as far as the floor lets it.
    private func place(
        thigh: Quaternion, knee: Float, hip: SIMD3<Float>, stood: Leg, freedom: Float, point: Float
    ) -> Leg {
        let shin = (thigh * .pitch(knee)).normalized
        let kneePlace = hip + thigh.act(SIMD3(0, -Limb.leg.upper, 0))
        let ankle = kneePlace + shin.act(SIMD3(0, -Limb.leg.lower, 0))
        var leg = Leg(
            thigh: thigh, shin: shin, foot: .identity, toes: .identity, knee: knee, kneePlace: kneePlace,
            ankle: ankle)

        let stoodFoot = (stood.shin.inverse * stood.foot).normalized
        let stoodToes = (stood.foot.inverse * stood.toes).normalized
        func stretch(_ amount: Float) {
            // Heel first, then the toes: the ball stays behind while the foot peels off the floor.
            let bend = Float(54).degrees * amount
            let curl = Float(24).degrees * amount
            leg.foot = (shin * stoodFoot.slerp(to: .pitch(bend), at: freedom)).normalized
            leg.toes = (leg.foot * stoodToes.slerp(to: .pitch(curl), at: freedom)).normalized
        }
        /// Height of the lower of ball and tip with this much stretch.
        func lowest(_ amount: Float) -> Float {
            stretch(amount)
            return min(leg.ball.y, leg.tip.y)
        }

        // The stretch at which the foot touches the floor. Where stretching on hardly lowers the toes any more, the
        // height is carried on at a fixed slope: the toes leave the floor a little before they must, and the
        // ankle need not turn ever faster to keep them down.
        let steepest: Float = -0.06 * freedom
        let step: Float = 0.02
        let turning = Self.crossing(from: -0.8, to: 1.6) { lowest($0 + step) - lowest($0) > steepest * step }
        let height = lowest(turning)
        let touch =
            height > 0
            ? turning - height / steepest : Self.crossing(from: -0.8, to: turning) { lowest($0) < 0 }
        // The smaller of both, rounded off: a foot that comes down gives way to the floor, it does not bump.
        let gap = point - touch
        stretch((point + touch - (gap * gap + 0.01).squareRoot()) / 2)

        // A foot that has only begun to leave can't give way by its stretch: it tips up at the ankle.
        let deepest = leg.ball.y < leg.tip.y ? leg.ball : leg.tip
        let sunk = max(0, -deepest.y)
        let lever = SIMD3(deepest.x - ankle.x, 0, deepest.z - ankle.z).length
        let tipping = sunk * sunk / (sunk + 5e-4) / max(lever, 0.05)
        leg.foot = (leg.foot * .pitch(-tipping)).normalized
        leg.toes = (leg.toes * .pitch(-tipping)).normalized
        return leg
    }

    /// The place between two numbers where a condition that fails below it begins to hold.
    private static func crossing(from low: Float, to high: Float, where holds: (Float) -> Bool) -> Float {
        var low = low
        var high = high
        for _ in 0..<24 {
            let middle = (low + high) / 2
            if holds(middle) { high = middle } else { low = middle }
        }
        return low
    }
}
