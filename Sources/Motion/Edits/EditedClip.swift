/// Movement that an edit made, with an exact account of what it left alone.
///
/// `clip` is complete: it can be played, drawn or edited again. `carried` says which of its values are a source's own,
/// and where they stood there. Who writes the movement down copies those from the source's file, digit for digit
/// (`MotionIO`); who keeps a ledger sees which frames of which joints an edit touched.
///
///     let edited = clip.reversedInTime()      // every value carried, last frame first
///     let part = clip.trimmed(to: 0..<48)     // every value carried
public struct EditedClip: Sendable, Equatable {
    /// The movement.
    public var clip: Clip
    /// What was left alone, no value listed twice; everything else was made by the edit.
    public var carried: [Carried]

    /// Creates the result of an edit.
    public init(_ clip: Clip, carried: [Carried]) {
        self.clip = clip
        self.carried = carried
    }

    /// A clip that nothing was done to.
    ///
    /// - Parameter source: Its number among the clips that are being edited.
    public init(untouched clip: Clip, source: Int = 0) {
        self.init(
            clip,
            carried: [
                Carried(
                    frames: 0..<clip.frameCount, values: .all(of: clip.jointCount), source: source, first: 0)
            ])
    }
}

/// A run of values that an edit left alone.
public struct Carried: Sendable, Equatable {
    /// Frames of the result.
    public var frames: Range<Int>
    /// Which values of these frames.
    public var values: JointValues
    /// Number of the clip they come from, among those that were edited.
    public var source: Int
    /// The frame of the source that `frames` begins with.
    public var first: Int
    /// Frames of the source from one frame of the result to the next: 1 onward, −1 backward, 0 for a pose held still.
    public var step: Int

    /// Creates a run.
    public init(frames: Range<Int>, values: JointValues, source: Int, first: Int, step: Int = 1) {
        self.frames = frames
        self.values = values
        self.source = source
        self.first = first
        self.step = step
    }

    /// The frame of the source whose values `frame` of the result has.
    public func sourceFrame(of frame: Int) -> Int { first + (frame - frames.lowerBound) * step }

    /// This run within `range` of the result; nil where they share no frame.
    func clamped(to range: Range<Int>) -> Carried? {
        let common = frames.clamped(to: range)
        guard !common.isEmpty else { return nil }
        return Carried(
            frames: common, values: values, source: source, first: sourceFrame(of: common.lowerBound),
            step: step)
    }
}

/// Some of the values of a frame: rotations and translations, joint by joint.
public struct JointValues: Sendable, Equatable {
    /// Joints whose rotation is meant.
    public var rotations: Set<Int>
    /// Joints whose translation from their parent is meant; for joint 0 its place in the world.
    public var translations: Set<Int>
    /// Whether the root's height is meant, where its place as a whole is not.
    public var rootHeight: Bool

    /// Creates a choice of values.
    public init(rotations: Set<Int>, translations: Set<Int>, rootHeight: Bool = false) {
        self.rotations = rotations
        self.translations = translations
        self.rootHeight = rootHeight
    }

    /// Every value of a body of `count` joints.
    public static func all(of count: Int) -> JointValues {
        JointValues(rotations: Set(0..<count), translations: Set(0..<count))
    }

    /// All values of these joints.
    public static func of(_ joints: Set<Int>) -> JointValues {
        JointValues(rotations: joints, translations: joints)
    }

    /// Whether nothing is meant.
    public var isEmpty: Bool { rotations.isEmpty && translations.isEmpty && !rootHeight }

    /// What both mean.
    public func intersection(_ other: JointValues) -> JointValues {
        let places = translations.intersection(other.translations)
        let height =
            !places.contains(0)
            && (rootHeight || translations.contains(0))
            && (other.rootHeight || other.translations.contains(0))
        return JointValues(
            rotations: rotations.intersection(other.rotations), translations: places, rootHeight: height)
    }

    /// These but for the root's: its turn, and its place, or only its place over the floor.
    func withoutRoot(keepingHeight: Bool) -> JointValues {
        JointValues(
            rotations: rotations.subtracting([0]), translations: translations.subtracting([0]),
            rootHeight: keepingHeight && (rootHeight || translations.contains(0)))
    }
}

extension EditedClip {
    /// This edit, made on the results of earlier ones, as one edit of what those began with.
    ///
    /// - Parameter earlier: The clips that this edit's sources were, by number, with their own accounts.
    public func following(_ earlier: [EditedClip]) -> EditedClip {
        var result: [Carried] = []
        for run in carried {
            for before in earlier[run.source].carried {
                let values = run.values.intersection(before.values)
                guard !values.isEmpty, let frames = run.frames(reaching: before.frames) else { continue }
                let start = run.sourceFrame(of: frames.lowerBound)
                result.append(
                    Carried(
                        frames: frames, values: values, source: before.source,
                        first: before.sourceFrame(of: start), step: run.step * before.step))
            }
        }
        return EditedClip(clip, carried: result)
    }

    /// The same edit of a clip that has this number among several.
    public func numbered(_ source: Int) -> EditedClip {
        var result = self
        for index in result.carried.indices { result.carried[index].source = source }
        return result
    }

    /// This movement with another after it, on the same body at the same rate.
    func appending(_ next: EditedClip) -> EditedClip {
        let offset = clip.frameCount
        return EditedClip(
            clip.appending(next.clip),
            carried: carried
                + next.carried.map { run in
                    var moved = run
                    moved.frames = run.frames.lowerBound + offset..<run.frames.upperBound + offset
                    return moved
                })
    }

    /// This account with only `values` left of what is carried in `frames`.
    ///
    /// - Parameter changed: The movement after the change; nil if it is here already.
    public func keepingOnly(_ values: JointValues, in frames: Range<Int>, of changed: Clip? = nil)
        -> EditedClip
    {
        let clip = changed ?? clip
        var result: [Carried] = []
        for run in carried {
            let outside = [
                0..<frames.lowerBound, frames.upperBound..<max(frames.upperBound, clip.frameCount),
            ]
            result += outside.compactMap { run.clamped(to: $0) }
            guard var inside = run.clamped(to: frames) else { continue }
            inside.values = inside.values.intersection(values)
            if !inside.values.isEmpty { result.append(inside) }
        }
        return EditedClip(clip, carried: result.sorted { $0.frames.lowerBound < $1.frames.lowerBound })
    }
}

extension Carried {
    /// The frames of this run whose source frame lies within `range`; nil if none does.
    fileprivate func frames(reaching range: Range<Int>) -> Range<Int>? {
        guard !range.isEmpty else { return nil }
        guard step != 0 else { return range.contains(first) ? frames : nil }
        // first + k · step lies in the range for k from one bound to another.
        let low = step > 0 ? range.lowerBound - first : first - (range.upperBound - 1)
        let high = step > 0 ? range.upperBound - 1 - first : first - range.lowerBound
        let size = abs(step)
        let from = low > 0 ? (low + size - 1) / size : 0
        guard high >= 0 else { return nil }
        let to = min(high / size, frames.count - 1)
        return from <= to ? frames.lowerBound + from..<frames.lowerBound + to + 1 : nil
    }
}
