public import BVHFormat
public import Motion

/// A document that an edit made, and how much of it is the sources' own.
public struct EditedDocument: Sendable {
    /// The document.
    public var document: BVHDocument
    /// How many of its values were copied from the sources, digit for digit.
    public var kept: Int
    /// Joints whose curves jump by whole turns where copied values meet others, by name.
    ///
    /// The rotation goes on smoothly; only its angles count on from another turn, since copied values are not changed.
    public var rewound: [String]
}

extension BVHDocument {
    /// This document's rig with edited movement, in which what the edit left alone is copied from the sources' rows.
    ///
    /// Copied values are the very `Double`s of the source. Angles that the edit made are unwound so that no curve jumps:
    /// onward from the copied ones before them, or back from those after them.
    ///
    /// - Parameters:
    ///   - edited: On this document's joints, in its unit and axes.
    ///   - sources: The documents that the edit's sources were read from, by number, and the frames at the start of each
    ///     that its clip does not have. Rows are copied for joints that have the same channels here and there.
    ///   - heightAxis: Axis of the root's height: 1 for Y up, 2 for Z up.
    /// - Complexity: O(values of the result).
    public func with(
        _ edited: EditedClip, from sources: [(document: BVHDocument, skipped: Int)], heightAxis: Int = 1
    ) -> EditedDocument {
        precondition(edited.clip.jointCount == joints.count, "the clip is on this document's rig")
        var sheet = EditSheet(rig: self, edited: edited, sources: sources)
        for run in edited.carried { sheet.copy(run, heightAxis: heightAxis) }
        sheet.fill()
        let clip = edited.clip
        let document = BVHDocument(
            joints: joints, frameTime: clip.frameRate == 1 / frameTime ? frameTime : 1 / clip.frameRate,
            values: sheet.values)
        return EditedDocument(
            document: document, kept: sheet.isKept.count { $0 }, rewound: sheet.rewound(edited.carried))
    }
}

/// The rows of an edited document while they are being filled.
private struct EditSheet {
    let rig: BVHDocument
    let clip: Clip
    let carried: [Carried]
    let sources: [(document: BVHDocument, skipped: Int)]
    let width: Int
    var values: [Double]
    /// Which values are copied.
    var isKept: [Bool]

    init(rig: BVHDocument, edited: EditedClip, sources: [(document: BVHDocument, skipped: Int)]) {
        self.rig = rig
        self.sources = sources
        (clip, carried) = (edited.clip, edited.carried)
        width = rig.channelCount
        values = Array(repeating: 0, count: clip.frameCount * width)
        isKept = Array(repeating: false, count: values.count)
    }

    /// Copies the columns of a run from the rows of its source.
    mutating func copy(_ run: Carried, heightAxis: Int) {
        let (source, skipped) = sources[run.source]
        var columns: [(here: Int, there: Int)] = []
        for (index, joint) in rig.joints.enumerated() {
            let other = source.joints[index]
            guard other.channels == joint.channels else { continue }
            for (offset, channel) in joint.channels.enumerated() {
                let isMeant =
                    channel.isRotation
                    ? run.values.rotations.contains(index)
                    : run.values.translations.contains(index)
                        || (index == 0 && run.values.rootHeight && channel.axis == heightAxis)
                if isMeant { columns.append((joint.firstChannel + offset, other.firstChannel + offset)) }
            }
        }
        for frame in run.frames {
            let row = frame * width
            let sourceRow = (run.sourceFrame(of: frame) + skipped) * source.channelCount
            for (here, there) in columns {
                values[row + here] = source.values[sourceRow + there]
                isKept[row + here] = true
            }
        }
    }

    /// Computes from the clip whatever was not copied.
    mutating func fill() {
        for (index, joint) in rig.joints.enumerated() {
            for (offset, channel) in joint.channels.enumerated() where !channel.isRotation {
                fillPlaces(of: index, column: joint.firstChannel + offset, axis: channel.axis)
            }
            let turning = joint.channels.indices.filter { joint.channels[$0].isRotation }
            guard !turning.isEmpty else { continue }
            fillAngles(
                of: index, columns: turning.map { joint.firstChannel + $0 },
                axes: turning.map { joint.channels[$0].axis })
        }
    }

    private mutating func fillPlaces(of joint: Int, column: Int, axis: Int) {
        let moves = joint == 0 || clip.jointTranslations[joint] != nil
        for frame in 0..<clip.frameCount where !isKept[frame * width + column] {
            // A joint that does not move keeps the place that its file has for it, exactly.
            values[frame * width + column] =
                moves || rig.frameCount == 0
                ? Double(shortest: clip.translation(frame: frame, joint: joint)[axis])
                : rig.values[rig.values.count - width + column]
        }
    }

    private mutating func fillAngles(of joint: Int, columns: [Int], axes: [Int]) {
        let count = clip.frameCount
        func keeps(_ frame: Int) -> Bool { columns.allSatisfy { isKept[frame * width + $0] } }
        let origins = origins(of: joint)
        var frame = 0
        while frame < count {
            guard !keeps(frame) else {
                frame += 1
                continue
            }
            var end = frame
            while end < count, !keeps(end) { end += 1 }
            if let rows = rows(between: frame, end, origins) {
                // Between two frames of one source: the curve winds as the source's own does there.
                for (frame, row) in zip(frame..<end, rows) {
                    fillAngles(
                        of: joint, [frame], near: columns.map { row.values[row.start + $0] },
                        columns: columns,
                        axes: axes)
                }
            } else if end < count {
                // What is copied can't be rewound, so the made angles lead to what is copied after them.
                fillAngles(
                    of: joint, Array((frame..<end).reversed()),
                    near: columns.map { values[end * width + $0] }, columns: columns, axes: axes)
            } else {
                let known = frame > 0 ? columns.map { values[(frame - 1) * width + $0] } : nil
                let start = columns.map { rig.frameCount > 0 ? rig.values[$0] : 0 }
                fillAngles(
                    of: joint, Array(frame..<end), near: known ?? start, columns: columns, axes: axes)
            }
            frame = end
        }
    }

    /// The source and frame that each frame's rotation of a joint is copied from.
    private func origins(of joint: Int) -> [(source: Int, frame: Int)?] {
        var origins = [(source: Int, frame: Int)?](repeating: nil, count: clip.frameCount)
        for run in carried where run.values.rotations.contains(joint) {
            for frame in run.frames { origins[frame] = (run.source, run.sourceFrame(of: frame)) }
        }
        return origins
    }

    /// The source's rows for made frames that stand between copied ones just as the source's own frames do.
    private func rows(
        between start: Int, _ end: Int, _ origins: [(source: Int, frame: Int)?]
    ) -> [(values: [Double], start: Int)]? {
        guard start > 0, end < origins.count, let before = origins[start - 1], let after = origins[end],
            before.source == after.source, after.frame - before.frame == end - start + 1,
            sources[before.source].document.joints.map(\.channels) == rig.joints.map(\.channels)
        else { return nil }
        let (document, skipped) = sources[before.source]
        return (1...end - start).map { (document.values, (before.frame + skipped + $0) * width) }
    }

    /// Fills frames in the given order, each unwound toward the one before it.
    private mutating func fillAngles(
        of joint: Int, _ frames: [Int], near start: [Double], columns: [Int], axes: [Int]
    ) {
        var previous = start
        for frame in frames {
            previous = EulerAngles.degrees(of: clip[frame, joint], channels: axes, previous: previous)
            for (column, angle) in zip(columns, previous) {
                // A millionth of a degree is finer than the rotation itself is known.
                values[frame * width + column] = (angle * 1e6).rounded() / 1e6
            }
        }
    }

    /// Names of joints with an angle that jumps by more than half a turn where a run of copied values begins or ends.
    func rewound(_ carried: [Carried]) -> [String] {
        var borders: Set<Int> = []
        for run in carried { borders.formUnion([run.frames.lowerBound, run.frames.upperBound]) }
        return rig.joints.filter { joint in
            joint.channels.enumerated().contains { offset, channel in
                channel.isRotation
                    && borders.contains { frame in
                        guard frame > 0, frame < clip.frameCount else { return false }
                        let place = frame * width + joint.firstChannel + offset
                        return abs(values[place] - values[place - width]) > 180
                    }
            }
        }.map(\.name)
    }
}

extension Double {
    /// The shortest decimal that reads back as the same `Float`: 0.95 stays 0.95, not 0.949999988079071.
    fileprivate init(shortest value: Float) { self = Double(value.description) ?? Double(value) }
}
