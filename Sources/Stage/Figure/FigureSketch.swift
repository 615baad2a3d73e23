import Motion

/// Draws the limbs of a figure: first those of a body that it knows, then bones for all that is left.
struct FigureSketch {
    let skeleton: Skeleton
    let landmarks: Landmarks
    /// The rest pose, in metres, on the clip's own axes.
    let rest: Pose
    /// Size against the 1.70 m canonical body; thickness scales with it.
    let size: Float
    let bearings: Bearings
    /// Metres in a unit of the skeleton's own offsets.
    let unit: Float
    var limbs: [Limb] = []
    /// Joints whose bone from the parent is already clothed, or is inside something that is.
    var covered: Set<Int> = [0]

    mutating func draw() {
        if landmarks.isHumanoid {
            drawTorso()
            drawHead()
            for side in Side.allCases {
                drawArm(side)
                drawLeg(side)
            }
        }
        drawBones()
    }

    /// Adds a limb; radii are given for the canonical size.
    mutating func add(
        _ from: Anchor, _ to: Anchor, _ radii: (Float, Float), _ tint: Tint, meeting: Set<Meeting>
    ) {
        limbs.append(Limb(from, to, (radii.0 * size, radii.1 * size), tint, meeting: meeting))
    }

    /// Marks `joint` and everything below it as clothed.
    mutating func coverTree(under joint: Int) {
        for other in skeleton.joints.indices where skeleton.ancestry(of: other).contains(joint) {
            covered.insert(other)
        }
    }

    /// Marks every joint on the way from `joint` up to `ancestor` as clothed.
    mutating func coverPath(from joint: Int, to ancestor: Int) {
        for step in skeleton.ancestry(of: joint) {
            if step == ancestor { return }
            covered.insert(step)
        }
    }

    /// Plain bones: one for every joint and end site that nothing else clothes.
    private mutating func drawBones() {
        let named = skeleton.joints.map { JointName($0.name).side }
        let sides = skeleton.joints.indices.map { joint in
            skeleton.ancestry(of: joint).compactMap { named[$0] ?? landmarks.side(ofLimbFrom: $0) }.first
        }
        let wrists = Set(landmarks.arms.values.map(\.wrist))
        for (joint, node) in skeleton.joints.enumerated() {
            let isFinger = skeleton.ancestry(of: joint).dropFirst().contains { wrists.contains($0) }
            if let parent = node.parent, !covered.contains(joint) {
                addBone(
                    .joint(parent), .joint(joint),
                    length: (rest.positions[joint] - rest.positions[parent]).length,
                    tint: Tint(sides[joint]), finger: isFinger,
                    meeting: [.joint(parent), .joint(joint)])
            }
            // A joint whose own bone is clothed by the torso or a limb has its end sites clothed as well.
            guard !covered.contains(joint) || (joint == 0 && !landmarks.isHumanoid) else { continue }
            for site in node.endSites {
                addBone(
                    .joint(joint), .joint(joint, site * unit), length: site.length * unit,
                    tint: Tint(sides[joint]), finger: isFinger,
                    meeting: [.joint(joint)])
            }
        }
        if limbs.isEmpty {
            // A lone root: a ball where it is.
            add(.joint(0), .joint(0), (0.05, 0.05), .body, meeting: [.joint(0)])
        }
    }

    private mutating func addBone(
        _ from: Anchor, _ to: Anchor, length: Float, tint: Tint, finger: Bool, meeting: Set<Meeting>
    ) {
        // Zero-length bones join two joints in one place: nothing to draw.
        guard length > 0.004 * size else { return }
        let relative = length / size
        let thickness = finger ? min(0.2 * relative, 0.0085) : min(max(0.16 * relative, 0.006), 0.06)
        add(from, to, (thickness, thickness * 0.85), tint, meeting: meeting)
    }
}
