import Diagnostics
import Foundation
public import Motion

/// What a skeleton was found to be, how, and how surely.
///
/// Four ways are tried, the surest first: a map that a person gives, a family of rigs that has these names, the rules
/// for joint names, and the build of the skeleton. What names leave open, the build fills in. All but a given map are
/// then held against a body's proportions and posture, and against the side that feet and knees show as left.
public struct Recognition: Sendable, Equatable {
    /// How the joints were found.
    public enum Means: String, Sendable {
        /// A map that a person gave says so.
        case map
        /// A rig in the catalogue has these names.
        case family
        /// The rules for joint names.
        case names
        /// Chains, lengths and symmetry, whatever the joints are called.
        case build
        /// They were not found.
        case none
    }

    /// How the joints were found.
    public let means: Means
    /// The rig, where it is known by name or given.
    public let rig: Rig?
    /// Which joint plays which part; not complete where nothing was found.
    public let map: JointMap
    /// How surely this is a human body with these joints, from 0 (not at all) to 1 (a person says so).
    public let confidence: Double
    /// What speaks for and against it, for a person to read.
    public let reasons: [String]
    /// Whether the joints called left are on the right of a figure that looks where its feet point.
    public let isMirrored: Bool

    /// From this confidence on a skeleton is taken for a human body.
    public static let threshold = 0.5

    /// Whether this is taken for a human body.
    public var isBody: Bool { confidence >= Self.threshold }

    /// Canonical joints that the skeleton has no joint for.
    public var missing: [CanonicalJoint] { CanonicalJoint.allCases.filter { map[$0] == nil } }

    /// Looks at a skeleton, and at how it moves.
    ///
    /// - Parameters:
    ///   - clip: Any movement of the skeleton; a dozen of its poses are looked at.
    ///   - rigs: Rigs known by name.
    /// - Complexity: O(joints²) at worst.
    public init(of clip: Clip, rigs: RigCatalogue) {
        let poses = BodyPoses(clip)
        if let (rig, map) = rigs.match(clip.skeleton) {
            let count = rig.joints.count + rig.also.count
            var reasons = ["all \(count.counted("joint")) that make it \(rig.name) are there by name"]
            if let bones = rig.bones {
                reasons.append("limbs lie along \(bones.rawValue) of their joints, as in \(rig.name)")
            }
            self.init(.family, rig, map, poses, base: 0.98, doubt: 0.9, reasons: reasons)
            return
        }
        let names = JointMap(byNamesIn: clip.skeleton)
        if names.isComplete {
            self.init(
                .names, nil, names, poses, base: 0.9, doubt: 0.75,
                reasons: ["\(names.count.counted("joint")) found by what they are called"])
            return
        }
        guard let build = BodyTopology(poses).map() else {
            self.init(nothing: names, in: clip.skeleton)
            return
        }
        // Names on which the build agrees are believed, also about sides; the build fills in what they leave open.
        let filled = names.filled(from: build) ?? names.filled(from: build.withSidesExchanged)
        if let filled, filled.isComplete, names.count > 3 {
            self.init(
                .names, nil, filled, poses, base: 0.8, doubt: 0.75,
                reasons: [
                    "\(names.count.counted("joint")) found by what they are called, "
                        + "\((filled.count - names.count).counted("other")) by how the skeleton is built"
                ])
            return
        }
        self.init(
            .build, nil, build, poses, base: 0.8, doubt: 0.7,
            reasons: [
                "\(build.count.counted("joint")) found by chains, lengths and symmetry alone; names say nothing"
            ])
    }

    /// The joints that a person named.
    init(given map: JointMap, rig: Rig) {
        self.init(
            means: .map, rig: rig, map: map, confidence: 1, reasons: ["the map \(rig.name) says so"],
            isMirrored: false)
    }

    private init(
        means: Means, rig: Rig?, map: JointMap, confidence: Double, reasons: [String], isMirrored: Bool
    ) {
        self.means = means
        self.rig = rig
        self.map = map
        self.confidence = confidence
        self.reasons = reasons
        self.isMirrored = isMirrored
    }

    private init(nothing names: JointMap, in skeleton: Skeleton) {
        let missing = JointMap.necessary.filter { names[$0] == nil }
        let found = JointMap.necessary.compactMap { joint in
            names[joint].map { "\(joint.name) is `\(skeleton.joints[$0].name.prefix(40))`" }
        }
        var reasons = [
            "by names there is nothing for \(Self.listed(missing.map(\.name)))"
                + (found.isEmpty ? "" : "; but \(Self.listed(found))"),
            "by build there are no two legs and two arms of three bones that part at two ends of a spine with a head",
        ]
        if skeleton.joints.count < JointMap.necessary.count {
            reasons[1] =
                "it has \(skeleton.joints.count.counted("joint")), a body at least \(JointMap.necessary.count)"
        }
        self.init(means: .none, rig: nil, map: names, confidence: 0, reasons: reasons, isMirrored: false)
    }

    /// Holds a map against what bodies are like.
    ///
    /// - Parameters:
    ///   - base: Confidence before anything speaks against it.
    ///   - doubt: What each thing that does leaves of the confidence.
    private init(
        _ means: Means, _ rig: Rig?, _ map: JointMap, _ poses: BodyPoses, base: Double, doubt: Double,
        reasons: [String]
    ) {
        var confidence = base
        var reasons = reasons
        let missing = CanonicalJoint.allCases.filter { map[$0] == nil }
        if !missing.isEmpty { reasons.append("it has nothing for \(Self.listed(missing.map(\.name)))") }

        let build = BodyBuild(map, poses)
        if let build {
            let stands = Calibration.restUp(of: poses.skeleton, map: map) != nil
            if build.isFourLegged, !stands {
                confidence *= 0.3
                reasons.append(
                    "against: it goes on all fours, with forelegs \(String(format: "%.2f", build.arms)) times as long as its hind legs"
                )
            } else if build.isOnAllFours, !stands, means != .family {
                confidence *= doubt
                reasons.append("against: it goes on all fours")
            }
            if build.oddities.isEmpty {
                reasons.append("its proportions are a person's")
            }
            for oddity in build.oddities {
                confidence *= doubt
                reasons.append("against: \(oddity)")
            }
        } else {
            confidence *= doubt
            reasons.append("against: some of its limbs have no length")
        }

        let facing = poses.facing(of: map)
        var isMirrored = false
        if facing.weight > 0.1, abs(facing.side) > 0.2 {
            // Knees alone, hardly bent, are not enough to accuse names of being wrong.
            isMirrored = facing.side < 0 && facing.weight > 0.3
            if facing.side < 0 {
                confidence *= doubt
                reasons.append("against: what is called left is on the right of where feet and knees point")
            } else {
                reasons.append("its left is on the left of where feet and knees point")
            }
        } else if means == .build {
            confidence *= 0.5
            reasons.append("against: neither feet nor knees tell which side is left")
        }
        self.init(
            means: means, rig: rig, map: map, confidence: confidence, reasons: reasons, isMirrored: isMirrored
        )
    }

    /// The first few of a list, and how many more there are.
    private static func listed(_ items: [String]) -> String {
        items.prefix(6).joined(separator: ", ") + (items.count > 6 ? " and \(items.count - 6) more" : "")
    }
}
