import Motion

// Radii are metres on the canonical 1.70 m body.

extension FigureSketch {
    /// Upper arm, forearm, and a flat hand; fingers of its own where the rig has them.
    mutating func drawArm(_ side: Side) {
        guard let arm = landmarks.arms[side] else { return }
        let tint = Tint(side)
        let shoulder = Anchor.joint(arm.shoulder)
        let elbow = Anchor.joint(arm.elbow)
        let wrist = Anchor.joint(arm.wrist)
        add(
            shoulder, elbow, (0.047, 0.034), tint, meeting: [.joint(arm.shoulder), .joint(arm.elbow)])
        add(elbow, wrist, (0.035, 0.022), tint, meeting: [.joint(arm.elbow), .joint(arm.wrist)])
        coverPath(from: arm.wrist, to: arm.shoulder)
        drawHand(side, arm)
    }

    private mutating func drawHand(_ side: Side, _ arm: Landmarks.Arm) {
        let tint = Tint(side)
        let meeting: Set<Meeting> = [.joint(arm.wrist), .hand(side)]
        let knuckles = skeleton.children(of: arm.wrist)
            .filter { (rest.positions[$0] - rest.positions[arm.wrist]).length > 0.02 * size }
        if knuckles.count > 2 {
            // A hand with fingers: a palm of one cone for each, and the fingers as bones.
            for knuckle in knuckles {
                add(.joint(arm.wrist), .joint(knuckle), (0.02, 0.012), tint, meeting: meeting)
                covered.insert(knuckle)
            }
            return
        }
        // A mitten, along whatever the rig has below the wrist, or straight on from the forearm.
        let along = handDirection(arm)
        let thumb = bearings.thumbs[side] ?? .zero
        let breadth = thumb * 0.016 * size
        let length = 0.165 * size
        for (share, reach) in [(Float(1), Float(0.97)), (-1, 0.9)] {
            add(
                .joint(arm.wrist, along * 0.02 * size + breadth * share * 0.6),
                .joint(arm.wrist, along * (length * reach) + breadth * share * 0.55),
                (0.021, 0.0115), tint, meeting: meeting)
        }
        if thumb != .zero {
            add(
                .joint(arm.wrist, along * 0.03 * size + thumb * 0.02 * size),
                .joint(arm.wrist, along * 0.085 * size + thumb * 0.052 * size), (0.013, 0.0095), tint,
                meeting: meeting)
        }
        coverTree(under: arm.wrist)
    }

    /// From the wrist to the fingers, unit length in the wrist's frame.
    private func handDirection(_ arm: Landmarks.Arm) -> SIMD3<Float> {
        let sites = skeleton.joints[arm.wrist].endSites
        let beyond = skeleton.children(of: arm.wrist).map { skeleton.joints[$0].offset } + sites
        let furthest = beyond.max { $0.length < $1.length } ?? .zero
        if furthest.length * unit > 0.02 * size { return furthest.normalized }
        // At rest all frames agree, so the forearm's direction holds in the wrist's frame too.
        return skeleton.joints[arm.wrist].offset.normalized
    }

    /// Thigh, shin, and a foot with heel, ball and toes on one sole.
    mutating func drawLeg(_ side: Side) {
        guard let leg = landmarks.legs[side] else { return }
        let tint = Tint(side)
        let hip = Anchor.joint(leg.hip)
        let knee = Anchor.joint(leg.knee)
        let ankle = Anchor.joint(leg.ankle)
        // One slope from hip to ankle, nearly: where slopes change, light shows a band.
        add(hip, knee, (0.083, 0.053), tint, meeting: [.joint(leg.hip), .joint(leg.knee)])
        add(knee, ankle, (0.053, 0.031), tint, meeting: [.joint(leg.knee), .joint(leg.ankle)])
        coverPath(from: leg.ankle, to: leg.hip)
        drawFoot(side, leg)
        coverTree(under: leg.ankle)
    }

    private mutating func drawFoot(_ side: Side, _ leg: Landmarks.Leg) {
        let down = bearings.soles[side] ?? SIMD3(0, -1, 0)
        let toes = bearings.toes[side] ?? SIMD3(0, 0, 1)
        let level = toes - down * toes.dot(down)
        let forward = level.length > 0.2 ? level.normalized : toes
        let across = down.cross(forward)

        // The ball of the foot is the toe joint; without one it lies where a foot of this size has it.
        let offset =
            leg.toe.map { skeleton.joints[$0].offset * unit } ?? (down * 0.07 + forward * 0.13) * size
        let depth = max(offset.dot(down), 0.03 * size)
        let reach = max(offset.dot(forward), 0.08 * size)
        let toe = toeTip(leg, forward: forward, down: down)

        let tint = Tint(side)
        let meeting: Set<Meeting> = [.joint(leg.ankle), .foot(side)]
        func sole(_ front: Float, _ aside: Float, radius: Float) -> Anchor {
            // All radii rest on one sole, a ball's radius below the toe joint.
            .joint(
                leg.ankle, forward * front + down * (depth + (0.022 - radius) * size) + across * aside * size)
        }
        let heel = sole(-0.045 * size, 0, radius: 0.03)
        add(.joint(leg.ankle), heel, (0.034, 0.03), tint, meeting: meeting)
        add(
            .joint(leg.ankle), sole(reach * 0.9, 0, radius: 0.026), (0.034, 0.026), tint,
            meeting: meeting)
        for aside: Float in [-0.017, 0.017] {
            add(heel, sole(reach, aside, radius: 0.024), (0.03, 0.024), tint, meeting: meeting)
            let tip = toe.adding(toe.offset + across * aside * 0.8 * size, in: toe.offsetJoint)
            add(sole(reach, aside, radius: 0.022), tip, (0.024, 0.017), tint, meeting: meeting)
        }
    }

    /// The tip of the toes: the toe joint's end site, or a little ahead of it; fixed to the ankle without one.
    private func toeTip(_ leg: Landmarks.Leg, forward: SIMD3<Float>, down: SIMD3<Float>) -> Anchor {
        guard let toe = leg.toe else {
            let site = (skeleton.joints[leg.ankle].endSites.max { $0.length < $1.length } ?? .zero) * unit
            let fallback = (down * 0.075 + forward * 0.2) * size
            return .joint(leg.ankle, site.dot(forward) > 0.12 * size ? site : fallback)
        }
        let site = skeleton.joints[toe].endSites.max { $0.length < $1.length } ?? .zero
        let length = site.length * unit
        return length > 0.02 * size && length < 0.15 * size
            ? .joint(toe, site * unit) : .joint(toe, forward * 0.06 * size)
    }
}
