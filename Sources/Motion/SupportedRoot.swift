import RealModule

extension Clip {
    /// This clip with the whole body moved so that the feet that carry it rest: what glides on standing feet stands,
    /// what floats comes down.
    ///
    /// Over the floor the drift of the standing feet is taken back; in height they are brought to the floor. Both
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
        func way(_ axis: Int) -> [Double] {
            let speed = slow(drift.map { $0[axis] })
            var place = 0.0
            var way = speed.indices.map { frame in
                if open.contains(frame) { place += speed[frame] / frameRate }
                return place
            }
            // Where movement waits that stays, the way there is kept.
            guard open.upperBound < frameCount else { return way }
            for frame in open {
                let share = Double(frame - open.lowerBound + 1) / Double(open.count)
                way[frame] -= place * Easing.smoothstep(share)
            }
            return way
        }
        let (x, y, z) = (way(0), slow(Self.bridged(rise)), way(2))
        var result = self
        for frame in open {
            result.rootTranslations[frame] += SIMD3(Float(x[frame]), Float(y[frame]), Float(z[frame]))
        }
        return result
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
