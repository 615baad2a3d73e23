import Motion

extension EffectKey {
    /// How alike the two sides of the body are.
    public static let symmetry = EffectKey(rawValue: "symmetry")
}

/// Symmetry: how nearly the left side is the mirror image of the right, frame by frame.
///
/// The mirror stands through the hips, at right angles to the axis of the hip joints. A joint is compared with the
/// mirror image of its partner: 1 − Σ |left − mirrored right| / Σ (|left| + |right|), places from the hips. 1 is a
/// mirror image.
struct Symmetry: Measure {
    let definition = MeasureDefinition(
        key: .symmetry, unit: "1", meaning: "high: both sides alike; low: one-sided, twisted",
        evidence: .strong, step: 0.07,
        comparison: Comparison(more: "more even-sided", less: "more one-sided", family: .shape))

    func read(_ movement: Movement, in window: Range<Int>) -> Reading? {
        let pairs = CanonicalJoint.allCases.filter { $0.mirrored.rawValue > $0.rawValue }
        var joints: [CanonicalJoint: Double] = [:]
        let series = window.map { frame in
            func place(_ joint: CanonicalJoint) -> SIMD3<Double> {
                movement.places[joint.rawValue][frame]
                    - movement.places[CanonicalJoint.hips.rawValue][frame]
            }
            let axis = (place(.leftUpLeg) - place(.rightUpLeg)).normalized
            var apart = 0.0
            var size = 0.0
            for left in pairs {
                let l = place(left)
                let r = place(left.mirrored)
                let difference = (l - (r - 2 * r.dot(axis) * axis)).length
                apart += difference
                size += l.length + r.length
                joints[left, default: 0] += difference
                joints[left.mirrored, default: 0] += difference
            }
            return 1 - apart / size
        }
        return Reading(value: series.mean, series: series, joints: joints)
    }
}
