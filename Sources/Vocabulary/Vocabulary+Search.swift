public import Motion

extension Vocabulary {
    /// Places from which movement could go on after `context`, the best first.
    ///
    /// They differ: two of one phrase are `spacing` frames apart at least, mirrored or not. The second place of a phrase
    /// counts as a fifth further away than it is, the third as two fifths of that, and so on, so that other phrases have
    /// their turn.
    ///
    /// - Parameters:
    ///   - context: Canonical movement at 30 frames per second, at least one frame; its last second counts.
    ///   - framesAfter: Frames that the phrase must have after the place, at least 1.
    ///   - framesWanted: Frames that it had better have: one that has fewer counts as further away, by up to a third.
    ///   - spacing: Frames between two places of a phrase.
    ///   - perPhrase: Most places of one phrase; nil for as many as there are.
    ///   - isMirroring: Whether phrases are looked at in the mirror too.
    ///   - isOpen: Whether a place may be taken. One that may not still takes up its neighbourhood.
    /// - Complexity: O(frames of all phrases) for each moment that ``SeamWeights`` compares, about 10 ms for an hour.
    public func places(
        following context: Clip, framesAfter: Int, framesWanted: Int = 0, spacing: Int = 60,
        perPhrase: Int? = nil, isMirroring: Bool = false, isOpen: (Place) -> Bool = { _ in true }
    ) -> [Place] {
        precondition(context.frameCount > 0 && framesAfter > 0, "something before, something after")
        let plain = squaredDistances(to: context)
        let mirrored = isMirroring ? squaredDistances(to: context.inTheMirror) : []
        var ranked: [(cost: Float, place: Place)] = []
        for index in phrases.indices {
            let first = firstRows[index]
            var places: [Place] = []
            for frame in 0..<max(0, phrases[index].clip.frameCount - framesAfter) {
                let distance = plain[first + frame]
                let image = isMirroring ? mirrored[first + frame] : .infinity
                let nearest = min(distance, image)
                guard nearest.isFinite else { continue }
                let left = phrases[index].clip.frameCount - 1 - frame
                let missing = Float(max(0, framesWanted - left)) / Float(max(framesWanted, 1))
                places.append(
                    Place(
                        phrase: index, frame: frame, isMirrored: image < distance,
                        distance: nearest.squareRoot() * (1 + missing / 3)))
            }
            let apart = Self.apart(places, by: spacing, atMost: perPhrase ?? .max, isOpen: isOpen)
            for (number, place) in apart.enumerated() {
                let waits = (0..<number).reduce(place.distance) { cost, _ in cost * 1.2 }
                ranked.append((waits, place))
            }
        }
        return ranked.sorted {
            ($0.cost, $0.place.phrase, $0.place.frame) < ($1.cost, $1.place.phrase, $1.place.frame)
        }.map(\.place)
    }

    /// The nearest of a phrase's places, each `spacing` frames from those before it and from those that are closed.
    private static func apart(
        _ places: [Place], by spacing: Int, atMost count: Int, isOpen: (Place) -> Bool
    ) -> [Place] {
        var taken: [Place] = []
        var blocked: [Int] = []
        for place in places.sorted(by: { ($0.distance, $0.frame) < ($1.distance, $1.frame) }) {
            if taken.count == count { break }
            if blocked.contains(where: { abs($0 - place.frame) < spacing }) { continue }
            blocked.append(place.frame)
            if isOpen(place) { taken.append(place) }
        }
        return taken
    }

    /// The squared distance of every frame of every phrase to the end of `context`; infinite for first frames, which
    /// have no movement before them.
    private func squaredDistances(to context: Clip) -> [Float] {
        // A second of path, the moments, and what the low-pass needs to settle.
        let recent = context.frames(max(0, context.frameCount - 60)..<context.frameCount)
        let asked = Self.scaled(SeamFeatures.described(recent).rows, by: factors)
        let moments = weights.moments.filter { $0.back < recent.frameCount && $0.weight > 0 }
        let total = max(moments.reduce(0) { $0 + $1.weight }, 1e-6)
        var result = [Float](repeating: 0, count: rows.count / SeamFeatures.count)
        for moment in moments {
            let row = recent.frameCount - 1 - moment.back
            let query = Array(asked[row * SeamFeatures.count..<(row + 1) * SeamFeatures.count])
            let distances = RowDistances.squared(of: query, to: rows)
            let weight = moment.weight / total
            for (first, end) in zip(firstRows, firstRows.dropFirst()) {
                for row in first..<end {
                    // Where a phrase has not begun, its first frame stands for what came before.
                    result[row] += weight * distances[max(first, row - moment.back)]
                }
            }
        }
        for (first, end) in zip(firstRows, firstRows.dropFirst()) where first < end {
            result[first] = .infinity
        }
        return result
    }

    /// Whether the context is the very movement of the phrase before a place: what follows there is what its dancer did
    /// next, and no answer.
    ///
    /// It is when joints differ by less than 3 cm on average over up to two seconds: two readings of one recording, half
    /// a frame apart, do; two performances of the same steps don't.
    func isSameMovement(_ context: Clip, before place: Place) -> Bool {
        guard place.distance < 0.5 else { return false }
        let frames = min(context.frameCount, place.frame + 1, 60)
        guard frames >= 15 else { return false }
        let theirs = stretch(place.frame + 1 - frames..<place.frame + 1, of: place)
        let own = context.frames(context.frameCount - frames..<context.frameCount)
        func places(_ clip: Clip) -> [[SIMD3<Float>]] {
            clip.moved(by: FloorTransform(aligning: clip.pose(at: frames - 1))).positions()
        }
        var sum: Float = 0
        for (a, b) in zip(places(own), places(theirs)) {
            for (p, q) in zip(a, b) { sum += (p - q).length }
        }
        return sum / Float(frames * context.jointCount) < 0.03
    }
}
