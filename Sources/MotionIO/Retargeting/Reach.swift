import Motion

/// Where the wrists of a figure should be, so that its arms do what another's do.
///
/// Far from everything a wrist is where the other's is from its shoulder, in arm lengths. The nearer it comes to a
/// part of the body, to the other hand or to the floor, the more it keeps the distance to that instead, in metres of
/// a body of the same size: hands that meet, meet, a hand on a hip stays there, and one that carries on the floor
/// stands. A long arm that hangs beside the body keeps only its distance from it. All weights are smooth in the other's
/// places, so a smooth movement stays smooth.
struct Reach {
    /// Left and right; nil where an arm is missing.
    private(set) var wrists: [SIMD3<Float>?]

    /// Distances of a wrist from a joint (which lies inside the body) at which it touches, and at which it no longer
    /// has to do with it, m.
    private static let near: Float = 0.10
    private static let far: Float = 0.25

    /// Finds the wrists.
    ///
    /// - Parameters:
    ///   - model: The figure whose movement it is.
    ///   - figure: The figure that does it, its legs and trunk in place, its arms in the model's directions.
    ///   - raised: How far collar bones that the figure lacks carry the model's left and right shoulder, m: its hands
    ///     make up for it.
    init(of model: RigStage.Places, on figure: RigStage.Places, raised: [SIMD3<Float>]) {
        wrists = [false, true].map { isRight in
            Self.wrist(of: model, on: figure, raised: raised[isRight ? 1 : 0], isRight: isRight)
        }
        guard let a = model[.leftHand], let b = model[.rightHand], let left = wrists[0], let right = wrists[1]
        else { return }
        let touch = Self.nearness((a - b).length)
        let middle = (left + right) / 2
        wrists[0] = left + (middle + (a - b) / 2 - left) * touch
        wrists[1] = right + (middle - (a - b) / 2 - right) * touch
        for (side, wrist) in [a, b].enumerated() {
            guard let own = wrists[side] else { continue }
            let onFloor = Self.nearness(max(wrist.y, 0))
            wrists[side] = own + (wrist - own) * onFloor
        }
    }

    /// One wrist, as shoulder and body say.
    private static func wrist(
        of model: RigStage.Places, on figure: RigStage.Places, raised: SIMD3<Float>, isRight: Bool
    ) -> SIMD3<Float>? {
        func own(_ joint: CanonicalJoint) -> CanonicalJoint { isRight ? joint.mirrored : joint }
        guard let shoulder = model[own(.leftArm)], let elbow = model[own(.leftForeArm)],
            let wrist = model[own(.leftHand)], let newShoulder = figure[own(.leftArm)],
            let newElbow = figure[own(.leftForeArm)], let newWrist = figure[own(.leftHand)]
        else { return nil }
        let arm = (elbow - shoulder).length + (wrist - elbow).length
        let newArm = (newElbow - newShoulder).length + (newWrist - newElbow).length
        guard arm > 1e-6, newArm > 1e-6 else { return nil }
        let free = newShoulder + (wrist - shoulder) * (newArm / arm) + raised

        // A bent arm puts its hand somewhere; a long one hangs, and only keeps its distance from what it hangs beside.
        let length = (wrist - shoulder).length / arm
        let hanging = Easing.smoothstep((length - 0.75) / 0.2)
        var apart: Float = 1
        var sum = SIMD3<Float>.zero
        var total: Float = 0
        for (a, b) in Self.segments {
            guard let modelA = model[own(a)], let modelB = model[own(b)], let newA = figure[own(a)],
                let newB = figure[own(b)]
            else { continue }
            let t = share(of: wrist, on: modelA, modelB)
            let way = wrist - modelA - (modelB - modelA) * t
            let weight = nearness(way.length)
            let place = t + (share(of: free, on: newA, newB) - t) * hanging
            apart *= 1 - weight
            sum += (newA + (newB - newA) * place + way) * (weight * weight)
            total += weight * weight
        }
        guard total > 0 else { return free }
        let pull = (sum / total - free) * (1 - apart)
        // A long arm stays long: what it hangs beside pushes it aside, and does not bend it.
        let line = (free - newShoulder).normalized
        return free + pull - line * (pull.dot(line) * hanging)
    }

    /// Where on the line from `a` to `b` the nearest place to `place` is, 0 … 1.
    private static func share(of place: SIMD3<Float>, on a: SIMD3<Float>, _ b: SIMD3<Float>) -> Float {
        let line = b - a
        return min(max((place - a).dot(line) / max(line.dot(line), 1e-9), 0), 1)
    }

    /// 1 up to ``near``, 0 from ``far`` on.
    private static func nearness(_ distance: Float) -> Float {
        1 - Easing.smoothstep((distance - near) / (far - near))
    }

    /// Parts of the body that a left wrist may touch, as lines between two joints.
    private static let segments: [(CanonicalJoint, CanonicalJoint)] = [
        (.hips, .spine2), (.spine2, .neck), (.neck, .head), (.leftUpLeg, .rightUpLeg),
        (.leftUpLeg, .leftLeg), (.leftLeg, .leftFoot), (.rightUpLeg, .rightLeg), (.rightLeg, .rightFoot),
        (.neck, .rightArm), (.rightArm, .rightForeArm), (.rightForeArm, .rightHand),
    ]
}
