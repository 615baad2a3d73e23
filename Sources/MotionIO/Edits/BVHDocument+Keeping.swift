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
        var sheet = EditSheet(rig: self, edited: edited)
        for run in edited.carried {
            let (document, skipped) = sources[run.source]
            sheet.copy(run, from: document, skipping: skipped, heightAxis: heightAxis)
        }
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
    let width: Int
    var values: [Double]
    /// Which values are copied.
    var isKept: [Bool]

    init(rig: BVHDocument, edited: EditedClip) {
        self.rig = rig
        clip = edited.clip
        width = rig.channelCount
        values = Array(repeating: 0, count: clip.frameCount * width)
        isKept = Array(repeating: false, count: values.count)
    }

    /// Copies the columns of a run from the rows of its source.
    mutating func copy(_ run: Carried, from source: BVHDocument, skipping skipped: Int, heightAxis: Int) {
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
        var frame = 0
        while frame < count {
            guard !keeps(frame) else {
                frame += 1
                continue
            }
            var end = frame
            while end < count, !keeps(end) { end += 1 }
            // What is copied can't be rewound, so the made angles lead to what is copied after them.
            if end < count {
                fillAngles(
                    of: joint, Array((frame..<end).reversed()), after: end, columns: columns, axes: axes)
            } else {
                fillAngles(
                    of: joint, Array(frame..<end), after: frame > 0 ? frame - 1 : nil, columns: columns,
                    axes: axes)
            }
            frame = end
        }
    }

    /// Fills frames in the given order, each unwound toward the one before it.
    private mutating func fillAngles(
        of joint: Int, _ frames: [Int], after known: Int?, columns: [Int], axes: [Int]
    ) {
        var previous = columns.map { column in
            known.map { values[$0 * width + column] } ?? (rig.frameCount > 0 ? rig.values[column] : 0)
        }
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
