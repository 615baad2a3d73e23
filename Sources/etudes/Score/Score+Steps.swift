import Motion
import RealModule

/// Words for feet that travel and bodies that turn.
extension Score {
    /// How a travelling foot meets the floor.
    enum Landing: Sendable { case heel, toes }

    /// Takes a step: the heel peels off, the foot swings through, lands, and rolls down.
    ///
    /// - Parameters:
    ///   - counts: From the heel's leaving to the first touch.
    ///   - x: Place of the ankle afterwards, m.
    ///   - z: Place of the ankle afterwards, m.
    ///   - facing: Way of the toes afterwards, degrees from +Z to +X.
    ///   - height: Height of the lowest point of the foot on the way, m.
    ///   - peel: How far the heel comes up behind, degrees.
    ///   - landing: What touches first.
    ///   - settle: Counts from the touch until the foot is flat.
    mutating func step(
        _ side: Side, over counts: ClosedRange<Double>, to x: Float, _ z: Float, facing: Float,
        height: Float = 0.05, peel: Float = 38, landing: Landing = .toes, settle: Double = 0.3
    ) {
        let start = footing(side).led(by: Footing.Sole.ball)
        let end = Footing.flat(x, z, facing: facing)
        let length = counts.upperBound - counts.lowerBound
        write(start, on: \.feet[side], .by(max(counts.lowerBound, feet[side].last.time * tempo / 60)))

        var leaving = start
        leaving.heel = max(start.heel, peel.degrees)
        write(leaving, on: \.feet[side], .by(counts.lowerBound + 0.3 * length))

        // The heel goes on rising as the toes leave: a stop here would stretch the knee between two bends.
        for (time, way, clearance, heel, toes) in [(0.42, 0.12, 0.3, 1.3, 1.2), (0.66, 0.62, 1, 0.75, 0.9)]
            as [(Double, Float, Float, Float, Float)]
        {
            var key = start
            key.place = start.place + (end.place - start.place) * way
            key.facing = mix(start.facing, end.facing, way)
            key.clearance = height * clearance
            key.heel = heel * peel.degrees
            key.toes = toes * peel.degrees
            write(key, on: \.feet[side], .by(counts.lowerBound + time * length))
        }

        switch landing {
        case .heel:
            var touch = end.led(by: Footing.Sole.heel)
            touch.heel = Float(-16).degrees
            touch.toes = Float(-24).degrees
            write(touch, on: \.feet[side], .by(counts.upperBound))
            write(end.led(by: Footing.Sole.heel), on: \.feet[side], .by(counts.upperBound + settle))
        case .toes:
            var touch = end
            touch.heel = 0.6 * peel.degrees
            touch.toes = 0.4 * peel.degrees
            write(touch, on: \.feet[side], .by(counts.upperBound))
            write(end, on: \.feet[side], .by(counts.upperBound + settle))
        }
    }

    /// Slides a stretched foot over the floor, the toes leading and the heel off, and sets it down flat.
    mutating func slide(
        _ side: Side, over counts: ClosedRange<Double>, to x: Float, _ z: Float, facing: Float
    ) {
        let start = footing(side).led(by: Footing.Sole.ball)
        let end = Footing.flat(x, z, facing: facing)
        let length = counts.upperBound - counts.lowerBound
        write(start, on: \.feet[side], .by(max(counts.lowerBound, feet[side].last.time * tempo / 60)))
        for (time, way, heel) in [(0.3, 0.12, 30), (0.72, 0.88, 34)] as [(Double, Float, Float)] {
            var key = start
            key.place = start.place + (end.place - start.place) * way
            key.facing = mix(start.facing, end.facing, way)
            key.heel = heel.degrees
            key.toes = Float(30).degrees
            write(key, on: \.feet[side], .by(counts.lowerBound + time * length))
        }
        write(end, on: \.feet[side], .by(counts.upperBound))
    }

    /// Carries a foot through a jump: it leaves from the ball, stretches, and lands over the toes.
    mutating func leap(
        _ side: Side, over counts: ClosedRange<Double>, to x: Float, _ z: Float, facing: Float,
        push: Double = 0.35, settle: Double = 0.3
    ) {
        let start = footing(side).led(by: Footing.Sole.ball)
        let end = Footing.flat(x, z, facing: facing)
        let length = counts.upperBound - counts.lowerBound
        write(start, on: \.feet[side], .by(max(counts.lowerBound - push, feet[side].last.time * tempo / 60)))
        for (time, way, heel, toes) in [(0, 0, 44, 16), (0.45, 0.5, 58, 66), (1, 1, 36, 24)]
            as [(Double, Float, Float, Float)]
        {
            var key = start
            key.place = start.place + (end.place - start.place) * way
            key.facing = mix(start.facing, end.facing, way)
            key.heel = heel.degrees
            key.toes = toes.degrees
            write(key, on: \.feet[side], .by(counts.lowerBound + time * length))
        }
        write(end, on: \.feet[side], .by(counts.upperBound + settle))
    }

    /// Turns the body on one foot by whole turns, left positive, and lets the head spot the front: it stays behind
    /// as long as it can, then is there before the body.
    mutating func turn(_ turns: Int, on side: Side, _ when: When) {
        axis = side
        write(Double(turns) * 2 * .pi, on: \.spin, when)

        let start = seconds(when.from ?? 0)
        let end = seconds(when.to)
        let sense: Double = turns < 0 ? -1 : 1
        /// When the body has turned this far.
        func time(of turned: Double) -> Double {
            var low = start
            var high = end
            for _ in 0..<40 {
                let middle = (low + high) / 2
                if spin.value(at: middle) * sense < turned * 2 * .pi { low = middle } else { high = middle }
            }
            return low
        }
        let eyes = gaze.last.value
        gaze.hold(until: start)
        for turn in 0..<abs(turns) {
            let leave = time(of: Double(turn) + 0.24)
            let arrive = min(time(of: Double(turn) + 0.80), end - 0.05)
            gaze.hold(until: leave)
            var next = eyes
            next.x = eyes.x + Float(sense * Double(turn + 1) * 2 * .pi)
            gaze.add(next, at: arrive)
        }
    }
}
