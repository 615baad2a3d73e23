import BVHFormat
import Motion

/// How one joint's channels make its place and its turn: worked out once, used in every frame.
struct JointChannels {
    /// A channel's axis (0 x, 1 y, 2 z) and its column in a row of values.
    struct Source: Equatable {
        var axis: Int
        var column: Int
    }

    /// The `OFFSET`, which holds for the axes that no position channel speaks of.
    let offset: SIMD3<Double>
    /// Rotation channels in file order: the first is outermost.
    let turns: [Source]
    /// Position channels in file order; they stand in place of the offset, unless ``keepsOffset``.
    let moves: [Source]
    /// Whether the position channels say how far the joint is from its offset, and it never leaves it.
    var keepsOffset = false

    init(_ joint: BVHDocument.Joint) {
        offset = joint.offset
        let sources = joint.channels.enumerated().map {
            (
                channel: $0.element,
                source: Source(axis: $0.element.axis, column: joint.firstChannel + $0.offset)
            )
        }
        turns = sources.filter(\.channel.isRotation).map(\.source)
        moves = sources.filter { !$0.channel.isRotation }.map(\.source)
    }

    /// The joint's rotation relative to its parent in the row of `values` that begins at `row`.
    func rotation(_ values: [Double], row: Int) -> DoubleQuaternion {
        var result = DoubleQuaternion.identity
        for turn in turns {
            result = result * DoubleQuaternion(degrees: values[row + turn.column], axis: turn.axis)
        }
        return result
    }

    /// The joint's translation from its parent in the row of `values` that begins at `row`.
    func place(_ values: [Double], row: Int) -> SIMD3<Double> {
        guard !keepsOffset else { return offset }
        var result = offset
        for move in moves { result[move.axis] = values[row + move.column] }
        return result
    }

    /// The axes of the rotation channels, where they are three different ones, so that they hold any rotation.
    var order: SIMD3<Int>? {
        guard turns.count == 3, Set(turns.map(\.axis)).count == 3 else { return nil }
        return SIMD3(turns[0].axis, turns[1].axis, turns[2].axis)
    }
}

extension BVHDocument {
    /// How each joint's channels are to be read.
    ///
    /// - Complexity: O(joints), and O(frames) more for each joint that keeps its offset.
    var jointChannels: [JointChannels] {
        joints.map { joint in
            var channels = JointChannels(joint)
            channels.keepsOffset = joint.parent != nil && keepsOffset(channels)
            return channels
        }
    }

    /// Whether position channels that stood in place of the offset would hold the joint at its parent all along.
    ///
    /// Some exporters write how far a joint is from its offset: nothing, in every frame, but for rounding. No bone
    /// is a thousandth as long as its offset says, so that is what it means.
    private func keepsOffset(_ channels: JointChannels) -> Bool {
        guard !channels.moves.isEmpty, frameCount > 0 else { return false }
        let most = 1e-3 * channels.offset.length
        return (0..<frameCount).allSatisfy { frame in
            channels.place(values, row: frame * channelCount).length <= most
        }
    }

    /// Whether a joint stays where it is from its parent.
    func keepsPlace(_ channels: JointChannels) -> Bool {
        channels.keepsOffset || isConstant(channels.moves)
    }

    /// Whether these columns hold the same number in every frame.
    func isConstant(_ sources: [JointChannels.Source]) -> Bool {
        sources.allSatisfy { source in
            stride(from: source.column, to: values.count, by: channelCount)
                .allSatisfy { values[$0] == values[source.column] }
        }
    }

    /// A joint's rotations over the frames, each with the sign nearer to the one before; a single one where the
    /// joint never turns.
    func rotations(of channels: JointChannels) -> [DoubleQuaternion] {
        guard frameCount > 0 else { return [.identity] }
        let count = isConstant(channels.turns) ? 1 : frameCount
        var result: [DoubleQuaternion] = []
        result.reserveCapacity(count)
        var previous = DoubleQuaternion.identity
        for frame in 0..<count {
            previous = channels.rotation(values, row: frame * channelCount).aligned(with: previous)
            result.append(previous)
        }
        return result
    }

    /// A joint's translations over the frames; a single one where the joint keeps its place.
    func places(of channels: JointChannels) -> [SIMD3<Double>] {
        guard frameCount > 0 else { return [channels.offset] }
        let count = keepsPlace(channels) ? 1 : frameCount
        return (0..<count).map { channels.place(values, row: $0 * channelCount) }
    }
}
