import RealModule

extension Clip {
    /// This clip with the whole body moved so that the feet that carry it rest: what glides on standing feet stands,
    /// what whirls on them faces where it faced, what floats comes down.
    ///
    /// Over the floor the drift of the standing feet is taken back, and the turn that both share; in height they are brought to the floor. These
    /// corrections are slower than any step, so that the body's own movement is kept.
    func followingFeet(_ support: FootSupport, within open: Range<Int>) -> Clip {
        let toes = paths(of: [.leftToe, .rightToe])
        let grounds = [0, 1].map { side in
            support.places(of: side, path: toes[side].map { SIMD3<Float>($0) }, within: open)
        }
        let velocities = toes.map { Derivatives.of($0, frameRate: frameRate, lowPass: 6) }
        var drift = [SIMD3<Double>](repeating: .zero, count: frameCount)
        var rise = [Double?](repeating: nil, count: frameCount)
        for frame in open {
            let down = [0, 1].filter { support.isDown[$0][frame] }
            guard !down.isEmpty else { continue }
            for side in down { drift[frame] -= velocities[side][frame] / Double(down.count) }
            rise[frame] =
                down.reduce(0) { sum, side in
                    let ground =
                        zip(support.spans(of: side), grounds[side]).first { $0.0.contains(frame) }?.1.y ?? 0
                    return sum + Double(ground) - toes[side][frame].y
                } / Double(down.count)
        }
        for frame in 0..<frameCount where !open.contains(frame) { rise[frame] = 0 }

        let slow = Butterworth(frequency: 2, frameRate: frameRate)
        let whirl = slow(whirl(on: support, within: open))
        let speeds = [0, 2].map { axis in slow(drift.map { $0[axis] }) }
        let height = slow(Self.bridged(rise))
        var (place, yaw) = (SIMD3<Float>.zero, Float.zero)
        var moves: [FloorTransform] = []
        for frame in open {
            // The world has been turned by what was taken back so far, and turns about the feet.
            let seen = Quaternion(angle: yaw, axis: SIMD3(0, 1, 0))
            let centre = seen.act(toes.reduce(SIMD3<Float>.zero) { $0 + SIMD3<Float>($1[frame].flat) / 2 })
            let back = -Float(whirl[frame])
            let speed = seen.act(SIMD3(Float(speeds[0][frame]), 0, Float(speeds[1][frame])))
            place += (speed - SIMD3(back * centre.z, 0, -back * centre.x)) / Float(frameRate)
            yaw += back / Float(frameRate)
            moves.append(FloorTransform(yaw: yaw, shift: place))
        }
        // Where movement waits that stays, the way there is kept.
        if open.upperBound < frameCount {
            for (offset, frame) in open.enumerated() {
                moves[offset].shift -=
                    place * Easing.smoothstep(Float(frame - open.lowerBound + 1) / Float(open.count))
            }
        }
        var result = self
        for (frame, move) in zip(open, moves) {
            result.rootTranslations[frame] =
                move.act(rootTranslations[frame]) + SIMD3(0, Float(height[frame]), 0)
            if move.yaw != 0 { result[frame, 0] = (move.rotation * self[frame, 0]).normalized }
        }
        return result
    }

    /// How fast the body turns with both feet standing, rad/s: a dancer turns on one foot, or steps.
    ///
    /// None where movement waits that stays: the body must arrive there as it is.
    private func whirl(on support: FootSupport, within open: Range<Int>) -> [Double] {
        let still = [Double](repeating: 0, count: frameCount)
        guard open.upperBound == frameCount else { return still }
        let rates = [CanonicalJoint.leftFoot, .rightFoot].map { foot in
            var headings: [Double] = []
            for frame in 0..<frameCount {
                let heading = Double(pose(at: frame).rotations[foot.rawValue].heading)
                let last = headings.last ?? heading
                headings.append(last + (heading - last).remainder(dividingBy: 2 * .pi))
            }
            return Derivatives.central(headings, frameRate: frameRate)
        }
        return still.indices.map { frame in
            guard open.contains(frame), support.isDown[0][frame], support.isDown[1][frame],
                rates[0][frame] * rates[1][frame] > 0
            else { return 0 }
            // What both feet share; what one turns more is its own.
            return [rates[0][frame], rates[1][frame]].min { abs($0) < abs($1) } ?? 0
        }
    }

    /// Lowers the hips where a planted ankle is further away than the leg is long.
    mutating func sinkToReach(_ plans: [FootPlan], within open: Range<Int>) {
        let longest = Skeleton.canonicalLegLength * 0.993
        var need = [Double](repeating: 0, count: frameCount)
        for frame in open {
            let pose = pose(at: frame)
            for plan in plans where plan.weights[frame] > 0 {
                let foot = plan.foot.rawValue
                let ankle = plan.toes[frame] - plan.rotations[frame].act(skeleton.joints[foot + 1].offset)
                let way = ankle - pose.positions[foot - 2]
                let flat = min(way.flat.length, longest * 0.9)
                let short = -way.y - (longest * longest - flat * flat).squareRoot()
                need[frame] = max(need[frame], Double(plan.weights[frame] * min(max(short, 0), 0.15)))
            }
        }
        // The hips are down before the leg needs it.
        let drop = Easing.anticipated(need, reach: 0.1, lowPass: 2.5, frameRate: frameRate)
        for frame in open {
            let ease = Easing.onset(frame, within: open, of: frameCount, over: 0.2, frameRate: frameRate)
            rootTranslations[frame].y -= ease * Float(drop[frame])
        }
    }

    /// Values with gaps filled along straight lines; level at the ends.
    private static func bridged(_ values: [Double?]) -> [Double] {
        let known = values.indices.filter { values[$0] != nil }
        guard let first = known.first, let last = known.last else { return values.map { _ in 0 } }
        var result = values.map { $0 ?? 0 }
        for frame in values.indices where frame < first { result[frame] = result[first] }
        for frame in values.indices where frame > last { result[frame] = result[last] }
        for (a, b) in zip(known, known.dropFirst()) where b > a + 1 {
            for frame in a + 1..<b {
                let t = Double(frame - a) / Double(b - a)
                result[frame] = result[a] * (1 - t) + result[b] * t
            }
        }
        return result
    }
}
