import RealModule

/// What edits need to know of a rig besides its joints and bones.
///
/// It holds for any figure with a body: a horse has hips, sides and partners too.
public struct BodyPlan: Sendable, Equatable {
    /// The joint whose place is where the body is: the one that legs or hind legs grow from.
    public var hips: Int
    /// The joint that plays the same part on the other side; the joint itself on the middle line, nil for one that
    /// leans to a side and has no partner.
    public var partners: [Int?]
    /// The pair of joints, left and right, whose line lies across the body; nil for a figure without sides.
    public var across: (left: Int, right: Int)? {
        get { pair.map { ($0[0], $0[1]) } }
        set { pair = newValue.map { [$0.left, $0.right] } }
    }
    /// The same as an array, which is equatable.
    private var pair: [Int]?
    /// Joints of each part of the body by its name (`leftArm`, `spine`, …), for the rig's own joints.
    public var parts: [String: Set<Int>]
    /// Parts that a person holds by the chest they hang on, not by their direction in space: the arms.
    public var hanging: Set<Int>

    /// Creates a plan.
    public init(
        hips: Int, partners: [Int?], across: (left: Int, right: Int)?, parts: [String: Set<Int>] = [:],
        hanging: Set<Int> = []
    ) {
        self.hips = hips
        self.partners = partners
        pair = across.map { [$0.left, $0.right] }
        self.parts = parts
        self.hanging = hanging
    }

    /// The plan of the canonical skeleton.
    public static let canonical: BodyPlan = {
        func all(_ joints: ClosedRange<CanonicalJoint.RawValue>) -> Set<Int> { Set(joints) }
        return BodyPlan(
            hips: 0, partners: CanonicalJoint.allCases.map(\.mirrored.rawValue),
            across: (CanonicalJoint.leftUpLeg.rawValue, CanonicalJoint.rightUpLeg.rawValue),
            parts: [
                "root": [0], "leftLeg": all(1...4), "rightLeg": all(5...8), "spine": all(9...11),
                "head": all(12...13), "leftArm": all(14...17), "rightArm": all(18...21),
            ], hanging: all(14...21))
    }()

    /// The direction in which the figure faces, as yaw about +Y in radians; 0 is +Z, and +X is at π/2.
    ///
    /// The line across the body on the floor, turned by a quarter; where that line is vertical, or there is none, the
    /// turn of the hips from where they rest.
    public func heading(of pose: Pose) -> Float {
        if let across {
            let axis = pose.positions[across.left] - pose.positions[across.right]
            let flat = axis.flat
            if flat.length > 0.1 * axis.length { return Float.atan2(y: -flat.z, x: flat.x) }
        }
        return pose.rotations[hips].yaw
    }
}

extension Quaternion {
    /// The part of the turn about +Y, radians (swing-twist).
    var yaw: Float { 2 * Float.atan2(y: vector.y, x: vector.w) }
}

extension Float {
    /// The same angle between −π and π.
    var asHalfTurn: Float { remainder(dividingBy: 2 * .pi) }
}

/// Where a figure is on the floor, and where it faces.
public struct FloorPlace: Sendable {
    /// Place of the hips, height 0.
    public var place: SIMD3<Float>
    /// Heading, radians.
    public var heading: Float

    /// The place in `frame`.
    init(of clip: Clip, plan: BodyPlan, frame: Int) {
        let pose = clip.pose(at: frame)
        place = pose.positions[plan.hips].flat
        heading = plan.heading(of: pose)
    }

    /// The way from `earlier` to here, for each of `steps` equal steps.
    func change(from earlier: FloorPlace, steps: Int) -> (way: SIMD3<Float>, turn: Float) {
        let count = Float(max(steps, 1))
        return ((place - earlier.place) / count, (heading - earlier.heading).asHalfTurn / count)
    }
}

extension Clip {
    /// Where the figure is on the floor in `frame`, and where it faces.
    public func floorPlace(plan: BodyPlan, frame: Int) -> FloorPlace {
        FloorPlace(of: self, plan: plan, frame: frame)
    }

    /// Frames over which speeds at a seam are measured: a thirtieth of a second, at any rate.
    var seamStep: Int { min(max(1, Int((frameRate / 30).rounded())), max(frameCount - 1, 0)) }
}
