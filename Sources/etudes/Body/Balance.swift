import Motion

/// Where the weight of the body lies, part by part: trunk and legs move against each other until it is over its support.
///
/// Shares of the mass and places along each part: de Leva, "Adjustments to Zatsiorsky-Seluyanov's segment inertia
/// parameters", Journal of Biomechanics 1996.
enum Balance {
    /// A part of the body between two joints.
    private struct Part {
        let share: Float
        let from: CanonicalJoint
        let to: CanonicalJoint
        /// Place of its centre between the joints, 0 to 1.
        let along: Float
    }

    private static let trunk: [Part] = [
        Part(share: 0.0694, from: .neck, to: .head, along: 1.7),
        Part(share: 0.1596, from: .spine2, to: .neck, along: 0.55),
        Part(share: 0.1633, from: .spine, to: .spine2, along: 0.5),
        Part(share: 0.1117, from: .hips, to: .spine, along: 0.2),
    ]

    private static let arm: [Part] = [
        Part(share: 0.0271, from: .leftArm, to: .leftForeArm, along: 0.577),
        Part(share: 0.0162, from: .leftForeArm, to: .leftHand, along: 0.457),
        Part(share: 0.0061, from: .leftForeArm, to: .leftHand, along: 1.3),
    ]

    private static let leg: [Part] = [
        Part(share: 0.1416, from: .leftUpLeg, to: .leftLeg, along: 0.41),
        Part(share: 0.0433, from: .leftLeg, to: .leftFoot, along: 0.445),
        Part(share: 0.0137, from: .leftFoot, to: .leftToe, along: 0.44),
    ]

    /// Sum of share times place over the parts of the trunk, head and arms, and the sum of their shares.
    static func trunkMoment(_ places: [SIMD3<Float>]) -> (moment: SIMD3<Float>, share: Float) {
        let parts = trunk + both(arm)
        return (weigh(parts, places), parts.reduce(0) { $0 + $1.share })
    }

    /// Share times place of one leg by its hip, knee, ankle and ball.
    static func legMoment(_ places: [SIMD3<Float>]) -> SIMD3<Float> {
        zip(leg, zip(places, places.dropFirst())).reduce(.zero) { sum, item in
            let (part, (from, to)) = item
            return sum + mix(from, to, part.along) * part.share
        }
    }

    private static func both(_ parts: [Part]) -> [Part] {
        parts
            + parts.map { Part(share: $0.share, from: $0.from.mirrored, to: $0.to.mirrored, along: $0.along) }
    }

    private static func weigh(_ parts: [Part], _ places: [SIMD3<Float>]) -> SIMD3<Float> {
        parts.reduce(.zero) { sum, part in
            sum + mix(places[part.from.rawValue], places[part.to.rawValue], part.along) * part.share
        }
    }
}
