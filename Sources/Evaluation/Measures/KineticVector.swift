import Motion

/// Kinetic feature vector of a continuation: 115 numbers that say how it moves.
///
/// For each joint the root mean square of horizontal and of vertical speed and the mean acceleration; the same over
/// three thirds of the time for hips, hands and feet; mean size and deviation of the heading's rate; length of the
/// hips' path and how far they got.
enum KineticVector {
    private static let thirdsOf: [CanonicalJoint] = [.hips, .leftHand, .rightHand, .leftFoot, .rightFoot]

    /// The vector of the frames of `range`.
    static func of(_ movement: Movement, in range: Range<Int>) -> [Double] {
        var result = energies(movement, CanonicalJoint.allCases, range)
        for third in 0..<3 {
            let start = range.lowerBound + third * range.count / 3
            let end = range.lowerBound + (third + 1) * range.count / 3
            result += energies(movement, thirdsOf, start..<end)
        }
        let rates = Array(movement.headingRates[range])
        let path =
            range.reduce(0) { $0 + movement.velocities[$1 * Movement.joints].flat.length } / Movement.rate
        let way = movement.place(.hips, range.upperBound - 1) - movement.place(.hips, range.lowerBound)
        return result + [rates.map(abs).mean, rates.deviation, path, way.flat.length]
    }

    /// Root mean square of horizontal speeds, of vertical speeds, and mean accelerations, joints within each.
    private static func energies(
        _ movement: Movement, _ joints: [CanonicalJoint], _ range: Range<Int>
    ) -> [Double] {
        var horizontal = [Double](repeating: 0, count: joints.count)
        var vertical = horizontal
        var acceleration = horizontal
        for frame in range {
            for (index, joint) in joints.enumerated() {
                let at = frame * Movement.joints + joint.rawValue
                let velocity = movement.velocities[at]
                horizontal[index] += velocity.x * velocity.x + velocity.z * velocity.z
                vertical[index] += velocity.y * velocity.y
                acceleration[index] += movement.accelerations[at].length
            }
        }
        let count = Double(max(range.count, 1))
        return horizontal.map { ($0 / count).squareRoot() } + vertical.map { ($0 / count).squareRoot() }
            + acceleration.map { $0 / count }
    }
}
