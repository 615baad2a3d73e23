/// What stays of a part's direction where it is put on another body.
public enum Border: String, Sendable, CaseIterable {
    /// Arms hang on their new chest as they hung on their own; spine, head and legs keep their direction in space.
    case sensible
    /// Every part keeps its rotation from the joint it hangs on.
    case local
    /// Every part keeps its direction in space, seen from where the body faces.
    case space
}

extension Clip {
    /// This movement with some joints danced as in another: arms of one on the legs of another.
    ///
    /// The result is as long as this clip; where the other is shorter, its last pose is held. Within a part nothing
    /// changes. Where a part meets the rest, the first joint of it is turned as `border` says. With the root comes the
    /// place of the body.
    ///
    /// Carried: all other joints from this clip, the part from `other` (source 1), but for the joints at the border that
    /// are turned.
    ///
    /// - Parameters:
    ///   - other: On the same body at the same rate.
    ///   - joints: Joints that are taken from it.
    ///   - border: What stays of a part's direction.
    ///   - plan: The body's plan.
    public func merged(
        with other: Clip, taking joints: Set<Int>, border: Border, plan: BodyPlan
    ) -> EditedClip {
        precondition(
            other.skeleton == skeleton && other.frameRate == frameRate, "the same body at the same rate")
        let held = other.picking((0..<frameCount).map { min($0, other.frameCount - 1) })
        var result = self
        for joint in joints {
            for frame in 0..<frameCount { result[frame, joint] = held[frame, joint] }
            if joint == 0 {
                result.rootTranslations = held.rootTranslations
            } else if jointTranslations[joint] != nil || held.jointTranslations[joint] != nil {
                result.jointTranslations[joint] = (0..<frameCount).map {
                    held.translation(frame: $0, joint: joint)
                }
            }
        }
        let turned = bordering(joints).filter { border == .space || !plan.hanging.contains($0) }
        if border != .local, !turned.isEmpty {
            result.keepDirections(of: turned, from: (own: self, other: held), taken: joints, plan: plan)
        }
        let all = Set(0..<jointCount)
        var (own, theirs) = (JointValues.of(all.subtracting(joints)), JointValues.of(joints))
        if border != .local {
            own.rotations.subtract(turned)
            theirs.rotations.subtract(turned)
        }
        let danced = min(frameCount, other.frameCount)
        var carried = [
            Carried(frames: 0..<frameCount, values: own, source: 0, first: 0),
            Carried(frames: 0..<danced, values: theirs, source: 1, first: 0),
        ]
        if danced < frameCount {
            carried.append(
                Carried(frames: danced..<frameCount, values: theirs, source: 1, first: danced - 1, step: 0))
        }
        return EditedClip(result, carried: carried.filter { !$0.values.isEmpty })
    }

    /// Joints whose parent is danced by the other of two clips.
    private func bordering(_ joints: Set<Int>) -> [Int] {
        skeleton.joints.indices.filter { joint in
            skeleton.joints[joint].parent.map { joints.contains($0) != joints.contains(joint) } ?? false
        }
    }

    /// Turns joints at the border so that they point where they point in their own clip, seen from the body's heading.
    private mutating func keepDirections(
        of border: [Int], from clips: (own: Clip, other: Clip), taken: Set<Int>, plan: BodyPlan
    ) {
        var yaws = [Quaternion](repeating: .identity, count: 2)
        let isBorder = Set(border)
        for frame in 0..<frameCount {
            let poses = [clips.own.pose(at: frame), clips.other.pose(at: frame)]
            let hips = pose(at: frame).rotations[plan.hips]
            for number in 0..<2 {
                // The turn about the vertical from one body to the other; where there is none (one of them upside
                // down) the last one holds.
                let way = hips * poses[number].rotations[plan.hips].inverse
                let twist = Quaternion(vector: SIMD4(0, way.vector.y, 0, way.vector.w))
                if (twist.vector * twist.vector).sum() > 0.01 { yaws[number] = twist.normalized }
            }
            var world = [Quaternion](repeating: .identity, count: jointCount)
            for joint in 0..<jointCount {
                let above = skeleton.joints[joint].parent.map { world[$0] } ?? .identity
                if isBorder.contains(joint) {
                    let source = taken.contains(joint) ? 1 : 0
                    let local = above.inverse * yaws[source] * poses[source].rotations[joint]
                    let before = frame > 0 ? self[frame - 1, joint] : self[frame, joint]
                    self[frame, joint] = local.normalized.aligned(with: before)
                }
                world[joint] = above * self[frame, joint]
            }
        }
    }

    /// This movement brought in step with another: as long, each pose where the other has the one like it.
    ///
    /// - Returns: A movement of as many frames as `leader`; carried are frames that are met exactly.
    public func inStep(with leader: Clip, plan: BodyPlan) -> EditedClip {
        guard frameCount > 1, leader.frameCount > 1 else { return EditedClip(untouched: self) }
        let map = TimeAlignment(leader, self, plan: plan).secondAtFirst
        let times = (0..<leader.frameCount).map { map.source(at: Double($0) / leader.frameRate) }
        return sampled(at: times, rate: leader.frameRate)
    }
}
