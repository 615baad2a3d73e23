import Motion

/// A proposal while it is made: what came before it, what is known of it and after it, and what was made so far.
///
/// Frames are counted from the first of the context.
struct Timeline {
    /// Context, proposal, and what is known after it.
    ///
    /// Frames that are not settled hold the mask's movement, or the last pose of the context.
    private(set) var clip: Clip
    /// Which feet are down.
    private(set) var contacts: [[Bool]]
    /// The joints of each frame that are known or made.
    private(set) var settled: [JointSet]
    /// How sure the network is that a foot joint is down; for what was known 0 or 1.
    private(set) var confidence: [SIMD4<Float>]
    /// Frames of the proposal.
    let proposal: Range<Int>
    /// Frames that a window was made from.
    private(set) var starts: [Int] = []

    /// Lays out a request for proposals of `frames` frames after the last `recent` ones of its context.
    init(_ request: Request, frames: Int, recent: Int) {
        let count = request.context.frameCount
        let lead = max(0, count - recent)..<count
        let context = request.context.frames(lead)
        proposal = lead.count..<lead.count + frames
        contacts = Array(request.contacts.labels[lead])
        settled = Array(repeating: .all, count: lead.count)
        if let mask = request.mask {
            clip = lead.isEmpty ? mask.movement : context.appending(mask.movement)
            contacts += mask.contacts.labels
            settled += mask.known
        } else {
            let last = context.frameCount - 1
            clip = context.appending(
                Clip(
                    skeleton: .canonical, frameRate: context.frameRate,
                    rootTranslations: Array(repeating: context.rootTranslations[last], count: frames),
                    localRotations: (0..<frames).flatMap { _ in
                        (0..<context.jointCount).map { context[last, $0] }
                    }))
            contacts += Array(repeating: [false, false, false, false], count: frames)
            settled += Array(repeating: [], count: frames)
        }
        confidence = contacts.map { label in SIMD4(label.map { $0 ? 1 : 0 }) }
    }

    /// The movement whose manner is to be gone on with: the context, or where there is none what is being changed.
    var manner: (clip: Clip, contacts: Contacts) {
        let frames = proposal.lowerBound > 1 ? 0..<proposal.lowerBound : 0..<clip.frameCount
        return (clip.frames(frames), Contacts(labels: Array(contacts[frames])))
    }

    /// A window to make, and which of its frames come from it.
    struct Step: Equatable {
        /// The frame that the window begins with; may lie before the first one.
        var start: Int
        /// Frames to make.
        var frames: Range<Int>
        /// The frame whose hips the window stands on, facing +Z.
        var anchor: Int
        /// Where the hips should be by the end of it, and in how many frames; nil where nothing waits beyond it.
        var goal: (place: SIMD3<Float>, frames: Int)?

        static func == (a: Step, b: Step) -> Bool {
            a.start == b.start && a.frames == b.frames && a.anchor == b.anchor
                && a.goal?.place == b.goal?.place && a.goal?.frames == b.goal?.frames
        }
    }

    /// The window to make next; nil when all is settled.
    ///
    /// Windows go on from what comes before, two seconds of it in sight. The last one before something known has it in
    /// sight too, whole if need be by leaving more to do for the last. Where nothing comes before, they go backward
    /// from what is known after; where there is neither, the first one fills a whole window.
    func next(_ sizes: Configuration) -> Step? {
        guard let first = proposal.first(where: { settled[$0] != .all }) else { return nil }
        let token = sizes.framesPerPoint * sizes.pointsPerToken
        let past = settled[..<first].reversed().prefix { $0 == .all }.count
        let known = settled[first...].firstIndex { $0 == .all }
        let end = known ?? proposal.upperBound
        if past < token, known != nil {
            let start = end - sizes.contextFrames
            return step(start, max(first, start)..<end, sizes)
        }
        let start = past < token ? first : first - sizes.contextFrames
        let room = start + sizes.frames - first
        guard known != nil else { return step(start, first..<min(end, first + room), sizes) }
        // What lies beyond is seen by three tokens at least, and from not too near.
        let reach = max(room - 3 * token, 1)
        let made = end - first <= reach ? end - first : min(room, end - first - max(reach - 2 * token, 1))
        var result = step(start, first..<first + made, sizes)
        if first + made < end {
            result.goal = (clip.rootTranslations[end], end - first - made)
        }
        return result
    }

    /// How many windows it takes.
    func windows(_ sizes: Configuration) -> Int {
        var rest = self
        var count = 0
        while let step = rest.next(sizes) {
            for frame in step.frames { rest.settled[frame] = .all }
            count += 1
        }
        return count
    }

    private func step(_ start: Int, _ frames: Range<Int>, _ sizes: Configuration) -> Step {
        let middle = start + sizes.contextFrames - 1
        let window = max(start, 0)..<min(start + sizes.frames, clip.frameCount)
        let seen = window.filter { settled[$0].contains(.hips) }
        let nearest = seen.min { abs($0 - middle) < abs($1 - middle) }
        return Step(
            start: start, frames: frames,
            anchor: nearest ?? min(max(middle, window.lowerBound), window.upperBound - 1))
    }

    /// Puts what a window made in place, wherever it was not known.
    mutating func settle(_ step: Step, _ made: Clip, _ sure: [SIMD4<Float>]) {
        for (index, frame) in step.frames.enumerated() {
            let open = JointSet.all.subtracting(settled[frame])
            for joint in open.joints { clip[frame, joint] = made[index, joint] }
            if open.contains(.hips) { clip.rootTranslations[frame] = made.rootTranslations[index] }
            for (foot, joint) in CanonicalJoint.feet.enumerated() where open.contains(joint) {
                confidence[frame][foot] = sure[index][foot]
                contacts[frame][foot] = sure[index][foot] > 0.5
            }
            settled[frame] = .all
        }
        starts.append(step.frames.lowerBound)
    }

    /// The proposal that was made.
    func continuation(seed: UInt64) -> Continuation {
        Continuation(
            clip: clip.frames(proposal), contacts: Array(confidence[proposal]),
            joins: Set(starts + [proposal.lowerBound]).sorted().map { $0 - proposal.lowerBound }, seed: seed)
    }
}

extension Timeline.Step {
    /// Farthest that a body comfortably goes, m/s.
    private static let pace: Float = 0.8

    /// Movement that was made, led toward the goal as far as needed to get there at an easy pace afterwards.
    ///
    /// The network can't see what is known beyond its window; left alone it may wander off, and then it would have to
    /// rush.
    func led(_ made: Clip) -> Clip {
        guard let goal, let last = made.rootTranslations.last else { return made }
        let way = (goal.place - last).flat
        let lack = way.length - Self.pace * Float(Double(goal.frames) / made.frameRate)
        guard lack > 0, way.length > 0 else { return made }
        var result = made
        for frame in 0..<made.frameCount {
            let share = Easing.smoothstep(Float(frame + 1) / Float(made.frameCount))
            result.rootTranslations[frame] += way * (lack / way.length * share)
        }
        return result
    }
}
