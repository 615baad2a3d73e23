public import BVHFormat
public import Diagnostics
public import Motion

/// A phrase of which a part is to be made anew, or that is to be led back to its beginning: seen on the canonical
/// skeleton, with the way back to its own rig.
///
///     let phrase = try LockedPhrase(of: file, Locks(fills: [range]))
///     // ask a generator for phrase.frames frames after phrase.context, around phrase.movement where phrase.known
///     let document = phrase.document(made)
///     phrase.report(on: document, made: made).largestChange      // 0
public struct LockedPhrase: Sendable {
    /// The phrase.
    public let file: MotionFile
    /// What comes before what is made, canonical at 30 frames per second, at most 4 s.
    public var context: Clip { movement.context }
    /// The movement from the first made frame on, and at most 4 s of what follows; canonical.
    public var movement30: Clip { movement.movement }
    /// The joints that are known in each frame of ``movement30``.
    public var known: [JointSet] { movement.known }
    /// Frames of ``movement30`` that are to be made, in part at least.
    public var frames: Int { movement.frames }
    /// Whether what comes out is the phrase itself, changed; else it follows the phrase.
    public let isVariation: Bool

    private let movement: LockedMovement

    /// Looks at a phrase with locks.
    ///
    /// - Throws: ``Problem`` when the rig is no human body, the locks make no sense (``Locks/made(of:)``), or what they
    ///   leave open can't be seen on the canonical skeleton.
    public init(of file: MotionFile, _ locks: Locks) throws(Problem) {
        self.file = file
        isVariation = true
        let retarget = try file.retarget()
        movement = LockedMovement(file.clip, made: try locks.made(of: file), retarget: retarget)
        guard movement.known[..<movement.frames].contains(where: { $0 != .all }) else {
            throw Problem(
                "these joints can't be made anew", at: .file(file.path),
                expected: "joints that the network knows: hips, legs, spine, head, arms, hands",
                found: "only joints that it does not see, such as fingers, twist or face",
                remedy: "name a part of the body, such as --only arms")
        }
    }

    /// Looks at a phrase that is to be led back to its beginning.
    ///
    /// - Parameters:
    ///   - seconds: How long that takes.
    ///   - travel: Whether the phrase comes back to its place, or goes on from where it is.
    /// - Throws: ``Problem`` when the rig is no human body.
    public init(looping file: MotionFile, seconds: Double, travel: LoopTravel) throws(Problem) {
        self.file = file
        isVariation = false
        let retarget = try file.retarget()
        let clip = file.clip
        let sight = min(clip.frameCount, Int(4 * clip.frameRate))
        let between = max(1, Int((min(seconds, 1e4) * clip.frameRate).rounded()))
        let beginning = clip.frames(0..<sight)
            .moved(by: retarget.way(of: clip, travel, seconds: seconds), retarget)
        let whole = clip.frames(clip.frameCount - sight..<clip.frameCount).holding(between)
        let open = RangeSet(sight..<sight + between)
        movement = LockedMovement(
            whole.appending(beginning), made: Array(repeating: open, count: clip.jointCount),
            retarget: retarget)
    }

    /// What was made, on the phrase's own rig: the whole phrase with everything that is kept digit for digit, or what
    /// follows it.
    ///
    /// - Parameter made: Canonical movement, as many frames as ``frames``.
    public func document(_ made: Clip) -> BVHDocument {
        let result = movement.onOwnRig(made)
        guard isVariation else { return file.document.with(result.frames(movement.span)) }
        var carried: [Carried] = []
        var groups: [[Range<Int>]: Set<Int>] = [:]
        for joint in movement.made.indices {
            var kept = RangeSet(0..<result.frameCount)
            kept.subtract(movement.made[joint])
            groups[Array(kept.ranges), default: []].insert(joint)
        }
        for (ranges, joints) in groups {
            for range in ranges {
                carried.append(
                    Carried(frames: range, values: .of(joints), source: 0, first: range.lowerBound))
            }
        }
        let changed = file.document.with(
            EditedClip(result, carried: carried), from: [(file.document, file.skippedFrames)],
            heightAxis: file.upAxis == .z ? 2 : 1
        ).document
        // A rest pose at the start is the file's own too.
        let rest = file.document.values.prefix(file.skippedFrames * file.document.channelCount)
        return BVHDocument(
            joints: changed.joints, frameTime: file.document.frameTime, values: rest + changed.values)
    }

    /// What became of the locks.
    ///
    /// - Parameters:
    ///   - document: What ``document(_:)`` gave for `made`.
    ///   - made: The canonical movement.
    public func report(on document: BVHDocument, made: Clip) -> LockReport {
        let conflicts = movement.conflicts(with: made)
        guard isVariation else { return LockReport(lines: [], conflicts: conflicts) }
        return LockReport(
            lines: LockReport.lines(
                file.document, document, made: movement.made, skipped: file.skippedFrames),
            conflicts: conflicts)
    }
}

extension Retarget {
    /// The move over the floor, m, that puts the beginning of a phrase where its next round begins.
    ///
    /// Coming back there is none. Going on, the next round faces where the phrase ended, as far ahead as the body travels
    /// meanwhile at the mean of the speeds at the end and at the beginning.
    fileprivate func way(of clip: Clip, _ travel: LoopTravel, seconds: Double) -> FloorTransform {
        guard travel == .accumulates else { return FloorTransform(yaw: 0, shift: .zero) }
        let few = min(clip.frameCount, max(2, Int(clip.frameRate)))
        let (start, end) = (
            canonical(clip.frames(0..<few)), canonical(clip.frames(clip.frameCount - few..<clip.frameCount))
        )
        func speed(_ part: Clip) -> SIMD3<Float> {
            let way = part.rootTranslations[part.frameCount - 1] - part.rootTranslations[0]
            return way.flat * Float(clip.frameRate / Double(max(part.frameCount - 1, 1)))
        }
        let turn = end.pose(at: few - 1).heading - start.pose(at: 0).heading
        let move = FloorTransform(yaw: turn, shift: .zero)
        let ahead = (speed(end) + move.rotation.act(speed(start))) / 2 * Float(seconds)
        let target = end.rootTranslations[few - 1].flat + ahead
        return FloorTransform(yaw: turn, shift: target - move.act(start.rootTranslations[0]).flat)
    }
}

extension Clip {
    /// This movement with its last pose held for so many frames more.
    fileprivate func holding(_ frames: Int) -> Clip {
        var result = self
        guard let last = rootTranslations.last else { return self }
        result.rootTranslations += Array(repeating: last, count: frames)
        let pose = localRotations.suffix(jointCount)
        for _ in 0..<frames { result.localRotations += pose }
        result.jointTranslations = jointTranslations.mapValues { values in
            values + Array(repeating: values[values.count - 1], count: frames)
        }
        return result
    }

    /// This movement of a rig moved over its floor.
    ///
    /// - Parameter move: In metres on the canonical skeleton.
    fileprivate func moved(by move: FloorTransform, _ retarget: Retarget) -> Clip {
        let up = retarget.uprighting
        var result = self
        for frame in 0..<frameCount {
            let place = move.rotation.act(up.act(rootTranslations[frame])) + move.shift / retarget.scale
            result.rootTranslations[frame] = up.inverse.act(place)
            result[frame, 0] = (up.inverse * move.rotation * up * self[frame, 0]).normalized
        }
        return result
    }
}
