/// How clips are joined.
public struct Seam: Sendable, Equatable {
    /// Seconds over which what differs at the join fades; 0 cuts hard.
    public var seconds: Double
    /// Whether the next clip is turned and shifted over the floor, to start where and facing as the last one ended.
    public var isPlacing: Bool

    /// Creates a way to join.
    public init(seconds: Double, isPlacing: Bool) {
        self.seconds = seconds
        self.isPlacing = isPlacing
    }

    /// One clip after the other as they are.
    public static let cut = Seam(seconds: 0, isPlacing: false)
}

extension EditedClip {
    /// Clips one after another; source `i` of the result is clip `i`.
    ///
    /// Each next clip is turned and shifted over the floor as a whole, so that it starts where and facing as the last
    /// one ended, then what still differs at the seam in pose and speed fades out by inertialisation. A clip that goes
    /// on from the last one already (a phrase that was cut in two) is joined as it is. Carried: all of the first clip;
    /// of the others what follows the seam, but for the root where they were moved.
    ///
    /// - Parameters:
    ///   - clips: At least one; all on one body at one rate, in metres, Y up.
    ///   - plan: The body's plan.
    ///   - seam: How to join.
    public static func joining(_ clips: [Clip], plan: BodyPlan, seam: Seam) -> EditedClip {
        precondition(!clips.isEmpty, "a clip to begin with")
        var result = EditedClip(untouched: clips[0])
        for (source, next) in clips.enumerated().dropFirst() {
            result = result.appending(
                EditedClip.following(result.clip, with: next, source: source, plan: plan, seam: seam))
        }
        return result
    }

    /// `next` as it is danced after `last`.
    private static func following(
        _ last: Clip, with next: Clip, source: Int, plan: BodyPlan, seam: Seam
    ) -> EditedClip {
        let untouched = EditedClip(untouched: next, source: source)
        guard !last.flows(into: next) else { return untouched }
        var edited = untouched
        if seam.isPlacing {
            edited = next.placed(by: last.way(to: next, plan: plan)).following([untouched])
        }
        guard seam.seconds > 0 else { return edited }
        let length = Int((seam.seconds * next.frameRate).rounded(.up))
        edited.clip = SeamFade(before: last, seconds: seam.seconds)(edited.clip)
        return edited.keepingOnly(
            JointValues(rotations: [], translations: []), in: 0..<min(length, next.frameCount))
    }
}

extension Clip {
    /// The move that brings `next` to where this clip ends, one frame on.
    ///
    /// Between the last frame and the next one the figure goes on at the mean of both clips' speeds.
    func way(to next: Clip, plan: BodyPlan) -> FloorTransform {
        let step = min(seamStep, next.seamStep)
        let end = FloorPlace(of: self, plan: plan, frame: frameCount - 1)
        let start = FloorPlace(of: next, plan: plan, frame: 0)
        let leaving = end.change(
            from: FloorPlace(of: self, plan: plan, frame: frameCount - 1 - step), steps: step)
        let going = FloorPlace(of: next, plan: plan, frame: step).change(from: start, steps: step)
        let heading = end.heading + (leaving.turn + going.turn) / 2
        let yaw = (heading - start.heading).asHalfTurn
        let turned = FloorTransform(yaw: yaw, shift: .zero).rotation.act(going.way)
        return FloorTransform(
            turning: yaw, about: start.place, to: end.place + (leaving.way + turned) / 2)
    }

    /// Whether `next` goes on from here as it is: no joint is thrown at the join more than it is within half a second
    /// beside it.
    ///
    /// Compared are changes of velocity from frame to frame, of joints' places in the world, in metres.
    func flows(into next: Clip) -> Bool {
        let reach = max(3, Int(frameRate / 2))
        let before = frames(max(0, frameCount - reach)..<frameCount)
        let after = next.frames(0..<min(reach, next.frameCount))
        guard before.frameCount > 1, after.frameCount > 1 else { return false }
        let places = before.positions() + after.positions()
        let jolts = (1..<places.count - 1).map { frame in
            (0..<jointCount).reduce(Float.zero) { most, joint in
                let arriving = places[frame][joint] - places[frame - 1][joint]
                let leaving = places[frame + 1][joint] - places[frame][joint]
                return max(most, (leaving - arriving).length)
            }
        }
        // The jolts of the frames on both sides of the join stand at these places.
        let seam = before.frameCount - 2...before.frameCount - 1
        let usual = jolts.indices.filter { !seam.contains($0) }.map { jolts[$0] }.max() ?? 0
        let most = seam.map { jolts[$0] }.max() ?? 0
        let slack: Float = 0.001 * Float(min(1, 30 / frameRate))
        return most <= 1.5 * usual + slack
    }
}
