import BVHFormat
public import Diagnostics
import Foundation
public import Motion

/// A rig of the catalogue with its rest pose, for people to look at.
public struct RigSheet: Sendable {
    /// The rig.
    public let rig: Rig
    /// Its rest pose in numbers.
    public let summary: MotionSummary
    /// How it holds its arms.
    public let restPose: RestPose
    /// Its joints, parents first: depth in the tree, name as in a file, and the part that each plays.
    public let tree: [(depth: Int, name: String, part: CanonicalJoint?)]

    /// How a figure at rest holds its arms.
    public enum RestPose: String, Sendable {
        /// Arms out to the sides.
        case t = "T"
        /// Arms half down.
        case a = "A"
        /// Arms down.
        case n = "arms down"
        /// Otherwise.
        case other
    }

    /// Reads the rest pose of a rig from a BVH file beside its map.
    ///
    /// - Parameters:
    ///   - rig: The rig.
    ///   - path: Its rest pose, one frame.
    /// - Throws: ``Problem`` when the file cannot be read or is not of this rig.
    public init(_ rig: Rig, restingIn path: String) throws(Problem) {
        let document = try BVHDocument.read(path)
        let file = try MotionFile(document, path: path, map: rig)
        self.rig = rig
        summary = MotionSummary(document, path: path, rigs: RigCatalogue([rig]))
        let map = try file.jointMap()
        restPose = Self.restPose(of: try file.retarget().canonical(file.clip))
        let skeleton = file.clip.skeleton
        tree = skeleton.joints.indices.map { index in
            (
                skeleton.ancestry(of: index).count - 1, skeleton.joints[index].name,
                CanonicalJoint.allCases.first { map[$0] == index }
            )
        }
    }

    private static func restPose(of canonical: Clip) -> RestPose {
        let places = canonical.pose(at: 0).positions
        let arms = [CanonicalJoint.leftArm, .rightArm].map { arm -> Float in
            let hand: CanonicalJoint = arm == .leftArm ? .leftHand : .rightHand
            let line = (places[hand.rawValue] - places[arm.rawValue]).normalized
            return asin(min(max(-line.y, -1), 1)) * 180 / .pi
        }
        guard let low = arms.min(), let high = arms.max(), high - low < 15 else { return .other }
        switch (low + high) / 2 {
        case -15..<15: return .t
        case 15..<65: return .a
        case 65...: return .n
        default: return .other
        }
    }
}
