import RealModule

extension Clip {
    /// This canonical clip with planted feet held where they stand, and no foot under the floor.
    ///
    /// While a foot is down its toe is held at one place; before and after, the correction fades, so that the foot
    /// arrives there and leaves from there. The leg follows by two-bone IK, the foot keeps its direction in space.
    ///
    /// - Parameters:
    ///   - contacts: Labels, one a frame, in the order of ``CanonicalJoint/feet``.
    ///   - fixedFrames: Frames at the start that stay as they are; a foot that is down at their end stays there.
    ///   - fade: Seconds over which a correction comes and goes.
    /// - Returns: A clip with the same frames and rate.
    ///
    /// Source of the idea: Kovar, Schreiner, Gleicher, "Footskate cleanup for motion capture editing", SCA 2002.
    public func plantingFeet(_ contacts: Contacts, keeping fixedFrames: Int = 0, fade: Double = 0.25) -> Clip
    {
        precondition(contacts.labels.count == frameCount, "one label a frame")
        var result = self
        for side in [0, 2] {
            let down = FootSpans.smoothed(
                contacts.labels.map { $0[side] || $0[side + 1] }, frameRate: frameRate)
            let foot = CanonicalJoint.feet[side]
            let toe = CanonicalJoint.feet[side + 1]
            let path = positions().map { $0[toe.rawValue] }
            var shifts = FootSpans.shifts(
                of: path, down: down, keeping: fixedFrames,
                fade: max(1, Int((fade * frameRate).rounded())))
            for frame in fixedFrames..<frameCount where path[frame].y + shifts[frame].y < 0 {
                shifts[frame].y = -path[frame].y
            }
            for frame in fixedFrames..<frameCount { result.shiftFoot(foot, by: shifts[frame], frame: frame) }
        }
        return result
    }

    /// Moves an ankle by `shift` with the leg following; the foot keeps its direction.
    private mutating func shiftFoot(_ foot: CanonicalJoint, by shift: SIMD3<Float>, frame: Int) {
        guard shift.length > 1e-6 else { return }
        let upper = foot.rawValue - 2
        let lower = foot.rawValue - 1
        let pose = pose(at: frame)
        let solution = TwoBoneIK.solve(
            start: pose.positions[upper], middle: pose.positions[lower], end: pose.positions[foot.rawValue],
            upper: pose.rotations[upper], lower: pose.rotations[lower],
            target: pose.positions[foot.rawValue] + shift, pole: kneeDirection(pose, upper: upper))
        self[frame, upper] = (pose.rotations[0].inverse * solution.upper).normalized
        self[frame, lower] = (solution.upper.inverse * solution.lower).normalized
        self[frame, foot.rawValue] = (solution.lower.inverse * pose.rotations[foot.rawValue]).normalized
    }

    /// Where a knee points: where it is now, and forward of the thigh when the leg is nearly straight.
    private func kneeDirection(_ pose: Pose, upper: Int) -> SIMD3<Float> {
        let thigh = pose.positions[upper + 1] - pose.positions[upper]
        let leg = (pose.positions[upper + 2] - pose.positions[upper]).normalized
        let bend = thigh - leg * leg.dot(thigh)
        return bend + pose.rotations[upper].act(SIMD3(0, 0, 0.02))
    }
}

/// Spans of frames in which a foot is down, and how far it must be moved in each frame.
enum FootSpans {
    /// Labels without gaps shorter than a tenth of a second and without spans shorter than that.
    static func smoothed(_ labels: [Bool], frameRate: Double) -> [Bool] {
        let least = max(1, Int((frameRate / 10).rounded()))
        var result = labels
        for value in [false, true] {
            var start = 0
            while start < result.count {
                let end = result[start...].firstIndex(of: !result[start]) ?? result.count
                let inside = start > 0 && end < result.count
                if result[start] == value, inside, end - start < least {
                    for frame in start..<end { result[frame] = !value }
                }
                start = end
            }
        }
        return result
    }

    /// How far each frame's toe must move so that it stays at one place while it is down.
    ///
    /// The place is the median of where it was, no higher than 3 cm; for a foot that is down at the end of the fixed
    /// frames it is where it stood there.
    static func shifts(
        of path: [SIMD3<Float>], down: [Bool], keeping fixedFrames: Int, fade: Int
    ) -> [SIMD3<Float>] {
        var sums = [SIMD3<Float>](repeating: .zero, count: path.count)
        var weights = [Float](repeating: 0, count: path.count)
        var strongest = [Float](repeating: 0, count: path.count)
        func add(_ frame: Int, _ shift: SIMD3<Float>, _ weight: Float) {
            sums[frame] += shift * weight
            weights[frame] += weight
            strongest[frame] = max(strongest[frame], weight)
        }
        var start = 0
        while start < path.count {
            let end = down[start...].firstIndex(of: !down[start]) ?? path.count
            defer { start = end }
            guard down[start], end > fixedFrames else { continue }
            let place: SIMD3<Float>
            if start < fixedFrames {
                place = path[fixedFrames - 1]
            } else {
                func median(_ axis: Int) -> Float {
                    path[start..<end].map { $0[axis] }.sorted()[(end - start) / 2]
                }
                place = SIMD3(median(0), min(max(median(1), 0), 0.03), median(2))
            }
            for frame in max(start, fixedFrames)..<end { add(frame, place - path[frame], 1) }
            for step in 1..<max(fade, 2) {
                let t = Float(step) / Float(fade)
                let weight = 1 - t * t * (3 - 2 * t)
                if end - 1 + step < path.count { add(end - 1 + step, place - path[end - 1], weight) }
                if start - step >= fixedFrames { add(start - step, place - path[start], weight) }
            }
        }
        return path.indices.map { frame in
            weights[frame] > 0 ? sums[frame] / weights[frame] * strongest[frame] : .zero
        }
    }
}
