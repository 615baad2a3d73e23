/// What becomes of the way that a phrase travels when it is danced over and over.
public enum LoopTravel: String, Sendable, CaseIterable {
    /// Each time starts where the last one ended.
    case accumulates
    /// Each time comes back to the start: the way is taken back little by little over the whole phrase.
    case returns
}

extension Clip {
    /// The phrase made to go round: its end blended into its start, and danced `times` times.
    ///
    /// Over the last `seam` seconds what differs between end and start, in pose and speed, is faded in backward in time
    /// (inertialisation seen from behind), so that the first frame follows the last. Where the phrase goes round already
    /// nothing is blended.
    ///
    /// Carried: everything before the seam; where travel accumulates the root from the second time on is new, where it
    /// returns the root throughout (but for its height).
    ///
    /// - Parameters:
    ///   - times: How often the phrase is danced, at least once.
    ///   - seam: Seconds of the end that may change.
    ///   - travel: What becomes of its way over the floor.
    ///   - plan: The body's plan.
    public func looped(_ times: Int, seam: Double, travel: LoopTravel, plan: BodyPlan) -> EditedClip {
        precondition(times >= 1 && frameCount > 1, "a phrase to repeat")
        var cycle = EditedClip(untouched: self)
        var round = way(to: self, plan: plan)
        if travel == .returns {
            cycle = returning(along: round, plan: plan)
            round = FloorTransform(yaw: 0, shift: .zero)
        }
        let again = cycle.clip.placed(by: round).clip
        if !cycle.clip.flows(into: again), seam > 0 {
            let length = min(Int((seam * frameRate).rounded(.up)), frameCount - 1)
            // Backward in time the end is a start, and what comes before it is the next time round.
            let lead = again.frames(0..<min(frameCount, 2 * seamStep + 1)).reversedInTime().clip
            let fade = SeamFade(before: lead, seconds: Double(length) / frameRate)
            cycle.clip = fade(cycle.clip.reversedInTime().clip).reversedInTime().clip
            cycle = cycle.keepingOnly(
                JointValues(rotations: [], translations: []), in: frameCount - length..<frameCount)
        }
        var result = cycle
        var move = round
        for _ in 1..<max(times, 1) {
            result = result.appending(cycle.clip.placed(by: move).following([cycle]))
            move = move.following(round)
        }
        return result
    }

    /// The phrase with its travel taken back: after it, `round` leads nowhere.
    private func returning(along round: FloorTransform, plan: BodyPlan) -> EditedClip {
        let start = floorPlace(plan: plan, frame: 0).place
        let way = round.act(start) - start
        var result = self
        for frame in 0..<frameCount {
            let share = Float(frame) / Float(frameCount)
            let move = FloorTransform(
                turning: -share * round.yaw.asHalfTurn, about: start + way * share, to: start)
            let place = move.act(rootTranslations[frame])
            result.rootTranslations[frame] = SIMD3(place.x, rootTranslations[frame].y, place.z)
            result[frame, 0] = (move.rotation * self[frame, 0]).normalized
        }
        let values = JointValues.all(of: jointCount).withoutRoot(keepingHeight: true)
        return EditedClip(untouched: self).keepingOnly(values, in: 0..<frameCount, of: result)
    }
}

extension FloorTransform {
    /// This move made after `first`.
    func following(_ first: FloorTransform) -> FloorTransform {
        FloorTransform(yaw: yaw + first.yaw, shift: act(first.shift))
    }
}
