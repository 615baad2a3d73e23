import Motion

// Measures below are metres on the canonical 1.70 m body, after a slim adult's breadths and depths: hips 0.34 wide,
// waist 0.26, chest 0.33 by 0.20, head 0.22 high.

extension FigureSketch {
    /// Pelvis, waist, ribcage and the slope of the shoulders: pairs of round cones left and right of the spine.
    mutating func drawTorso() {
        guard let pelvis = landmarks.pelvis, let left = landmarks.legs[.left],
            let right = landmarks.legs[.right],
            let leftArm = landmarks.arms[.left], let rightArm = landmarks.arms[.right]
        else { return }
        let spine = SpineLine(self)

        for (side, leg, other) in [(Side.left, left, right), (.right, right, left)] {
            let arm = side == .left ? leftArm : rightArm
            let otherArm = side == .left ? rightArm : leftArm
            let hip = Anchor.joint(leg.hip).toward(.joint(other.hip), 0.5)
            // Seat: from the middle of the pelvis to behind the hip joint.
            add(
                hip.adding(0.32, of: leg.hip, minus: other.hip).adding(
                    bearings.belly * -0.018 * size, in: pelvis),
                spine.point(0.16).adding(0.24, of: leg.hip, minus: other.hip),
                (0.093, 0.088), .body, meeting: [.pelvis, .joint(leg.hip)])
            let waist = spine.point(0.40).adding(0.13, of: leg.hip, minus: other.hip)
                .adding(0.055, of: arm.shoulder, minus: otherArm.shoulder)
            add(
                spine.point(0.16).adding(0.24, of: leg.hip, minus: other.hip), waist, (0.088, 0.078),
                .body, meeting: [.pelvis, .waist])
            let ribs = spine.point(0.74).adding(0.19, of: arm.shoulder, minus: otherArm.shoulder)
            add(waist, ribs, (0.078, 0.094), .body, meeting: [.waist, .chest])
            // Collarbone and the slope from the neck.
            add(
                spine.point(0.88).adding(0.14, of: arm.shoulder, minus: otherArm.shoulder).toward(
                    .joint(arm.shoulder), 0.1), .joint(arm.shoulder),
                (0.066, 0.05), .body, meeting: [.chest, .joint(arm.shoulder)])
            add(
                spine.point(0.99), spine.point(0.93).toward(.joint(arm.shoulder), 0.62), (0.042, 0.04),
                .body, meeting: [.chest])
            coverPath(from: leg.hip, to: pelvis)
            coverPath(from: arm.shoulder, to: 0)
        }
        // Between the two sides: belly and breastbone.
        add(spine.point(0.10), spine.point(0.42), (0.09, 0.08), .body, meeting: [.pelvis, .waist])
        add(spine.point(0.42), spine.point(0.78), (0.08, 0.095), .body, meeting: [.waist, .chest])
        coverPath(from: pelvis, to: 0)
        for joint in landmarks.spine { covered.insert(joint) }
        if let neck = landmarks.neck { coverPath(from: neck, to: 0) }
    }

    /// Neck, skull, jaw and nose.
    ///
    /// Fixed to the head joint, so that the face turns with it.
    mutating func drawHead() {
        guard let head = landmarks.head else { return }
        let up = bearings.crown * size
        let forward = bearings.face * size
        let base = Anchor.joint(head)
        func at(_ height: Float, _ front: Float) -> Anchor {
            base.adding(up * height + forward * front, in: head)
        }
        let neck = landmarks.neck.map { Anchor.joint($0) } ?? SpineLine(self).point(1)
        add(neck, at(0.035, 0), (0.05, 0.047), .face, meeting: [.chest, .head])
        add(at(0.08, -0.024), at(0.084, 0.012), (0.079, 0.075), .hair, meeting: [.head])
        add(at(0.052, 0.03), at(-0.026, 0.052), (0.066, 0.037), .face, meeting: [.head])
        add(at(0.062, 0.083), at(0.026, 0.101), (0.008, 0.012), .face, meeting: [.head])
        coverPath(from: head, to: 0)
        coverTree(under: head)
    }
}

/// The line of the spine from between the hip joints to the base of the neck, measured by its rest length.
struct SpineLine {
    private let stations: [(anchor: Anchor, share: Float)]

    init(_ sketch: FigureSketch) {
        let landmarks = sketch.landmarks
        var anchors: [Anchor] = []
        if let left = landmarks.legs[.left]?.hip, let right = landmarks.legs[.right]?.hip {
            anchors.append(Anchor.joint(left).toward(.joint(right), 0.5))
        }
        anchors += landmarks.spine.map { Anchor.joint($0) }
        if let neck = landmarks.neck {
            anchors.append(.joint(neck))
        } else if let left = landmarks.arms[.left]?.shoulder, let right = landmarks.arms[.right]?.shoulder {
            anchors.append(Anchor.joint(left).toward(.joint(right), 0.5))
        }
        var length: Float = 0
        var lengths: [Float] = [0]
        for (a, b) in zip(anchors, anchors.dropFirst()) {
            length += (b.place(in: sketch.rest) - a.place(in: sketch.rest)).length
            lengths.append(length)
        }
        stations = zip(anchors, lengths).map { ($0, length > 0 ? $1 / length : 0) }
    }

    /// The point at `share` of the way up, 0 between the hip joints, 1 at the base of the neck.
    func point(_ share: Float) -> Anchor {
        for (below, above) in zip(stations, stations.dropFirst()) where share <= above.share {
            let span = above.share - below.share
            return below.anchor.toward(above.anchor, span > 0 ? (share - below.share) / span : 0)
        }
        return stations[stations.count - 1].anchor
    }
}
