public import Diagnostics

extension Clip {
    /// Most rotations (frames × joints) that a resampled clip may have: half a gigabyte.
    ///
    /// A body of 30 joints at 30 frames a second reaches it after ten hours. A file of three frames that claims a
    /// frame time of a month must not take all memory.
    public static let mostResampledRotations = 1 << 25

    /// The pose at `time` seconds after the first frame, as a clip's worth of values; times outside are clamped.
    private func sample(at time: Double) -> (
        root: SIMD3<Float>, rotations: [Quaternion], moving: [Int: SIMD3<Float>]
    ) {
        let exact = min(max(time * frameRate, 0), Double(frameCount - 1))
        // A time that falls on a frame, but for rounding, is that frame: resampling to the same rate changes nothing.
        let nearest = exact.rounded()
        let place = abs(exact - nearest) < 1e-6 ? nearest : exact
        let frame = min(Int(place), frameCount - 1)
        let t = Float(place - Double(frame))
        let next = min(frame + 1, frameCount - 1)
        func mix(_ a: SIMD3<Float>, _ b: SIMD3<Float>) -> SIMD3<Float> { t == 0 ? a : a + (b - a) * t }
        return (
            mix(rootTranslations[frame], rootTranslations[next]),
            (0..<jointCount).map { joint in
                t == 0 ? self[frame, joint] : self[frame, joint].slerp(to: self[next, joint], at: t)
            },
            jointTranslations.mapValues { mix($0[frame], $0[next]) }
        )
    }

    /// Returns the clip at another rate, by linear interpolation of places and slerp of rotations.
    ///
    /// - Parameters:
    ///   - rate: Frames per second of the result.
    ///   - anchor: Which frame falls exactly on a frame of the result. A phrase that goes on is anchored at its
    ///     end, so that what follows starts from its true last pose.
    /// - Returns: A clip that lasts as long, to a frame; at least one frame.
    /// - Throws: ``Problem`` when the result would have more than ``mostResampledRotations``.
    /// - Complexity: O(frames of the result × joints).
    public func resampled(
        to rate: Double, anchor: ResamplingAnchor = .start
    ) throws(Problem) -> Clip {
        precondition(frameCount > 0 && rate > 0, "an empty clip has no rate to change")
        if rate == frameRate { return self }
        let duration = Double(frameCount - 1) / frameRate
        let longest = Double(Self.mostResampledRotations / jointCount) / rate
        guard duration <= longest else {
            throw Problem(
                "the movement is too long for this rate",
                expected:
                    "at most \(Int(longest / 3600)) hours of \(jointCount) joints at \(rate) per second",
                found: "\(Int(duration / 3600)) hours: \(frameCount) frames of \(1 / frameRate) s",
                remedy: "correct the line `Frame Time:`, or cut the file with `choreo convert --frames`")
        }
        let count = Int((duration * rate + 1e-6).rounded(.down)) + 1
        let start = anchor == .start ? 0 : duration - Double(count - 1) / rate
        return at(times: (0..<count).map { start + Double($0) / rate }, rate: rate)
    }

    /// The poses at `times` (seconds after the first frame, clamped to the clip), as a clip of `rate`.
    public func at(times: [Double], rate: Double) -> Clip {
        var roots: [SIMD3<Float>] = []
        var rotations: [Quaternion] = []
        var moving = jointTranslations.mapValues { _ in [SIMD3<Float>]() }
        rotations.reserveCapacity(times.count * jointCount)
        for time in times {
            let pose = sample(at: time)
            roots.append(pose.root)
            rotations += pose.rotations
            for (joint, value) in pose.moving { moving[joint]?.append(value) }
        }
        return Clip(
            skeleton: skeleton, frameRate: rate, rootTranslations: roots, localRotations: rotations,
            jointTranslations: moving)
    }

    /// The poses at `times` by a smooth curve through the frames, for going up to a higher rate.
    ///
    /// Linear interpolation turns every frame of the source into a small kink that shows as a buzz at the higher
    /// rate. Here each value follows the cubic through its neighbours' slopes (Catmull-Rom), rotations by
    /// components of sign-aligned quaternions, then back to unit length; frames themselves are met exactly.
    ///
    /// Source: Catmull, Rom, "A class of local interpolating splines", 1974.
    ///
    /// - Parameters:
    ///   - times: Seconds after the first frame; clamped to the clip.
    ///   - rate: Rate of the result.
    public func smooth(at times: [Double], rate: Double) -> Clip {
        var result = at(times: times, rate: rate)
        for (index, time) in times.enumerated() {
            let place = min(max(time * frameRate, 0), Double(frameCount - 1))
            let frame = min(Int(place), max(frameCount - 2, 0))
            let t = Float(place - Double(frame))
            guard t > 1e-5, t < 1 - 1e-5 else { continue }
            let frames = (-1...2).map { min(max(frame + $0, 0), frameCount - 1) }
            let w = Self.catmullRom(t)
            result.rootTranslations[index] = zip(frames, w).reduce(.zero) {
                $0 + rootTranslations[$1.0] * $1.1
            }
            for joint in 0..<jointCount {
                let reference = self[frames[1], joint]
                let sum = zip(frames, w).reduce(SIMD4<Float>.zero) {
                    $0 + self[$1.0, joint].aligned(with: reference).vector * $1.1
                }
                result[index, joint] = Quaternion(vector: sum).normalized
            }
            for (joint, values) in jointTranslations {
                result.jointTranslations[joint]?[index] = zip(frames, w).reduce(.zero) {
                    $0 + values[$1.0] * $1.1
                }
            }
        }
        return result
    }

    /// Weights of four neighbours for a place `t` between the second and the third; they sum to 1.
    private static func catmullRom(_ t: Float) -> [Float] {
        let t2 = t * t
        let t3 = t2 * t
        return [
            -0.5 * t + t2 - 0.5 * t3, 1 - 2.5 * t2 + 1.5 * t3, 0.5 * t + 2 * t2 - 1.5 * t3,
            -0.5 * t2 + 0.5 * t3,
        ]
    }
}

/// Which end of a clip keeps its exact frame when the rate changes.
public enum ResamplingAnchor: Sendable {
    /// The first frame stays.
    case start
    /// The last frame stays.
    case end
}
