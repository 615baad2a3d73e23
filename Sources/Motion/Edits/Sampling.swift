extension Clip {
    /// The poses at `times` by a smooth curve through the frames; what falls on a frame is that frame.
    ///
    /// Each value follows the quintic that meets, at the two frames beside it, the value, slope and curvature that five
    /// frames around each tell: twice continuously differentiable, and for movement of 3 Hz at 60 frames a second
    /// within a millionth of its size. Rotations go by components of sign-aligned quaternions, then back to unit length.
    /// Beyond the ends, where frames are missing, the curve goes on as a cubic.
    ///
    /// - Parameters:
    ///   - times: Seconds after the first frame; clamped to the clip.
    ///   - rate: Rate of the result.
    /// - Returns: The movement; carried are the frames that were met exactly.
    /// - Complexity: O(times × joints).
    public func sampled(at times: [Double], rate: Double) -> EditedClip {
        var roots: [SIMD3<Float>] = []
        var rotations: [Quaternion] = []
        var moving = jointTranslations.mapValues { _ in [SIMD3<Float>]() }
        var met: [Int?] = []
        rotations.reserveCapacity(times.count * jointCount)
        for time in times {
            let place = min(max(time * frameRate, 0), Double(frameCount - 1))
            let nearest = place.rounded()
            if abs(place - nearest) < 1e-6 {
                let frame = Int(nearest)
                met.append(frame)
                roots.append(rootTranslations[frame])
                rotations += localRotations[frame * jointCount..<(frame + 1) * jointCount]
                for (joint, values) in jointTranslations { moving[joint]?.append(values[frame]) }
                continue
            }
            met.append(nil)
            let frame = Int(place)
            let weights = Self.weights(at: place - Double(frame), frame: frame, count: frameCount)
            func mix(_ values: [SIMD3<Float>]) -> SIMD3<Float> {
                // Relative to the nearest frame, so that places far from the origin lose no digits.
                weights.reduce(values[frame]) { $0 + (values[$1.frame] - values[frame]) * $1.weight }
            }
            roots.append(mix(rootTranslations))
            for joint in 0..<jointCount {
                let here = self[frame, joint]
                let sum = weights.reduce(here.vector) { sum, part in
                    sum + (self[part.frame, joint].aligned(with: here).vector - here.vector) * part.weight
                }
                rotations.append(Quaternion(vector: sum).normalized)
            }
            for (joint, values) in jointTranslations { moving[joint]?.append(mix(values)) }
        }
        let clip = Clip(
            skeleton: skeleton, frameRate: rate, rootTranslations: roots, localRotations: rotations,
            jointTranslations: moving)
        return EditedClip(clip, carried: Carried.runs(of: met, values: .all(of: jointCount)))
    }

    /// Weights of up to six frames for a place `t` between `frame` and the next; they sum to 1.
    private static func weights(at t: Double, frame: Int, count: Int) -> [(frame: Int, weight: Float)] {
        let (t2, t3) = (t * t, t * t * t)
        let (t4, t5) = (t2 * t2, t2 * t3)
        guard count >= 4 else { return [(frame, Float(1 - t)), (frame + 1, Float(t))] }
        // Hermite's quintic: value, slope and curvature at 0, then at 1.
        let h0 = (
            1 - 10 * t3 + 15 * t4 - 6 * t5, t - 6 * t3 + 8 * t4 - 3 * t5, (t2 - 3 * t3 + 3 * t4 - t5) / 2
        )
        let h1 = (10 * t3 - 15 * t4 + 6 * t5, -4 * t3 + 7 * t4 - 3 * t5, (t3 - 2 * t4 + t5) / 2)
        // Slope and curvature from five frames.
        let slope = [1.0 / 12, -8.0 / 12, 0, 8.0 / 12, -1.0 / 12]
        let curvature = [-1.0 / 12, 16.0 / 12, -30.0 / 12, 16.0 / 12, -1.0 / 12]
        var six = [Double](repeating: 0, count: 6)
        six[2] += h0.0
        six[3] += h1.0
        for i in 0..<5 {
            six[i] += h0.1 * slope[i] + h0.2 * curvature[i]
            six[i + 1] += h1.1 * slope[i] + h1.2 * curvature[i]
        }
        // A missing frame is told by the cubic through the four at that end.
        let beyond = [[4.0, -6, 4, -1], [10.0, -20, 15, -4]]
        var all = [Int: Double]()
        for (offset, weight) in six.enumerated() {
            let index = frame - 2 + offset
            if index < 0 {
                for (k, share) in beyond[-index - 1].enumerated() { all[k, default: 0] += weight * share }
            } else if index >= count {
                for (k, share) in beyond[index - count].enumerated() {
                    all[count - 1 - k, default: 0] += weight * share
                }
            } else {
                all[index, default: 0] += weight
            }
        }
        return all.sorted { $0.key < $1.key }.map { ($0.key, Float($0.value)) }
    }
}

extension Carried {
    /// Runs for frames that are some source's own; nil where one is not.
    static func runs(of frames: [Int?], values: JointValues, source: Int = 0) -> [Carried] {
        var result: [Carried] = []
        for (frame, origin) in frames.enumerated() {
            guard let origin else { continue }
            if var last = result.last, last.frames.upperBound == frame {
                let step = origin - last.sourceFrame(of: frame - 1)
                if last.frames.count == 1 || step == last.step {
                    last.step = step
                    last.frames = last.frames.lowerBound..<frame + 1
                    result[result.count - 1] = last
                    continue
                }
            }
            result.append(Carried(frames: frame..<frame + 1, values: values, source: source, first: origin))
        }
        return result
    }
}
