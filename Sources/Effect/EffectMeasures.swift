import Motion

/// All measures, in the order of a profile.
enum EffectMeasures {
    /// The measures; `contrast` follows from them and comes last in every profile.
    static let all: [any Measure] = [
        Weight(), Time(), Space(), Flow(),
        Extent(), Speed(), Level(), Balance(), FootSkateMeasure(),
        Travel(), Turning(), Air(), Dynamics(), Jerk(), Directness(), Symmetry(), Side(), Arms(), Legs(),
    ]

    /// Joints by which a body reaches out: hands, feet and head.
    static let extremities: [CanonicalJoint] = [.leftHand, .rightHand, .leftFoot, .rightFoot, .head]
}
