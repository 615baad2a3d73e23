import Motion

// Joints as a person names them, and where they are on stage.

extension Performer {
    /// The joint that `name` means: one of the skeleton's own names, in whatever case, or one of
    /// ``trailNames``; nil when there is none.
    public func joint(named name: String) -> Int? {
        let skeleton = clip.skeleton
        if let exact = skeleton.joints.firstIndex(where: { $0.name == name }) { return exact }
        let plain = Self.plain(name)
        if let part = figure.parts[plain] { return part }
        return skeleton.joints.firstIndex { Self.plain($0.name) == plain }
    }

    /// The words that name joints of this body whatever its rig calls them: `left hand`, `head` and so on.
    public var trailNames: [String] { figure.parts.keys.sorted() }

    /// Lower case, with single spaces for hyphens and underscores.
    private static func plain(_ name: String) -> String {
        name.lowercased().split { " -_:".contains($0) }.joined(separator: " ")
    }

    /// Where a joint is on stage in a frame, metres.
    public func place(ofJoint joint: Int, frame: Int) -> SIMD3<Float> {
        let pose = figure.stance.apply(to: clip.pose(at: frame))
        return placement.act(pose.positions[joint]) - SIMD3(0, floor, 0)
    }

    /// The line that a joint draws through the air in `frames`, in the colour of its side.
    ///
    /// - Complexity: O(joints) a frame.
    public func trail(ofJoint joint: Int, frames: ClosedRange<Int>, width: Float = 0.014) -> Trail {
        Trail(
            points: frames.clamped(to: 0...clip.frameCount - 1).map { place(ofJoint: joint, frame: $0) },
            color: palette.color(of: Tint(figure.side(ofJoint: joint, in: clip.skeleton))),
            width: width * figure.size)
    }

    /// A place over the head in a frame, where a name can be written.
    public func labelPlace(frame: Int) -> SIMD3<Float> {
        let top = body(frame: frame).balls.map { $0.centre.y + $0.radius }.max() ?? 0
        let centre = centre(frame: frame)
        return SIMD3(centre.x, top + 0.12 * figure.size, centre.z)
    }
}

extension Figure {
    /// Joints of a recognised body by words.
    var parts: [String: Int] {
        var parts: [String: Int] = [:]
        for (side, arm) in landmarks.arms {
            let word = side == .left ? "left" : "right"
            parts[word + " hand"] = arm.wrist
            parts[word + " elbow"] = arm.elbow
            parts[word + " shoulder"] = arm.shoulder
        }
        for (side, leg) in landmarks.legs {
            let word = side == .left ? "left" : "right"
            parts[word + " foot"] = leg.toe ?? leg.ankle
            parts[word + " knee"] = leg.knee
            parts[word + " hip"] = leg.hip
        }
        parts["head"] = landmarks.head
        parts["pelvis"] = landmarks.pelvis
        return parts
    }

    /// The side that a joint belongs to; nil on the middle line.
    func side(ofJoint joint: Int, in skeleton: Skeleton) -> Side? {
        skeleton.ancestry(of: joint)
            .compactMap { JointName(skeleton.joints[$0].name).side ?? landmarks.side(ofLimbFrom: $0) }
            .first
    }
}
