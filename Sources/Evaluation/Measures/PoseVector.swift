import Motion
import RealModule

/// Pose feature vector of a continuation: 44 numbers that say which poses it passes through.
///
/// Mean and deviation over time of heights (hands, feet, head, hips), of distances (hand–hand, hand–hips, foot–foot,
/// hand–head), of knee and elbow angles, of the spine's tilt and of the volume that the joints span (every 4th frame);
/// then the shares of frames with each hand above its shoulder and above the head, with each foot down, both, none.
enum PoseVector {
    /// The vector of the frames of `range`.
    static func of(_ movement: Movement, in range: Range<Int>) -> [Double] {
        let series =
            range.map { pose(movement, $0) }.transposed
            + [
                stride(from: range.lowerBound, to: range.upperBound, by: 4).map { frame in
                    let start = frame * Movement.joints
                    return ConvexHull.volume(of: Array(movement.places[start..<start + Movement.joints]))
                }
            ]
        let shares = range.map { relations(movement, $0).map { $0 ? 1.0 : 0 } }.transposed
        return series.map(\.mean) + series.map(\.deviation) + shares.map(\.mean)
    }

    private static func pose(_ movement: Movement, _ frame: Int) -> [Double] {
        func at(_ joint: CanonicalJoint) -> SIMD3<Double> { movement.place(joint, frame) }
        func distance(_ a: CanonicalJoint, _ b: CanonicalJoint) -> Double { (at(a) - at(b)).length }
        func angle(_ above: CanonicalJoint, _ joint: CanonicalJoint, _ below: CanonicalJoint) -> Double {
            let (a, b) = (at(above) - at(joint), at(below) - at(joint))
            return arccosine(a.dot(b) / (a.length * b.length))
        }
        let spine = at(.neck) - at(.hips)
        return [CanonicalJoint.leftHand, .rightHand, .leftFoot, .rightFoot, .head, .hips].map { at($0).y }
            + [
                distance(.leftHand, .rightHand), distance(.leftHand, .hips), distance(.rightHand, .hips),
                distance(.leftFoot, .rightFoot), distance(.leftHand, .head), distance(.rightHand, .head),
                angle(.leftUpLeg, .leftLeg, .leftFoot), angle(.leftArm, .leftForeArm, .leftHand),
                angle(.rightUpLeg, .rightLeg, .rightFoot), angle(.rightArm, .rightForeArm, .rightHand),
                arccosine(spine.y / spine.length),
            ]
    }

    private static func relations(_ movement: Movement, _ frame: Int) -> [Bool] {
        func height(_ joint: CanonicalJoint) -> Double { movement.place(joint, frame).y }
        let contacts = movement.contacts[frame]
        let (left, right) = (contacts[0] || contacts[1], contacts[2] || contacts[3])
        return [
            height(.leftHand) > height(.leftArm), height(.leftHand) > height(.head),
            height(.rightHand) > height(.rightArm), height(.rightHand) > height(.head),
            left, right, left && right, !left && !right,
        ]
    }

    private static func arccosine(_ value: Double) -> Double { Double.acos(min(max(value, -1), 1)) }
}
