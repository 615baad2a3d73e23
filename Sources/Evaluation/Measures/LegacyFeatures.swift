import Motion
import RealModule

/// The features behind FID_k, FID_g, Div_k and Div_g of papers on dance generation; for comparison with them only.
///
/// Source: Li, Yang, Ross, Kanazawa, "AI choreographer: music conditioned 3D dance generation with AIST++", ICCV 2021,
/// after Onuma, Faloutsos, Hodgins, "FMDistance", 2008 (kinetic) and Müller, Röder, Clausen, "Efficient content-based
/// retrieval of motion capture data", SIGGRAPH 2005 (geometric). Times are true times: the papers' geometric speeds are
/// doubled by a frame time that does not fit their data.
enum LegacyFeatures {
    /// Mean squared horizontal and vertical speed and mean acceleration of each joint, 66 numbers.
    static func kinetic(_ movement: Movement, in range: Range<Int>) -> [Double] {
        var result = [Double](repeating: 0, count: 3 * Movement.joints)
        for joint in 0..<Movement.joints {
            let path = range.map { movement.places[$0 * Movement.joints + joint] }
            let steps = differences(path)
            let velocities = slidingMeans(steps)
            let accelerations = slidingMeans(differences(steps))
            result[joint] = velocities.map { $0.x * $0.x + $0.z * $0.z }.mean
            result[Movement.joints + joint] = velocities.map { $0.y * $0.y }.mean
            result[2 * Movement.joints + joint] = accelerations.map(\.length).mean
        }
        return result
    }

    private static func differences(_ path: [SIMD3<Double>]) -> [SIMD3<Double>] {
        zip(path, path.dropFirst()).map { ($1 - $0) * Movement.rate }
    }

    /// Means over up to five neighbouring values, fewer at the ends.
    private static func slidingMeans(_ values: [SIMD3<Double>]) -> [SIMD3<Double>] {
        values.indices.map { index in
            let near = values[max(0, index - 2)...min(values.count - 1, index + 2)]
            return near.reduce(.zero, +) / Double(near.count)
        }
    }

    /// Shares of frames in which 32 relations of body parts hold.
    static func geometric(_ movement: Movement, in range: Range<Int>) -> [Double] {
        range.dropFirst().map { frame in
            GeometricRelations(movement, frame).all.map { $0 ? 1.0 : 0 }
        }.transposed.map(\.mean)
    }
}

/// The relations of one frame and the one before it; lengths are those of the canonical skeleton.
private struct GeometricRelations {
    private let movement: Movement
    private let frame: Int
    private let floor: Double

    private static let arm = 0.28
    private static let shoulders = 0.34
    private static let hips = 0.18

    init(_ movement: Movement, _ frame: Int) {
        self.movement = movement
        self.frame = frame
        floor = (0..<Movement.joints).map { movement.places[frame * Movement.joints + $0].y }.min() ?? 0
    }

    private func now(_ joint: CanonicalJoint) -> SIMD3<Double> { movement.place(joint, frame) }
    private func before(_ joint: CanonicalJoint) -> SIMD3<Double> { movement.place(joint, frame - 1) }
    private func bone(_ a: CanonicalJoint, _ b: CanonicalJoint) -> SIMD3<Double> { now(b) - now(a) }

    private func along(_ vector: SIMD3<Double>, _ direction: SIMD3<Double>) -> Double {
        vector.dot(direction) / max(direction.length, 1e-9)
    }

    private func velocity(of joint: CanonicalJoint, from other: CanonicalJoint) -> SIMD3<Double> {
        ((now(joint) - now(other)) - (before(joint) - before(other))) * Movement.rate
    }

    /// `joint` moves, seen from `a`, in the direction from `a` to `b`.
    private func moves(_ joint: CanonicalJoint, _ a: CanonicalJoint, _ b: CanonicalJoint, _ limit: Double)
        -> Bool
    {
        along(velocity(of: joint, from: a), bone(a, b)) > limit
    }

    /// `joint` moves, seen from `a`, along the normal of the plane through `a`, `b` and `c`.
    private func movesThrough(
        _ joint: CanonicalJoint, _ a: CanonicalJoint, _ b: CanonicalJoint, _ c: CanonicalJoint,
        _ limit: Double
    ) -> Bool {
        along(velocity(of: joint, from: a), bone(a, c).cross(bone(a, b))) > limit
    }

    /// `joint` lies beyond the plane through `a`, `b` and `c`.
    private func beyondPlane(
        _ joint: CanonicalJoint, _ a: CanonicalJoint, _ b: CanonicalJoint, _ c: CanonicalJoint,
        _ limit: Double
    ) -> Bool {
        along(bone(a, joint), bone(a, c).cross(bone(a, b))) > limit
    }

    /// `joint` lies beyond the plane through `at` with the normal from `a` to `b`.
    private func beyond(
        _ joint: CanonicalJoint, _ a: CanonicalJoint, _ b: CanonicalJoint, at: CanonicalJoint, _ limit: Double
    ) -> Bool {
        along(bone(at, joint), bone(a, b)) > limit
    }

    private func fast(_ joint: CanonicalJoint, _ limit: Double) -> Bool {
        (now(joint) - before(joint)).length * Movement.rate > limit
    }

    /// The angle between two directions lies between two bounds, degrees.
    private func angle(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ low: Double, _ high: Double) -> Bool {
        let cosine = a.dot(b) / max(a.length * b.length, 1e-9)
        let angle = Double.acos(min(max(cosine, -1), 1)) * 180 / .pi
        return angle > low && angle < high
    }

    /// The 32 relations in the papers' order.
    var all: [Bool] { arms + legs + whole }

    private var arms: [Bool] {
        let (arm, shoulders) = (Self.arm, Self.shoulders)
        // As published, these two look at the chest's own movement, not the hands'.
        let chest = moves(.spine2, .spine, .spine2, 1.8 * arm)
        return [
            movesThrough(.rightHand, .neck, .rightUpLeg, .leftUpLeg, 1.8 * arm),
            movesThrough(.leftHand, .neck, .leftUpLeg, .rightUpLeg, 1.8 * arm),
            beyond(.rightHand, .spine2, .neck, at: .neck, 0.2 * arm),
            beyond(.leftHand, .spine2, .neck, at: .neck, 0.2 * arm),
            chest, chest,
            angle(bone(.rightForeArm, .rightArm), bone(.rightForeArm, .rightHand), 0, 110),
            angle(bone(.leftForeArm, .leftArm), bone(.leftForeArm, .leftHand), 0, 110),
            beyond(.rightHand, .leftArm, .rightArm, at: .leftHand, 2.5 * shoulders),
            moves(.rightHand, .leftHand, .rightHand, 1.4 * arm),
            moves(.leftHand, .rightHand, .hips, 1.4 * arm),
            moves(.rightHand, .leftHand, .hips, 1.4 * arm),
            fast(.rightHand, 2.5 * arm), fast(.leftHand, 2.5 * arm),
        ]
    }

    private var legs: [Bool] {
        let (arm, hips) = (Self.arm, Self.hips)
        return [
            beyondPlane(.rightFoot, .hips, .leftUpLeg, .leftToe, 0.38 * arm),
            beyondPlane(.leftFoot, .hips, .rightUpLeg, .rightToe, 0.38 * arm),
            now(.rightFoot).y - floor > 1.2 * arm, now(.leftFoot).y - floor > 1.2 * arm,
            beyond(.rightFoot, .leftUpLeg, .rightUpLeg, at: .leftFoot, 2.1 * hips),
            angle(bone(.rightLeg, .rightUpLeg), bone(.rightLeg, .rightFoot), 0, 110),
            angle(bone(.leftLeg, .leftUpLeg), bone(.leftLeg, .leftFoot), 0, 110),
            fast(.rightFoot, 2.5 * arm), fast(.leftFoot, 2.5 * arm),
        ]
    }

    private var whole: [Bool] {
        let arm = Self.arm
        let trunk = bone(.neck, .hips)
        return [
            angle(trunk, bone(.rightArm, .rightForeArm), 25, 180),
            angle(trunk, bone(.leftArm, .leftForeArm), 25, 180),
            angle(trunk, bone(.rightUpLeg, .rightLeg), 50, 180),
            angle(trunk, bone(.leftUpLeg, .leftLeg), 50, 180),
            beyondPlane(.hips, .rightFoot, .neck, .leftFoot, 0.5 * arm),
            angle(trunk, SIMD3(0, 1, 0), 70, 110),
            floor - now(.rightHand).y > -1.2 * arm, floor - now(.leftHand).y > -1.2 * arm,
            fast(.hips, 2.3 * arm),
        ]
    }
}
