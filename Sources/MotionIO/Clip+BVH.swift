public import BVHFormat
public import Diagnostics
import Foundation
public import Motion

extension Clip {
    /// Reads the movement of a document: degrees become rotations, in the file's own unit and axes.
    ///
    /// A joint's position channels stand in place of its offset, unless they are about zero in every frame: then the
    /// exporter wrote how far the joint is from its offset. Where they never change, the joint is at rest
    /// there; where they do, the clip keeps them as ``jointTranslations``.
    ///
    /// - Parameters:
    ///   - document: One figure, moving.
    ///   - path: The name that messages give to the document.
    /// - Throws: ``Problem`` for a document without frames, with several figures, more than 2000 joints or 1000 frames
    ///   a second, or places beyond 10⁹ units.
    /// - Complexity: O(frames × joints).
    public init(_ document: BVHDocument, path: String) throws(Problem) {
        try document.checkPlayable(path: path)
        let (values, width) = (document.values, document.channelCount)
        let frames = document.frameCount
        var joints = document.joints.map {
            Skeleton.Joint(
                name: $0.name, parent: $0.parent, offset: SIMD3<Float>($0.offset),
                endSites: $0.endSites.map { SIMD3<Float>($0) })
        }
        var roots: [SIMD3<Float>] = []
        var moving: [Int: [SIMD3<Float>]] = [:]
        var rotations = [Quaternion](repeating: .identity, count: frames * joints.count)
        for (index, channels) in document.jointChannels.enumerated() {
            for frame in 0..<frames where !channels.turns.isEmpty {
                let rotation = Quaternion(channels.rotation(values, row: frame * width))
                let before = frame > 0 ? rotations[(frame - 1) * joints.count + index] : rotation
                rotations[frame * joints.count + index] = rotation.aligned(with: before)
            }

            guard index == 0 || !channels.moves.isEmpty && !channels.keepsOffset else { continue }
            let translations = (0..<frames).map { frame in
                SIMD3<Float>(channels.place(values, row: frame * width))
            }
            if index == 0 {
                roots = translations
            } else if translations.allSatisfy({
                ($0 - translations[0]).length <= 1e-4 * (1 + translations[0].length)
            }) {
                joints[index].offset = translations[0]
            } else {
                moving[index] = translations
            }
        }
        self.init(
            skeleton: Skeleton(joints: joints), frameRate: 1 / document.frameTime, rootTranslations: roots,
            localRotations: rotations, jointTranslations: moving)
    }
}

extension BVHDocument {
    /// Rows of this document's channels for `clip`, which must be on the same joints.
    ///
    /// Angles are unwound so that no curve jumps, from the last row of this document on. Position channels of a
    /// joint that the clip does not move keep that row's values.
    ///
    /// - Returns: Values, shape [frames of the clip, channels].
    public func rows(of clip: Clip) -> [Double] {
        precondition(clip.jointCount == joints.count, "the clip is on this document's rig")
        var previous =
            frameCount > 0 ? Array(values.suffix(channelCount)) : [Double](repeating: 0, count: channelCount)
        var result: [Double] = []
        result.reserveCapacity(clip.frameCount * channelCount)
        for frame in 0..<clip.frameCount {
            for (index, joint) in joints.enumerated() {
                let turning = joint.channels.indices.filter { joint.channels[$0].isRotation }
                if !turning.isEmpty {
                    let columns = turning.map { joint.firstChannel + $0 }
                    let angles = EulerAngles.degrees(
                        of: clip[frame, index], channels: turning.map { joint.channels[$0].axis },
                        previous: columns.map { previous[$0] })
                    for (column, angle) in zip(columns, angles) { previous[column] = angle }
                }
                guard index == 0 || clip.jointTranslations[index] != nil else { continue }
                let place = SIMD3<Double>(clip.translation(frame: frame, joint: index))
                for (offset, channel) in joint.channels.enumerated() where !channel.isRotation {
                    previous[joint.firstChannel + offset] = place[channel.axis]
                }
            }
            result += previous
        }
        return result
    }

    /// This document's rig with other movement at another rate.
    ///
    /// - Parameter clip: On this document's joints.
    public func with(_ clip: Clip) -> BVHDocument {
        BVHDocument(
            joints: joints, frameTime: clip.frameRate == 1 / frameTime ? frameTime : 1 / clip.frameRate,
            values: rows(of: clip))
    }

    /// A document of `clip` in the common form: root with place and rotation, all rotations in the order Z X Y.
    public init(_ clip: Clip) {
        var joints = clip.skeleton.joints.enumerated().map { index, joint in
            Joint(
                name: joint.name, parent: joint.parent, offset: SIMD3(shortest: joint.offset),
                channels: (index == 0 || clip.jointTranslations[index] != nil
                    ? [.xPosition, .yPosition, .zPosition] : []) + [.zRotation, .xRotation, .yRotation],
                endSites: joint.endSites.map { SIMD3(shortest: $0) })
        }
        // A leaf must end somewhere: readers expect an end site on every chain.
        let parents = Set(joints.compactMap(\.parent))
        for index in joints.indices where !parents.contains(index) && joints[index].endSites.isEmpty {
            joints[index].endSites = [.zero]
        }
        let rig = BVHDocument(joints: joints, frameTime: 1 / clip.frameRate, values: [])
        self = BVHDocument(joints: joints, frameTime: 1 / clip.frameRate, values: rig.rows(of: clip))
    }
}

extension SIMD3<Double> {
    /// The shortest decimals that read back as the same `Float`: 0.95 stays 0.95, not 0.949999988079071.
    fileprivate init(shortest vector: SIMD3<Float>) {
        self.init()
        for axis in 0..<3 { self[axis] = Double(vector[axis].description) ?? Double(vector[axis]) }
    }
}

extension EulerAngles {
    /// As ``degrees(of:channels:near:)``, for a rotation of single precision.
    static func degrees(of rotation: Quaternion, channels: [Int], previous: [Double]) -> [Double] {
        degrees(
            of: DoubleQuaternion(vector: SIMD4<Double>(rotation.vector)), channels: channels, near: previous)
    }
}
