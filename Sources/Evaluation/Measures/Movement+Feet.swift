import Motion

/// What the feet do.
extension Movement {
    /// How much ankles and toes slide while they are near the floor, cm/s; see `FootSkate`.
    func skate(in range: Range<Int>) -> Double {
        slides.reduce(0) { $0 + $1[range].reduce(0, +) } / Double(max(4 * range.count, 1))
    }

    /// How far the lowest point is under the floor, cm, mean over frames.
    func penetration(in range: Range<Int>) -> Double {
        100 * lowest[range].reduce(0) { $0 + max(0, -$1) } / Double(max(range.count, 1))
    }

    /// Physical foot contact, for comparison only: standing still is perfect by it.
    ///
    /// The push of the hips, without its downward part, times the speed of each foot's slower joint; mean over frames,
    /// divided by the largest push.
    ///
    /// Source: Tseng, Castellon, Liu, "EDGE: Editable dance generation from music", CVPR 2023; speeds in m/s here.
    func physicalFootContact(in range: Range<Int>) -> Double {
        let (leftFoot, leftToe) = (CanonicalJoint.leftFoot.rawValue, CanonicalJoint.leftToe.rawValue)
        let (rightFoot, rightToe) = (CanonicalJoint.rightFoot.rawValue, CanonicalJoint.rightToe.rawValue)
        var sum = 0.0
        var largest = 0.0
        for frame in range {
            let start = frame * Self.joints
            var push = accelerations[start]
            push.y = max(0, push.y)
            let left = min(velocities[start + leftFoot].length, velocities[start + leftToe].length)
            let right = min(velocities[start + rightFoot].length, velocities[start + rightToe].length)
            sum += push.length * left * right
            largest = max(largest, push.length)
        }
        return sum / Double(max(range.count, 1)) / max(largest, 1e-9)
    }

    /// Share of frames in which a foot is down.
    func contactShare(in range: Range<Int>) -> Double {
        Double(contacts[range].filter { $0.contains(true) }.count) / Double(max(range.count, 1))
    }
}
