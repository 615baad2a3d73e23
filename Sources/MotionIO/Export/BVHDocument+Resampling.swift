import BVHFormat
import Diagnostics
import Motion

extension BVHDocument {
    /// Changes the rate: rotations by slerp between the frames around each moment, places along the line between them.
    ///
    /// The first frame stays the first; the movement lasts as long, to a frame. A moment that falls on a frame keeps
    /// that frame's angles, but for whole turns: angles follow the frame before, so that no curve jumps. A joint that
    /// keeps still keeps its exact numbers.
    ///
    /// - Parameters:
    ///   - rate: Frames per second.
    ///   - rest: Frames at the start that are no movement but a rest pose put in front: they stay as they are.
    /// - Throws: ``Problem`` when the result would have more rotations than `Clip.mostResampledRotations`.
    /// - Complexity: O(frames of the result × joints).
    mutating func resample(to rate: Double, after rest: Int = 0) throws(Problem) {
        precondition(frameCount > rest && rate > 0, "an empty movement has no rate to change")
        let moments = try moments(at: rate, after: rest)
        frameTime = 1 / rate
        guard let moments else { return }

        let width = channelCount
        var resampled = [Double](repeating: 0, count: moments.count * width)
        for joint in jointChannels {
            for move in joint.moves {
                for (row, moment) in moments.enumerated() {
                    let first = values[moment.frame * width + move.column]
                    let step = moment.t == 0 ? 0 : values[(moment.frame + 1) * width + move.column] - first
                    resampled[row * width + move.column] = first + step * moment.t
                }
            }
            resampleTurns(of: joint, at: moments, into: &resampled)
        }
        values = resampled
    }

    /// Where a frame of the result lies: `t` of the way from `frame` to the next.
    private struct Moment {
        var frame: Int
        var t: Double
    }

    /// Moments of the frames at another rate; nil where the rate is the document's own.
    private func moments(at rate: Double, after rest: Int) throws(Problem) -> [Moment]? {
        let source = statedRate
        guard rate != source else { return nil }
        let duration = Double(frameCount - 1 - rest) / source
        let longest = Double(Clip.mostResampledRotations / joints.count) / rate
        guard duration <= longest else {
            throw Problem(
                "the movement is too long for this rate",
                expected:
                    "at most \(Int(longest / 3600)) hours of \(joints.count) joints at \(rate) per second",
                found: "\(Int(duration / 3600)) hours: \(frameCount) frames of \(frameTime) s",
                remedy: "correct the line `Frame Time:`, or cut the file with `choreo convert --frames`")
        }
        let last = frameCount - 1
        let moments = (0..<Int((duration * rate + 1e-6).rounded(.down)) + 1).map { index in
            let exact = min(Double(rest) + Double(index) * source / rate, Double(last))
            let nearest = exact.rounded()
            // A moment that falls on a frame, but for rounding, is that frame.
            if abs(exact - nearest) < 1e-6 { return Moment(frame: Int(nearest), t: 0) }
            return Moment(frame: Int(exact), t: exact - exact.rounded(.down))
        }
        return (0..<rest).map { Moment(frame: $0, t: 0) } + moments
    }

    private func resampleTurns(of joint: JointChannels, at moments: [Moment], into resampled: inout [Double])
    {
        let width = channelCount
        let isStill = isConstant(joint.turns)
        var previous: [Double]?
        for (row, moment) in moments.enumerated() {
            let first = moment.frame * width
            let here = joint.turns.map { values[first + $0.column] }
            var angles = here
            if !isStill {
                var rotation = joint.rotation(values, row: first)
                if moment.t > 0 {
                    rotation = rotation.slerp(to: joint.rotation(values, row: first + width), at: moment.t)
                }
                angles = EulerAngles.degrees(
                    of: rotation, channels: joint.turns.map(\.axis), near: previous ?? here)
                if moment.t == 0 { angles = EulerAngles.unwound(here, where: angles) }
            }
            for (turn, angle) in zip(joint.turns, angles) { resampled[row * width + turn.column] = angle }
            previous = angles
        }
    }
}

extension EulerAngles {
    /// `angles` with whole turns added, where that gives `found` but for rounding; `found` where it does not.
    fileprivate static func unwound(_ angles: [Double], where found: [Double]) -> [Double] {
        let same = zip(angles, found).map { angle, found in angle + ((found - angle) / 360).rounded() * 360 }
        return zip(same, found).allSatisfy { abs($0 - $1) < 1e-6 } ? same : found
    }
}
