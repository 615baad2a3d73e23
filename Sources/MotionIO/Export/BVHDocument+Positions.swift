import BVHFormat
import Motion

extension BVHDocument {
    /// Gives joints position channels, or takes them away.
    ///
    /// A joint that loses them rests where it was; if it moved, that part of the movement is lost. Roots always have
    /// all three, in front of their rotations if they had none.
    ///
    /// - Returns: Joints that moved and do so no more, with the largest distance from their first place.
    mutating func give(positions: BVHStyle.Positions) -> [(joint: Int, distance: Double)] {
        guard positions != .keep else { return [] }
        let old = jointChannels
        let rest = RestFigure(self)
        var lost: [(joint: Int, distance: Double)] = []
        /// Where each number of a row comes from: a column of the old row, or the joint's offset.
        var cells: [Cell] = []
        let frames = frameCount
        let newJoints = joints.enumerated().map { index, joint in
            var joint = joint
            let own = joint.channels.indices.map { Cell.column(joint.firstChannel + $0) }
            let isKept =
                switch positions {
                case .keep, .all: true
                case .moving: !keepsPlace(old[index])
                case .root: false
                }
            guard isKept || joint.parent == nil else {
                let places = places(of: old[index])
                if !old[index].moves.isEmpty, frames > 0 {
                    joint.offset = places.count == 1 ? places[0] : rest.translations[index]
                    if places.count > 1 {
                        lost.append((index, places.map { ($0 - places[0]).length }.max() ?? 0))
                    }
                }
                cells += zip(joint.channels, own).filter { $0.0.isRotation }.map(\.1)
                joint.channels.removeAll { !$0.isRotation }
                return joint
            }
            if old[index].moves.count < 3, positions == .all || joint.parent == nil {
                let moving: [Channel] = [.xPosition, .yPosition, .zPosition]
                cells += moving.map { channel in
                    let move = old[index].moves.first { $0.axis == channel.axis && !old[index].keepsOffset }
                    return move.map { .column($0.column) } ?? .constant(joint.offset[channel.axis])
                }
                cells += zip(joint.channels, own).filter { $0.0.isRotation }.map(\.1)
                joint.channels = moving + joint.channels.filter(\.isRotation)
            } else if positions == .all, old[index].keepsOffset {
                // Others read these channels in place of the offset, as they do those of all other joints.
                cells += zip(joint.channels, own).map { channel, cell in
                    channel.isRotation ? cell : .constant(joint.offset[channel.axis])
                }
            } else {
                cells += own
            }
            return joint
        }
        let (source, width) = (values, channelCount)
        values = []
        joints = newJoints
        var rows: [Double] = []
        rows.reserveCapacity(frames * cells.count)
        for frame in 0..<frames {
            for cell in cells {
                switch cell {
                case .column(let column): rows.append(source[frame * width + column])
                case .constant(let value): rows.append(value)
                }
            }
        }
        values = rows
        return lost
    }

    private enum Cell {
        case column(Int)
        case constant(Double)
    }
}
