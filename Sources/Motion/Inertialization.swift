import RealModule

extension Clip {
    /// This clip with a smooth start after `before`: the offset in pose and speed at the seam fades out.
    ///
    /// For every value the difference between where the earlier movement was going and where this clip begins is
    /// added, and decays as a critically damped spring with the given length; the seam is met in place and speed.
    ///
    /// Source: Bollo, "Inertialization: high-performance animation transitions in Gears of War", GDC 2018; the
    /// cubic decay with zero value and slope at the end is the lowest order that meets both ends.
    ///
    /// - Parameters:
    ///   - before: At least one frame on the same skeleton at the same rate; its last frame precedes this clip's first.
    ///   - seconds: How long the offset takes to fade.
    public func inertialized(after before: Clip, over seconds: Double = 0.3) -> Clip {
        precondition(before.skeleton == skeleton && before.frameCount > 0, "the same body comes before")
        guard frameCount > 0 else { return self }
        var result = self
        let last = before.frameCount - 1
        let rate = Float(frameRate)
        // Speeds are measured over a thirtieth of a second at any rate: over one frame at 120 a second the noise of a
        // capture would be thrown as a speed.
        let back = min(before.seamStep, last)
        let previous = last - back
        let next = seamStep
        let backRate = rate / Float(max(back, 1))
        let nextRate = rate / Float(max(next, 1))
        let length = max(Float(seconds), 2 / rate)

        // Where this clip would have been one frame ago, by its own speed.
        func fade(_ values: [SIMD3<Float>], after earlier: [SIMD3<Float>]) -> [SIMD3<Float>] {
            let going = (values[next] - values[0]) * nextRate
            let offset = earlier[last] - (values[0] - going / rate)
            let speed = (earlier[last] - earlier[previous]) * backRate - going
            var faded = values
            for frame in 0..<frameCount {
                let time = Float(frame + 1) / rate
                guard time < length else { break }
                let (place, slope) = Self.decay(time / length)
                faded[frame] += offset * place + speed * (slope * length)
            }
            return faded
        }
        result.rootTranslations = fade(rootTranslations, after: before.rootTranslations)
        for (joint, values) in jointTranslations {
            guard let earlier = before.jointTranslations[joint] else { continue }
            result.jointTranslations[joint] = fade(values, after: earlier)
        }
        for joint in 0..<jointCount {
            let own = (self[next, joint] * self[0, joint].inverse).rotationVector * nextRate
            let start = Quaternion(rotationVector: -own / rate) * self[0, joint]
            let offset = (before[last, joint] * start.inverse).rotationVector
            let theirs = (before[last, joint] * before[previous, joint].inverse).rotationVector * backRate
            let speed = theirs - own
            for frame in 0..<frameCount {
                let time = Float(frame + 1) / rate
                guard time < length else { break }
                let (place, slope) = Self.decay(time / length)
                let turn = Quaternion(rotationVector: offset * place + speed * (slope * length))
                result[frame, joint] = (turn * self[frame, joint]).normalized
            }
        }
        return result
    }

    /// Cubic Hermite weights of an offset and of a speed that both end at zero, for t from 0 to 1.
    private static func decay(_ t: Float) -> (place: Float, slope: Float) {
        ((1 + 2 * t) * (1 - t) * (1 - t), t * (1 - t) * (1 - t))
    }
}
