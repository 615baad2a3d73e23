import BVHFormat

extension BVHDocument {
    /// Gives all joints that turn three rotation channels in `order`.
    ///
    /// Angles go by way of quaternions in `Double` and follow the frame before, so that no curve jumps by whole turns
    /// or between the two ways to say a rotation. A joint that is in this order already keeps its exact numbers, but
    /// for whole turns where it jumped by one, and one that has a single channel keeps its angle.
    ///
    /// - Complexity: O(frames × channels).
    mutating func order(rotations order: RotationOrder) {
        let old = jointChannels
        unroll(old.filter { $0.order == order.axes }.flatMap(\.turns))
        guard old.contains(where: { !$0.turns.isEmpty && $0.order != order.axes }) else { return }
        let (source, oldWidth, frames) = (values, channelCount, frameCount)
        let before = joints
        joints = joints.map { joint in
            var joint = joint
            joint.channels = Self.channels(joint.channels, turning: order)
            return joint
        }
        let width = channelCount
        values = [Double](repeating: 0, count: frames * width)
        for (index, channels) in jointChannels.enumerated() {
            // Positions keep their numbers, and so do rotations that are in order.
            let isOrdered = old[index].turns.isEmpty || old[index].order == order.axes
            let (from, to) = (before[index].firstChannel, joints[index].firstChannel)
            if isOrdered {
                for place in joints[index].channels.indices {
                    for frame in 0..<frames {
                        values[frame * width + to + place] = source[frame * oldWidth + from + place]
                    }
                }
                continue
            }
            for (move, oldMove) in zip(channels.moves, old[index].moves) {
                for frame in 0..<frames {
                    values[frame * width + move.column] = source[frame * oldWidth + oldMove.column]
                }
            }
            var angles = SIMD3<Double>.zero
            for frame in 0..<frames {
                if old[index].turns.count == 1 {
                    let turn = old[index].turns[0]
                    for place in 0..<3 where order.axes[place] == turn.axis {
                        angles[place] = source[frame * oldWidth + turn.column]
                    }
                } else {
                    let rotation = old[index].rotation(source, row: frame * oldWidth)
                    angles = EulerAngles.degrees(of: rotation, order: order.axes, near: angles)
                }
                for (place, turn) in channels.turns.enumerated() {
                    values[frame * width + turn.column] = Self.rounded(angles[place])
                }
            }
        }
    }

    /// Adds whole turns where a column jumps by more than half a turn from one frame to the next.
    private mutating func unroll(_ turns: [JointChannels.Source]) {
        for turn in turns {
            var previous: Double?
            for index in stride(from: turn.column, to: values.count, by: channelCount) {
                if let previous, abs(values[index] - previous) > 180 {
                    values[index] += ((previous - values[index]) / 360).rounded() * 360
                }
                previous = values[index]
            }
        }
    }

    /// `channels` with their rotations in `order`: in their places if there are three, else where the first is.
    private static func channels(_ channels: [Channel], turning order: RotationOrder) -> [Channel] {
        let turns: [Channel] = (0..<3).map { [.xRotation, .yRotation, .zRotation][order.axes[$0]] }
        let places = channels.indices.filter { channels[$0].isRotation }
        guard let first = places.first else { return channels }
        var result = channels
        if places.count == 3 {
            for (place, turn) in zip(places, turns) { result[place] = turn }
        } else {
            result.removeAll(where: \.isRotation)
            result.insert(contentsOf: turns, at: first)
        }
        return result
    }

    /// The angle to a billionth of a degree: a hair's breadth from the moon, and half the digits in the file.
    private static func rounded(_ degrees: Double) -> Double { (degrees * 1e9).rounded() / 1e9 }
}
