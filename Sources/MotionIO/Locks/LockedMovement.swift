import Motion

/// A movement on its own rig, of which some joints are to be made anew in some frames: seen on the canonical skeleton,
/// with the way back.
///
/// Canonical frames stand at 30 a second, counted from the last one before what is made, so that it goes on from exactly
/// there.
struct LockedMovement: Sendable {
    /// The movement, complete.
    let clip: Clip
    /// The frames of each joint that are to be made anew.
    let made: [RangeSet<Int>]
    /// From the first frame that is made to the last.
    let span: Range<Int>
    /// What comes before, canonical, at most 4 s; none where the span begins with the movement.
    let context: Clip
    /// The movement from then on: what is to be made, then what follows, at most 4 s, canonical.
    let movement: Clip
    /// The joints that are known in each frame of ``movement``.
    let known: [JointSet]
    /// Frames of ``movement`` that are to be made, in part at least.
    let frames: Int

    private let retarget: Retarget
    /// Seconds from the clip's first frame to the canonical frame before the first that is made.
    private let start: Double

    private static let rate = 30.0
    /// Seconds before and after what is made that count.
    private static let sight = 4.0
    /// Longest that a difference between the rig's own values and what was made takes to fade, s.
    private static let fade = 0.3
    /// Seconds over which joints that the canonical skeleton can't see ease to where they usually are.
    private static let settle = 2.0

    /// Looks at a movement.
    ///
    /// - Parameter made: For each joint of the rig; not all empty.
    init(_ clip: Clip, made: [RangeSet<Int>], retarget: Retarget) {
        self.clip = clip
        self.made = made
        self.retarget = retarget
        let ranges = made.flatMap { $0.ranges }
        let first = ranges.map(\.lowerBound).min() ?? 0
        let end = ranges.map(\.upperBound).max() ?? clip.frameCount
        span = first..<end

        let rate = clip.frameRate
        start = first > 0 ? Double(first - 1) / rate : -1 / Self.rate
        // Frames whose time lies before the next one that stays; where none does, those that reach the last one.
        let length = (end < clip.frameCount ? Double(end) / rate : Double(end - 1) / rate + 1e-6) - start
        let frames = max(
            1, Int((length * Self.rate - 1e-6).rounded(.up)) - 1 + (end < clip.frameCount ? 0 : 1))
        self.frames = frames
        let last = Double(clip.frameCount - 1) / rate
        let after = max(0, Int(((last - start) * Self.rate + 1e-6).rounded(.down)) - frames)
        let count = frames + (end < clip.frameCount ? min(after, Int(Self.sight * Self.rate)) : 0)
        let start = start
        let times = (1...count).map { start + Double($0) / Self.rate }
        movement = retarget.canonical(clip.at(times: times, rate: Self.rate))

        let before = min(
            first > 0 ? Int((start * Self.rate + 1e-6).rounded(.down)) + 1 : 0, Int(Self.sight * Self.rate))
        context = retarget.canonical(
            clip.at(times: (0..<before).map { start - Double(before - 1 - $0) / Self.rate }, rate: Self.rate))

        let chains = retarget.chains
        known = times.enumerated().map { index, time in
            guard index < frames else { return .all }
            let place = min(max(time * rate, 0), Double(clip.frameCount - 1))
            let around = [Int(place + 1e-6), min(Int((place - 1e-6).rounded(.up)), clip.frameCount - 1)]
            return JointSet(
                CanonicalJoint.allCases.filter { joint in
                    chains[joint.rawValue].allSatisfy { own in around.allSatisfy { !made[own].contains($0) } }
                })
        }
    }

    // MARK: - The way back

    /// The whole movement on its own rig, with `next`, as many canonical frames as ``frames``, in place.
    ///
    /// Values that are kept are the movement's own.
    func onOwnRig(_ next: Clip) -> Clip {
        precondition(next.frameCount == frames, "as many frames as are to be made")
        let lead = context.frames(max(0, context.frameCount - 4)..<context.frameCount)
        let rest = movement.frames(frames..<min(movement.frameCount, frames + 4))
        let curve = lead.appending(next).appending(rest)
        let window = max(span.lowerBound - 1, 0)..<min(span.upperBound + 1, clip.frameCount)
        let begin = start + (1 - Double(lead.frameCount)) / Self.rate
        let times = window.map { Double($0) / clip.frameRate - begin }
        return rig(curve.smooth(at: times, rate: clip.frameRate), in: window)
    }

    /// The movement with canonical frames in place of those of `window`, wherever they are made.
    private func rig(_ curve: Clip, in window: Range<Int>) -> Clip {
        let joints = clip.skeleton.joints
        let players = retarget.players
        let pelvis = retarget.map[.hips] ?? 0
        let above = Set(clip.skeleton.ancestry(of: pelvis))
        let carries = pelvis != 0 && clip.jointTranslations[pelvis] != nil
        var result = clip
        // What the canonical movement asks of each joint, also where the joint is kept: seams need it.
        var asked = [Quaternion](repeating: .identity, count: window.count * joints.count)
        var places = [SIMD3<Float>](repeating: .zero, count: window.count)
        for (joint, values) in clip.jointTranslations {
            for run in made[joint].ranges {
                for frame in run { result.jointTranslations[joint]?[frame] = between(values, run, frame) }
            }
        }
        for (index, frame) in window.enumerated() {
            let pose = curve.pose(at: index)
            var world = [Quaternion](repeating: .identity, count: joints.count)
            for joint in joints.indices {
                let parent = joints[joint].parent.map { world[$0] } ?? .identity
                let own =
                    players[joint].map {
                        (parent.inverse * retarget.rigRotation(of: $0, pose.rotations[$0.rawValue]))
                            .normalized
                    } ?? eased(joint, frame, isAbovePelvis: above.contains(joint))
                asked[index * joints.count + joint] = own
                if made[joint].contains(frame) {
                    result[frame, joint] = own.aligned(with: clip[frame, joint])
                }
                world[joint] = (parent * result[frame, joint]).normalized
            }
            places[index] = retarget.pelvisPlace(
                root: pose.positions[0], hips: pose.rotations[0], pelvis: world[pelvis])
        }
        fadeTurns(&result, asked, in: window)
        place(&result, places, in: window, pelvis: pelvis, carries: carries)
        return result
    }

    /// Lets what was made meet the values that stay, joint by joint, before and after each run.
    private func fadeTurns(_ result: inout Clip, _ asked: [Quaternion], in window: Range<Int>) {
        let count = clip.jointCount
        for joint in 0..<count {
            for run in made[joint].ranges {
                func gap(_ frame: Int) -> SIMD3<Float> {
                    guard window.contains(frame) else { return .zero }
                    let wanted = asked[(frame - window.lowerBound) * count + joint]
                    return (clip[frame, joint].aligned(with: wanted) * wanted.inverse).rotationVector
                }
                let (before, after) = (gap(run.lowerBound - 1), gap(run.upperBound))
                for frame in run {
                    let (a, b) = weights(of: run, frame)
                    let turn = Quaternion(rotationVector: before * a + after * b)
                    let previous = frame > 0 ? result[frame - 1, joint] : result[frame, joint]
                    result[frame, joint] = (turn * result[frame, joint]).normalized.aligned(with: previous)
                }
            }
        }
    }

    /// Puts the pelvis where it is asked to be: by the root's place, or by its own where the rig moves it by that.
    private func place(
        _ result: inout Clip, _ places: [SIMD3<Float>], in window: Range<Int>, pelvis: Int, carries: Bool
    ) {
        let mover = carries ? pelvis : 0
        func own(_ clip: Clip, _ frame: Int) -> SIMD3<Float> {
            pelvis == 0 ? clip.rootTranslations[frame] : clip.pose(at: frame).positions[pelvis]
        }
        for run in made[mover].ranges {
            func gap(_ frame: Int) -> SIMD3<Float> {
                window.contains(frame) ? own(clip, frame) - places[frame - window.lowerBound] : .zero
            }
            let (before, after) = (gap(run.lowerBound - 1), gap(run.upperBound))
            for frame in run {
                let (a, b) = weights(of: run, frame)
                let wanted = places[frame - window.lowerBound] + before * a + after * b
                if carries {
                    let pose = result.pose(at: frame)
                    let parent = clip.skeleton.joints[pelvis].parent ?? 0
                    result.jointTranslations[pelvis]?[frame] =
                        pose.rotations[parent].inverse.act(wanted - pose.positions[parent])
                } else {
                    result.rootTranslations[frame] += wanted - own(result, frame)
                }
            }
        }
    }

    /// How much of the differences at both ends of a run a frame takes up.
    private func weights(of run: Range<Int>, _ frame: Int) -> (before: Float, after: Float) {
        let length = Float(min(Self.fade * clip.frameRate, Double(run.count) / 2 + 1))
        return (
            1 - Easing.smoothstep(Float(frame - run.lowerBound + 1) / length),
            1 - Easing.smoothstep(Float(run.upperBound - frame) / length)
        )
    }

    /// A joint that the canonical skeleton can't see: from where it was to where it will be, by way of where it usually
    /// is, if there is time.
    private func eased(_ joint: Int, _ frame: Int, isAbovePelvis: Bool) -> Quaternion {
        guard let run = made[joint].ranges.first(where: { $0.contains(frame) }) else {
            return clip[frame, joint]
        }
        let before = run.lowerBound > 0 ? clip[run.lowerBound - 1, joint] : nil
        let after = run.upperBound < clip.frameCount ? clip[run.upperBound, joint] : nil
        guard let from = before ?? after, let to = after ?? before else { return retarget.usual[joint] }
        let way = Easing.smoothstep(Float(frame - run.lowerBound + 1) / Float(run.count + 1))
        let base = from.slerp(to: to.aligned(with: from), at: way)
        if isAbovePelvis { return base }
        func settled(_ frames: Int) -> Float {
            Float(Easing.smoothstep(Double(frames) / clip.frameRate / Self.settle))
        }
        let rest = min(
            before == nil ? 1 : settled(frame - run.lowerBound + 1),
            after == nil ? 1 : settled(run.upperBound - frame))
        return base.slerp(to: retarget.usual[joint].aligned(with: base), at: rest)
    }

    /// A translation on its way from before a run to after it.
    private func between(_ values: [SIMD3<Float>], _ run: Range<Int>, _ frame: Int) -> SIMD3<Float> {
        let before = run.lowerBound > 0 ? values[run.lowerBound - 1] : nil
        let after = run.upperBound < values.count ? values[run.upperBound] : nil
        guard let from = before ?? after, let to = after ?? before else { return values[frame] }
        return from + (to - from) * (Float(frame - run.lowerBound + 1) / Float(run.count + 1))
    }
}

extension Retarget {
    /// The joints of the rig that each canonical joint's turn relative to its parent is made of; for the hips those that
    /// say where they are.
    var chains: [[Int]] {
        let trunk: [CanonicalJoint] = [.hips, .spine, .spine1, .spine2, .neck, .head]
        return CanonicalJoint.allCases.map { joint in
            var top = map[joint]
            if top == nil, let place = trunk.firstIndex(of: joint) {
                // A joint that the rig lacks lies between its neighbours.
                top = trunk[place...].lazy.compactMap { map[$0] }.first
            }
            guard let top else { return [] }
            guard joint != .hips else { return skeleton.ancestry(of: top) }
            var below = Skeleton.canonical.joints[joint.rawValue].parent
            while let parent = below, map.joints[parent] == nil {
                below = Skeleton.canonical.joints[parent].parent
            }
            let base = below.flatMap { map.joints[$0] }
            return skeleton.ancestry(of: top).prefix { $0 != base }.map { $0 }
        }
    }
}
