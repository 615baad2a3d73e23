/// Where the weight of a canonical figure is.
///
/// Each segment has a share of the body's mass and a place of its own centre along the bone.
///
/// Source: Winter, "Biomechanics and motor control of human movement", 4th edition 2009, table 4.1 (after Dempster
/// 1955); head and trunk are taken along the canonical spine.
public enum CenterOfMass {
    /// A segment between two joints: share of the mass, and the centre's distance from the first joint as a share
    /// of the segment.
    struct Segment {
        let from: CanonicalJoint
        let to: CanonicalJoint
        let mass: Double
        let centre: Double
    }

    /// All segments; masses sum to 1.
    static let segments: [Segment] = {
        let middle = [
            Segment(from: .hips, to: .neck, mass: 0.497, centre: 0.50),
            // The head's centre lies just above its joint; Neck to Head reaches 0.09 m of the 0.25 m up to the crown.
            Segment(from: .neck, to: .head, mass: 0.081, centre: 1.39),
        ]
        let left = [
            Segment(from: .leftArm, to: .leftForeArm, mass: 0.028, centre: 0.436),
            Segment(from: .leftForeArm, to: .leftHand, mass: 0.016, centre: 0.430),
            // The hand's centre lies half way to the knuckles, beyond the wrist on the forearm's line.
            Segment(from: .leftForeArm, to: .leftHand, mass: 0.006, centre: 1.30),
            Segment(from: .leftUpLeg, to: .leftLeg, mass: 0.100, centre: 0.433),
            Segment(from: .leftLeg, to: .leftFoot, mass: 0.0465, centre: 0.433),
            Segment(from: .leftFoot, to: .leftToe, mass: 0.0145, centre: 0.50),
        ]
        let right = left.map {
            Segment(from: $0.from.mirrored, to: $0.to.mirrored, mass: $0.mass, centre: $0.centre)
        }
        return middle + left + right
    }()

    /// Returns the centre of mass of one pose, m.
    ///
    /// - Parameter places: Places of the 22 canonical joints.
    public static func of(_ places: [SIMD3<Double>]) -> SIMD3<Double> {
        segments.reduce(into: SIMD3<Double>.zero) { sum, segment in
            let from = places[segment.from.rawValue]
            let to = places[segment.to.rawValue]
            sum += segment.mass * (from + segment.centre * (to - from))
        }
    }
}
