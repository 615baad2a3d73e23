import BVHFormat
public import Diagnostics
public import Motion

/// Files of one rig on their way through an edit: in as clips that every edit understands, out as a document of that rig.
///
/// Edits see each movement on its own rig, in metres, Y up, at the first file's rate. What comes back goes into the
/// first file's unit and axes, with everything that the edit left alone copied from the files.
///
///     let session = try EditSession([MotionFile.read("opening.bvh")])
///     let edited = try session.document(session.clips[0].reversedInTime())
public struct EditSession: Sendable {
    /// The files, in the order given.
    public let files: [MotionFile]
    /// The movement of each, on the first one's skeleton in metres, Y up.
    public let clips: [Clip]
    /// What edits need to know of the rig.
    public let plan: BodyPlan
    /// Metres per unit of the files.
    public let metresPerUnit: Float
    /// Numbers of the files that had another rate than the first and were resampled to it.
    public let resampled: [Int]
    private let uprighting: Quaternion

    /// Takes files to be edited together.
    ///
    /// - Throws: ``Problem`` when one is on another rig than the first, or would be too long at its rate.
    public init(_ files: [MotionFile]) throws(Problem) {
        precondition(!files.isEmpty, "a file to edit")
        let first = files[0]
        self.files = files
        uprighting = first.upAxis == .z ? Quaternion(angle: -.pi / 2, axis: SIMD3(1, 0, 0)) : .identity
        metresPerUnit = first.lengthUnit
        var clips: [Clip] = []
        var resampled: [Int] = []
        for (number, file) in files.enumerated() {
            try Self.check(file, isLike: first)
            var clip = file.clip
            // Frame times are written with few digits: 0.0083333 and 0.008333 are one rate.
            if abs(clip.frameRate / first.clip.frameRate - 1) > 1e-4 {
                clip = try file.resampled(to: first.clip.frameRate)
                resampled.append(number)
            }
            clip = clip.onSkeleton(of: first.clip)
            clips.append(clip.scaled(by: metresPerUnit).turnedUpright(by: uprighting))
        }
        self.clips = clips
        self.resampled = resampled
        plan = BodyPlan(of: first)
    }

    /// Makes sure that the result of an edit fits into memory, before it is made.
    ///
    /// - Parameter frames: Frames of all its movements together.
    /// - Throws: ``Problem`` when they hold more than `Clip.mostResampledRotations`.
    public func checkRoom(frames: Double, at place: Problem.Place) throws(Problem) {
        let most = Double(Clip.mostResampledRotations / max(clips[0].jointCount, 1))
        guard frames <= most else {
            throw Problem(
                "that is more movement than can be made at once", at: place,
                expected: "at most \(Int(most)) frames of \(clips[0].jointCount.counted("joint"))",
                found: Int(exactly: frames.rounded()).map { $0.counted("frame") } ?? "\(frames) frames",
                remedy: "ask for less, or in several edits")
        }
    }

    /// The document of an edited movement.
    ///
    /// - Throws: ``Problem`` when the rig has no channels for what the edit changed: a root without place or turn.
    public func document(_ edited: EditedClip) throws(Problem) -> EditedDocument {
        var own = edited
        own.clip = edited.clip.turnedUpright(by: uprighting.inverse).scaled(by: 1 / metresPerUnit)
        // Frames that were resampled are nobody's; places of other bones than the first file's are not its own.
        own.carried = edited.carried.compactMap { run in
            guard !resampled.contains(run.source) else { return nil }
            guard files[run.source].clip.skeleton != files[0].clip.skeleton else { return run }
            var run = run
            run.values.translations.formIntersection([0])
            return run.values.isEmpty ? nil : run
        }
        let document = files[0].document
        try check(own, against: document)
        return document.with(
            own, from: files.map { ($0.document, $0.skippedFrames) },
            heightAxis: files[0].upAxis == .z ? 2 : 1)
    }

    private static func check(_ file: MotionFile, isLike first: MotionFile) throws(Problem) {
        let (joints, others) = (file.clip.skeleton.joints, first.clip.skeleton.joints)
        guard joints.count == others.count else {
            throw .otherRig(file, first, "\(others.count) joints", "\(joints.count.counted("joint"))")
        }
        for (joint, other) in zip(joints, others)
        where joint.name != other.name || joint.parent != other.parent {
            throw .otherRig(file, first, "joint `\(other.name)`", "joint `\(joint.name)`")
        }
    }

    /// The root must have channels for what was made anew.
    private func check(_ edited: EditedClip, against document: BVHDocument) throws(Problem) {
        let channels = document.joints[0].channels
        let hasPlace = channels.count { !$0.isRotation } == 3
        let hasTurn = channels.contains { $0.isRotation }
        guard !hasPlace || !hasTurn else { return }
        let clip = edited.clip
        let restless = (0..<clip.frameCount).contains { frame in
            (!hasTurn && clip[frame, 0].angle(to: .identity) > 1e-3)
                || (!hasPlace
                    && (clip.rootTranslations[frame] - clip.skeleton.joints[0].offset).length
                        > 1e-4 * (1 + clip.skeleton.joints[0].offset.length))
        }
        guard restless else { return }
        throw Problem(
            "this rig cannot be placed or turned", at: .file(files[0].path, joint: document.joints[0].name),
            expected: "a root with three position and some rotation channels",
            found: channels.isEmpty ? "none" : channels.map(\.rawValue).joined(separator: " "),
            remedy: "export it again with CHANNELS 6 on its ROOT")
    }
}

extension Problem {
    fileprivate static func otherRig(
        _ file: MotionFile, _ first: MotionFile, _ expected: String, _ found: String
    ) -> Problem {
        Problem(
            "these files are on different rigs", at: .file(file.path),
            expected: "the rig of \(first.path), with \(expected)", found: found,
            remedy: "bring it to that rig first: choreo convert \(file.path) --rig \(first.path) -o FILE")
    }
}

extension Clip {
    /// The same movement on the bones of another figure with the same joints.
    fileprivate func onSkeleton(of other: Clip) -> Clip {
        guard skeleton != other.skeleton else { return self }
        return Clip(
            skeleton: other.skeleton, frameRate: other.frameRate, rootTranslations: rootTranslations,
            localRotations: localRotations, jointTranslations: jointTranslations)
    }

    /// The same movement in another unit of length.
    fileprivate func scaled(by factor: Float) -> Clip {
        guard factor != 1 else { return self }
        let joints = skeleton.joints.map { joint in
            Skeleton.Joint(
                name: joint.name, parent: joint.parent, offset: joint.offset * factor,
                endSites: joint.endSites.map { $0 * factor })
        }
        return Clip(
            skeleton: Skeleton(joints: joints), frameRate: frameRate,
            rootTranslations: rootTranslations.map { $0 * factor }, localRotations: localRotations,
            jointTranslations: jointTranslations.mapValues { $0.map { $0 * factor } })
    }

    /// The same movement with the whole world turned.
    fileprivate func turnedUpright(by turn: Quaternion) -> Clip {
        guard turn != .identity else { return self }
        var result = self
        for frame in 0..<frameCount {
            result.rootTranslations[frame] = turn.act(rootTranslations[frame])
            result[frame, 0] = (turn * self[frame, 0]).normalized
        }
        return result
    }
}
