import RealModule

/// A low-pass for movement: nothing is delayed, rotations are averaged as rotations, and both ends stay.
///
/// The kernel is that of a second-order Butterworth run forward and backward: it lets through 1 / (1 + (f / cut-off)⁴)
/// of a wave of frequency f, whatever the frame rate. Places are averaged with it. A rotation is moved by the sum of the
/// turns to its neighbours, each in its own tangent space, so that no angle wraps and the result is the same in any
/// axes. Beyond the ends the movement is continued by odd reflection, which leaves the first and last frame where they
/// are.
///
/// Source: Lee, Shin, "General construction of time-domain filters for orientation data", IEEE Transactions on
/// Visualization and Computer Graphics 2002.
struct TangentFilter: Sendable {
    /// Weight of the change from frame k to k + 1, for k from −reach to reach − 1, in a frame's own place.
    private let changes: [Double]
    private let reach: Int

    /// Creates a filter with a cut-off in Hz for movement of `frameRate`.
    init(cutoff: Double, frameRate: Double) {
        // Impulse response of 1 / (1 + (f / fc)⁴), falling by e every √2 / (2π fc) seconds; 1e-5 is left at its ends.
        let a = 2.0.squareRoot() * .pi * cutoff / frameRate
        reach = max(1, Int((11.5 / a).rounded(.up)))
        let kernel = (-reach...reach).map { offset -> Double in
            let x = a * Double(abs(offset))
            return Double.exp(-x) * (Double.cos(x) + Double.sin(x))
        }
        let sum = kernel.reduce(0, +)
        let weights = kernel.map { $0 / sum }
        // Σ w_k x_k = x_0 + Σ c_k (x_{k+1} − x_k): after the frame c is what still follows, before it minus what came.
        var changes = [Double](repeating: 0, count: 2 * reach)
        var rest = 0.0
        for k in (0..<reach).reversed() {
            rest += weights[reach + k + 1]
            changes[reach + k] = rest
            // The kernel is even: the same from behind.
            changes[reach - 1 - k] = -rest
        }
        self.changes = changes
    }

    /// The sum of weighted changes around each frame, for frames in `range`.
    ///
    /// - Parameter steps: Change from each frame to the next, one fewer than there are frames.
    private func shifts(_ steps: [SIMD3<Double>]) -> [SIMD3<Double>] {
        let n = steps.count
        return (0...n).map { frame in
            var sum = SIMD3<Double>.zero
            for k in -reach..<reach {
                // Odd reflection of places is even reflection of their changes; a short clip is reflected on and on.
                var index = (frame + k) % (2 * n)
                if index < 0 { index += 2 * n }
                sum += steps[index < n ? index : 2 * n - 1 - index] * changes[k + reach]
            }
            return sum
        }
    }

    /// Places without their fast part.
    func callAsFunction(_ places: [SIMD3<Float>]) -> [SIMD3<Float>] {
        guard places.count > 2 else { return places }
        let steps = zip(places, places.dropFirst()).map { SIMD3<Double>($1 - $0) }
        return zip(places, shifts(steps)).map { $0 + SIMD3<Float>($1) }
    }

    /// Rotations without their fast part.
    func callAsFunction(_ rotations: [Quaternion]) -> [Quaternion] {
        guard rotations.count > 2 else { return rotations }
        let steps = zip(rotations, rotations.dropFirst()).map {
            SIMD3<Double>(($0.inverse * $1).rotationVector)
        }
        return zip(rotations, shifts(steps)).map {
            ($0 * Quaternion(rotationVector: SIMD3<Float>($1))).normalized
        }
    }
}

extension Clip {
    /// The movement without its fast part: tremble and noise go, the movement stays in time.
    ///
    /// Carried: the first and last frame, joints that are not meant, and joints that do not move.
    ///
    /// - Parameters:
    ///   - cutoff: Frequency in Hz at which half of a wave is left. Dance is below 6 Hz nearly always.
    ///   - joints: Which joints are smoothed; joint 0 stands for the body's place and turn.
    ///   - frames: Where; at the ends of a stretch within the clip the smoothing eases in over a tenth of a second.
    public func smoothed(cutoff: Double, joints: Set<Int>, frames: Range<Int>? = nil) -> EditedClip {
        precondition(cutoff > 0, "a cut-off is a frequency")
        let filter = TangentFilter(cutoff: cutoff, frameRate: frameRate)
        let frames = frames ?? 0..<frameCount
        let ease = Int((frameRate / 10).rounded())
        /// How much of the smoothing counts in a frame.
        func share(_ frame: Int) -> Float {
            let inside = min(
                frames.lowerBound == 0 ? ease + 1 : frame - frames.lowerBound + 1,
                frames.upperBound == frameCount ? ease + 1 : frames.upperBound - frame)
            return Easing.smoothstep(Float(inside) / Float(ease + 1))
        }
        var result = self
        var still = JointValues.all(of: jointCount)
        for joint in joints {
            let own = (0..<frameCount).map { self[$0, joint] }
            if own.contains(where: { $0 != own[0] }) {
                let smooth = filter(own)
                for frame in frames {
                    result[frame, joint] = own[frame].slerp(to: smooth[frame], at: share(frame))
                }
                still.rotations.remove(joint)
            }
            guard let places = joint == 0 ? rootTranslations : jointTranslations[joint],
                places.contains(where: { $0 != places[0] })
            else { continue }
            var smooth = places
            let filtered = filter(places)
            for frame in frames { smooth[frame] += (filtered[frame] - smooth[frame]) * share(frame) }
            if joint == 0 {
                result.rootTranslations = smooth
            } else {
                result.jointTranslations[joint] = smooth
            }
            still.translations.remove(joint)
        }
        // The ends stay where they are; what rounding did to them is undone.
        let first = frames.lowerBound == 0 ? 1 : frames.lowerBound
        let last = frames.upperBound == frameCount ? frameCount - 1 : frames.upperBound
        for frame in [0, frameCount - 1] where frames.contains(frame) { result.copy(frame, of: self) }
        guard first < last else { return EditedClip(untouched: self) }
        return EditedClip(untouched: self).keepingOnly(still, in: first..<last, of: result)
    }

    /// Takes over a frame of a clip of the same length.
    mutating func copy(_ frame: Int, of other: Clip) {
        rootTranslations[frame] = other.rootTranslations[frame]
        for joint in 0..<jointCount { self[frame, joint] = other[frame, joint] }
        for joint in jointTranslations.keys {
            jointTranslations[joint]?[frame] = other.translation(frame: frame, joint: joint)
        }
    }
}
