extension Clip {
    /// A phrase between this one and another: time, pose and way over the floor all at `weight` between the two.
    ///
    /// The phrases are brought in step first (``TimeAlignment``); poses that belong together are mixed joint by joint on
    /// the shorter way between rotations. The body's place is mixed as a path: height and tilt as they are, the way over
    /// the floor and the turning as speeds seen from the body, added up from where this phrase starts. 0 gives this
    /// phrase, 1 the other one danced from here.
    ///
    /// - Parameters:
    ///   - other: On the same body at the same rate; both have two frames at least.
    ///   - weight: 0 … 1.
    ///   - plan: The body's plan.
    /// - Returns: A movement whose length lies between the two; nothing is carried unless the weight is 0.
    public func blended(with other: Clip, weight: Float, plan: BodyPlan) -> EditedClip {
        precondition(
            other.skeleton == skeleton && other.frameRate == frameRate, "the same body at the same rate")
        guard weight > 0, frameCount > 1, other.frameCount > 1 else { return EditedClip(untouched: self) }
        let pairing = TimeAlignment(self, other, plan: plan).secondAtFirst
        let share = Double(weight)
        // The result's clock runs between both: at a moment of the pairing it shows the mean of the two times.
        let pairs = zip(pairing.result, pairing.source)
        let clocks = pairs.map { (own: $0, other: $1, mean: (1 - share) * $0 + share * $1) }
        guard let own = TimeMap(clocks.map { ($0.own, $0.mean) }),
            let others = TimeMap(clocks.map { ($0.other, $0.mean) }), let end = own.result.last
        else { return EditedClip(untouched: self) }
        let count = Int((end * frameRate).rounded()) + 1
        let times = (0..<count).map { Double($0) * end / Double(max(count - 1, 1)) }
        let a = sampled(at: times.map { own.source(at: $0) }, rate: frameRate).clip
        let b = other.sampled(at: times.map { others.source(at: $0) }, rate: frameRate).clip
        return EditedClip(a.mixed(with: b, weight: weight, plan: plan), carried: [])
    }

    /// Frames of two clips of equal length mixed one by one.
    private func mixed(with other: Clip, weight: Float, plan: BodyPlan) -> Clip {
        var result = self
        var way = (
            own: FloorPlace(of: self, plan: plan, frame: 0),
            other: FloorPlace(of: other, plan: plan, frame: 0)
        )
        var place = way.own
        for frame in 0..<frameCount {
            let now = (
                own: FloorPlace(of: self, plan: plan, frame: frame),
                other: FloorPlace(of: other, plan: plan, frame: frame)
            )
            // The way since the last frame, seen from the body half-way through it.
            func moved(_ from: FloorPlace, _ to: FloorPlace) -> (way: SIMD3<Float>, turn: Float) {
                let (way, turn) = to.change(from: from, steps: 1)
                return (Quaternion(angle: -(from.heading + turn / 2), axis: SIMD3(0, 1, 0)).act(way), turn)
            }
            let (own, theirs) = (moved(way.own, now.own), moved(way.other, now.other))
            let turn = own.turn + (theirs.turn - own.turn) * weight
            let step = own.way + (theirs.way - own.way) * weight
            place.place += Quaternion(angle: place.heading + turn / 2, axis: SIMD3(0, 1, 0)).act(step)
            place.heading += turn
            way = now

            for joint in 1..<jointCount {
                result[frame, joint] = self[frame, joint].slerp(to: other[frame, joint], at: weight)
            }
            // Both bodies brought to this place and heading, the rest of the root mixed there.
            let here = FloorTransform(
                turning: place.heading - now.own.heading, about: now.own.place, to: place.place)
            let there = FloorTransform(
                turning: place.heading - now.other.heading, about: now.other.place, to: place.place)
            let (root, otherRoot) = (
                here.act(rootTranslations[frame]), there.act(other.rootTranslations[frame])
            )
            result.rootTranslations[frame] = root + (otherRoot - root) * weight
            result[frame, 0] = (here.rotation * self[frame, 0])
                .slerp(to: there.rotation * other[frame, 0], at: weight)
            for joint in Set(jointTranslations.keys).union(other.jointTranslations.keys) {
                let (a, b) = (
                    translation(frame: frame, joint: joint), other.translation(frame: frame, joint: joint)
                )
                if result.jointTranslations[joint] == nil {
                    result.jointTranslations[joint] = Array(repeating: a, count: frameCount)
                }
                result.jointTranslations[joint]?[frame] = a + (b - a) * weight
            }
        }
        return result
    }
}
