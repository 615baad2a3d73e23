import BVHFormat

extension BVHDocument {
    /// Multiplies every length by `factor`: offsets, end sites and position channels.
    ///
    /// A factor such as 0.01 divides by its inverse instead, so that 95 becomes 0.95 and not 0.9500000000000001.
    mutating func scale(by factor: Double) {
        guard factor != 1 else { return }
        let inverse = (1 / factor).rounded()
        let divides = factor < 1 && inverse * factor == 1
        func scaled(_ v: SIMD3<Double>) -> SIMD3<Double> { divides ? v / inverse : v * factor }

        let channels = jointChannels
        joints = joints.map { joint in
            var joint = joint
            joint.offset = scaled(joint.offset)
            joint.endSites = joint.endSites.map(scaled)
            return joint
        }
        for move in channels.flatMap(\.moves) {
            for index in stride(from: move.column, to: values.count, by: channelCount) {
                values[index] = divides ? values[index] / inverse : values[index] * factor
            }
        }
    }

    /// Changes the axes: what was up along `source` is up along `target` from now on.
    ///
    /// Everything is turned by a quarter about X: from Y up to Z up, y becomes z and z becomes −y. For angles that is
    /// only another name and sign, so every number stays exactly what it was, and the figure at rest stands in the
    /// new axes as it stood in the old. Channels keep their columns, under new names, but for positions: those stay in the
    /// order X, Y, Z where they were in it, since simple readers take that for granted.
    mutating func turn(from source: UpAxis, to target: UpAxis) {
        guard source != target else { return }
        // The signs of what arrives on Y from Z, and on Z from Y.
        let (onY, onZ): (Double, Double) = target == .z ? (-1, 1) : (1, -1)
        // Zero stays without a sign: `-0` in a file helps nobody.
        func turned(_ v: SIMD3<Double>) -> SIMD3<Double> {
            SIMD3(v.x, onY < 0 ? 0 - v.z : v.z, onZ < 0 ? 0 - v.y : v.y)
        }

        let channels = jointChannels
        joints = joints.map { joint in
            var joint = joint
            joint.offset = turned(joint.offset)
            joint.endSites = joint.endSites.map(turned)
            joint.channels = joint.channels.map(\.acrossUp)
            return joint
        }
        for source in channels.flatMap({ $0.moves + $0.turns }) where source.axis != 0 {
            guard (source.axis == 1 ? onZ : onY) < 0 else { continue }
            for index in stride(from: source.column, to: values.count, by: channelCount) {
                values[index] = 0 - values[index]
            }
        }
        for joint in joints.indices { orderPositions(of: joint) }
    }

    /// Exchanges the columns of a joint's Z and Y positions where they stand as X, Z, Y.
    private mutating func orderPositions(of joint: Int) {
        let channels = joints[joint].channels
        guard let first = channels.firstIndex(of: .xPosition),
            channels[first...].starts(with: [.xPosition, .zPosition, .yPosition])
        else { return }
        joints[joint].channels.swapAt(first + 1, first + 2)
        let column = joints[joint].firstChannel + first
        for row in stride(from: column, to: values.count, by: channelCount) {
            values.swapAt(row + 1, row + 2)
        }
    }
}

extension BVHDocument.Channel {
    /// The channel with Y and Z exchanged.
    fileprivate var acrossUp: BVHDocument.Channel {
        switch self {
        case .xPosition, .xRotation: self
        case .yPosition: .zPosition
        case .zPosition: .yPosition
        case .yRotation: .zRotation
        case .zRotation: .yRotation
        }
    }
}
