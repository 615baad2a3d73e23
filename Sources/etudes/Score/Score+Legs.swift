import Motion
import RealModule

/// Words for weight, standing legs and free ones.
extension Score {
    /// Where the weight goes.
    enum Support: Sendable {
        /// Over one foot.
        case over(Side)
        /// Between both feet: share of the right one.
        case between(Double)
    }

    /// Starts on two feet, the weight between them.
    mutating func stand(_ stance: Stance) {
        for side in Side.allCases { feet[side] = Track(stance[side]) }
        balance = Track(place(of: .between(0.5), sole: Footing.Sole.arch))
    }

    /// Shifts the weight.
    ///
    /// - Parameters:
    ///   - support: Where to.
    ///   - high: On the balls of the feet, not the whole soles.
    ///   - forward: Beyond that, m along the way the body faces.
    ///   - left: Beyond that, m to the left of the way the body faces.
    mutating func weight(
        _ support: Support, high: Bool = false, forward: Float = 0, left: Float = 0, _ when: When
    ) {
        let extra = Quaternion.yaw(Float(heading.last.value)).act(SIMD3(left, 0, forward))
        let sole = high ? 0.01 : Footing.Sole.arch
        write(place(of: support, sole: sole) + extra, on: \.balance, when)
        switch support {
        case .over(let side): write(side == .right ? 1 : 0, on: \.bearing, when)
        case .between(let share): write(share, on: \.bearing, when)
        }
    }

    /// The place on the floor that a support means, as the feet stand after what is written so far.
    private func place(of support: Support, sole: Float) -> SIMD3<Float> {
        let left = footing(.left).point(sole)
        let right = footing(.right).point(sole)
        let spot: SIMD2<Float>
        switch support {
        case .over(let side): spot = side == .left ? left : right
        case .between(let share): spot = left + (right - left) * Float(share)
        }
        return SIMD3(spot.x, 0, spot.y)
    }

    /// Bends both knees to `degrees` from straight: a plié.
    mutating func plie(_ degrees: Double, _ when: When) {
        bend(.left, degrees, when)
        bend(.right, degrees, when)
    }

    /// Stretches both knees.
    mutating func stretch(_ when: When) {
        write(Score.ease, on: \.bends.left, when)
        write(Score.ease, on: \.bends.right, when)
    }

    /// Bends the knee that bears weight to `degrees` from straight.
    mutating func bend(_ side: Side, _ degrees: Double, _ when: When) {
        write(max(degrees.degrees, Score.ease), on: \.bends[side], when)
    }

    /// Rises over the ball of a foot: the heel `degrees` over the floor, 0 down.
    mutating func rise(_ side: Side, _ degrees: Float, _ when: When) {
        var next = footing(side).led(by: Footing.Sole.ball)
        next.heel = degrees.degrees
        next.toes = 0
        write(next, on: \.feet[side], when)
    }

    /// Turns a foot on its ball to point `degrees` from +Z to +X.
    mutating func pivot(_ side: Side, to degrees: Float, _ when: When) {
        var next = footing(side).led(by: Footing.Sole.ball)
        next.facing = degrees.degrees
        write(next, on: \.feet[side], when)
    }

    /// Sends a free leg into a shape.
    mutating func leg(_ side: Side, _ pose: LegPose, _ when: When) {
        if freedom[side].last.value == 0, gestures[side].keys.count == 1 || when.from != nil {
            // A leg on the floor has no shape to come from: it leaves straight for this one.
            if let from = when.from { gestures[side].add(pose, at: seconds(from)) }
        }
        write(pose, on: \.gestures[side], when)
        write(1, on: \.freedom[side], when)
    }

    /// Brings a free leg back to a stand on the floor: where it stood, or to a new footing.
    mutating func close(_ side: Side, at footing: Footing? = nil, _ when: When) {
        if let footing {
            // The footing changes while the leg is in the air, where nothing shows of it.
            let from = when.from ?? (freedom[side].last.time * tempo / 60)
            feet[side].hold(until: seconds(from) - 1e-3)
            feet[side].add(footing, at: seconds(from))
        }
        write(gestures[side].last.value, on: \.gestures[side], when)
        write(0, on: \.freedom[side], when)
    }

    /// Lets a knee point a way of its own: x outward, y up, z forward, against the way the body faces.
    mutating func knee(_ side: Side, _ x: Float, _ y: Float, _ z: Float, _ when: When) {
        let way = SIMD3(x, y, z)
        if kneesTold[side].last.value == 0, let from = when.from { knees[side].add(way, at: seconds(from)) }
        write(way, on: \.knees[side], when)
        write(1, on: \.kneesTold[side], when)
    }

    /// Lets a knee go over the toes again.
    mutating func kneeOverToes(_ side: Side, _ when: When) {
        write(0, on: \.kneesTold[side], when)
    }

    /// Jumps: leaves the floor and lands on the counts, `height` m in the middle.
    mutating func jump(over counts: ClosedRange<Double>, height: Double) {
        flight.hold(until: seconds(counts.lowerBound))
        write(height, on: \.flight, .by((counts.lowerBound + counts.upperBound) / 2))
        write(0, on: \.flight, .by(counts.upperBound))
    }

    /// Puts the hips at a place in the world.
    mutating func sit(_ x: Float, _ y: Float, _ z: Float, _ when: When) {
        let place = SIMD3(x, y, z)
        if seated.last.value == 0, let from = when.from { seat.add(place, at: seconds(from)) }
        write(place, on: \.seat, when)
        write(1, on: \.seated, when)
    }

    /// Lets the legs carry the hips again.
    mutating func stand(_ when: When) {
        write(0, on: \.seated, when)
    }
}
