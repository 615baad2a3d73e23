import RealModule

extension Clip {
    /// This canonical clip with planted feet held where they stand, and no foot under the floor.
    ///
    /// In three steps: the body follows the feet that carry it, since a standing body that glides moves with its
    /// feet; the hips sink where a leg would not reach; then legs bring each toe exactly to its place by two-bone
    /// IK. While a foot is down its toe stays at one place and a flat sole stays flat; between two places it is
    /// carried over, and clears the floor.
    ///
    /// - Parameters:
    ///   - confidence: How sure the maker of the movement is that a foot joint is down, 0 … 1, one a frame, in the
    ///     order of ``CanonicalJoint/feet``. Speed and height decide with it, see ``FootSupport``.
    ///   - fixedFrames: Frames at the start that stay as they are; a foot that is down at their end stays there.
    ///   - lastFrames: Frames at the end that stay; a foot that is down at their beginning comes to stand there.
    ///   - free: Joints that may move: without the hips the body keeps its way, a leg moves as a whole or not at all.
    ///   - origin: Where the movement comes from: what was captured keeps its path, and feet that brush the floor.
    /// - Returns: A clip with the same frames and rate.
    ///
    /// Source of the idea: Kovar, Schreiner, Gleicher, "Footskate cleanup for motion capture editing", SCA 2002.
    public func plantingFeet(
        _ confidence: [SIMD4<Float>], keeping fixedFrames: Int = 0, and lastFrames: Int = 0,
        moving free: JointSet = .all, of origin: FootOrigin = .generated
    ) -> Clip {
        precondition(confidence.count == frameCount, "one confidence a frame")
        guard frameCount > fixedFrames + lastFrames else { return self }
        let open = fixedFrames..<frameCount - lastFrames
        let support = FootSupport(of: self, confidence: confidence, open: open, origin: origin)
        let isBodyFree = free.contains(.hips)
        var result = origin == .generated && isBodyFree ? followingFeet(support, within: open) : self
        let legs = [JointSet.leftLeg, .rightLeg]
        let plans = legs.indices.filter { legs[$0].isSubset(of: free) }.map {
            FootPlan(of: result, side: $0, support: support, within: open, origin: origin)
        }
        if isBodyFree { result.sinkToReach(plans, within: open) }
        for plan in plans {
            for frame in open { result.place(plan, frame: frame) }
        }
        return result
    }

    /// Brings a foot to where its plan wants it, the leg following, and keeps its toes out of the floor.
    private mutating func place(_ plan: FootPlan, frame: Int) {
        let foot = plan.foot.rawValue
        let (upper, lower, toe) = (foot - 2, foot - 1, foot + 1)
        let pose = pose(at: frame)
        let turn = plan.rotations[frame]
        let ankle = plan.toes[frame] - turn.act(skeleton.joints[toe].offset)
        if (ankle - pose.positions[foot]).length > 1e-6 || turn != pose.rotations[foot] {
            let solution = TwoBoneIK.solve(
                start: pose.positions[upper], middle: pose.positions[lower], end: pose.positions[foot],
                upper: pose.rotations[upper], lower: pose.rotations[lower], target: ankle,
                pole: kneeDirection(pose, upper: upper))
            self[frame, upper] = (pose.rotations[0].inverse * solution.upper).normalized
            self[frame, lower] = (solution.upper.inverse * solution.lower).normalized
            self[frame, foot] = (solution.lower.inverse * turn).normalized
        }
        keepToesUp(toe, frame: frame)
    }

    /// Bends the toes of a foot so that their tip is not under the floor.
    private mutating func keepToesUp(_ toe: Int, frame: Int) {
        let pose = pose(at: frame)
        guard let end = skeleton.joints[toe].endSites.first else { return }
        let tip = pose.rotations[toe].act(end)
        guard pose.positions[toe].y + tip.y < 0, tip.length > 0 else { return }
        // The tip comes up to the floor, or as far as it reaches, along its own heading.
        let rise = min(max(-pose.positions[toe].y / tip.length, -0.9), 0.9)
        let flat = tip.flat.normalized
        guard flat != .zero else { return }
        let wanted = flat * (1 - rise * rise).squareRoot() + SIMD3(0, rise, 0)
        let turn = Quaternion(from: tip, to: wanted)
        let parent = pose.rotations[toe - 1]
        self[frame, toe] = (parent.inverse * turn * pose.rotations[toe]).normalized
    }

    /// Where a knee points: where it is now, and forward of the thigh when the leg is nearly straight.
    private func kneeDirection(_ pose: Pose, upper: Int) -> SIMD3<Float> {
        let thigh = pose.positions[upper + 1] - pose.positions[upper]
        let leg = (pose.positions[upper + 2] - pose.positions[upper]).normalized
        let bend = thigh - leg * leg.dot(thigh)
        return bend + pose.rotations[upper].act(SIMD3(0, 0, 0.02))
    }
}

/// Where movement comes from whose feet are planted.
public enum FootOrigin: Sendable {
    /// A network made it: its body may glide with its feet, and feet that step may drag.
    case generated
    /// A person danced it: the body's path is right, and a foot that brushes the floor is meant.
    case captured
}
