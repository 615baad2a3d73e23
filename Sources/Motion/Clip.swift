/// Movement: a skeleton, a rate, and per frame a root translation and local rotations.
///
/// Values are contiguous by frame. Lengths are in the unit of the skeleton; the canonical skeleton is in metres.
public struct Clip: Sendable, Equatable {
    /// The body.
    public var skeleton: Skeleton
    /// Frames per second, more than 0.
    public var frameRate: Double
    /// Place of the root joint in the world, one per frame.
    public var rootTranslations: [SIMD3<Float>]
    /// Rotation of each joint relative to its parent, unit quaternions, shape [frames, joints].
    public var localRotations: [Quaternion]
    /// Translations from the parent of joints other than the root that a file animates, one per frame; a joint
    /// that is absent stays at its offset.
    public var jointTranslations: [Int: [SIMD3<Float>]]

    /// Creates a clip; the counts must agree.
    public init(
        skeleton: Skeleton, frameRate: Double, rootTranslations: [SIMD3<Float>], localRotations: [Quaternion],
        jointTranslations: [Int: [SIMD3<Float>]] = [:]
    ) {
        precondition(frameRate > 0, "a clip has a rate")
        precondition(
            localRotations.count == rootTranslations.count * skeleton.joints.count,
            "one rotation per frame and joint")
        precondition(
            jointTranslations.values.allSatisfy { $0.count == rootTranslations.count },
            "one translation per frame and moving joint")
        self.skeleton = skeleton
        self.frameRate = frameRate
        self.rootTranslations = rootTranslations
        self.localRotations = localRotations
        self.jointTranslations = jointTranslations
    }

    /// Number of frames.
    public var frameCount: Int { rootTranslations.count }
    /// Number of joints.
    public var jointCount: Int { skeleton.joints.count }
    /// Length in seconds: frames divided by the rate.
    public var seconds: Double { Double(frameCount) / frameRate }

    /// Rotation of `joint` relative to its parent in `frame`.
    public subscript(frame: Int, joint: Int) -> Quaternion {
        get { localRotations[frame * jointCount + joint] }
        set { localRotations[frame * jointCount + joint] = newValue }
    }

    /// Translation of `joint` from its parent in `frame`: the root's place, a moving joint's value, or the offset.
    public func translation(frame: Int, joint: Int) -> SIMD3<Float> {
        if joint == 0 { return rootTranslations[frame] }
        return jointTranslations[joint]?[frame] ?? skeleton.joints[joint].offset
    }

    /// The frames of `range`, on the same skeleton and rate.
    public func frames(_ range: Range<Int>) -> Clip {
        Clip(
            skeleton: skeleton, frameRate: frameRate, rootTranslations: Array(rootTranslations[range]),
            localRotations: Array(
                localRotations[range.lowerBound * jointCount..<range.upperBound * jointCount]),
            jointTranslations: jointTranslations.mapValues { Array($0[range]) })
    }

    /// This clip with the frames of `next` after it; both must share skeleton and rate.
    ///
    /// A joint that moves in one of the two only rests at its offset in the other.
    public func appending(_ next: Clip) -> Clip {
        precondition(
            next.skeleton == skeleton && next.frameRate == frameRate, "the same body at the same rate")
        var moving: [Int: [SIMD3<Float>]] = [:]
        for joint in Set(jointTranslations.keys).union(next.jointTranslations.keys) {
            let offset = skeleton.joints[joint].offset
            moving[joint] =
                (jointTranslations[joint] ?? Array(repeating: offset, count: frameCount))
                + (next.jointTranslations[joint] ?? Array(repeating: offset, count: next.frameCount))
        }
        return Clip(
            skeleton: skeleton, frameRate: frameRate,
            rootTranslations: rootTranslations + next.rootTranslations,
            localRotations: localRotations + next.localRotations, jointTranslations: moving)
    }
}
