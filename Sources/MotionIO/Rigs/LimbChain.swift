import Foundation
import Motion

/// A chain of joints from a fork of the skeleton to a leaf, read as a leg or an arm by its lengths.
///
/// Bones keep their lengths whatever a rig calls them and however its figure stands: thigh and shin are nearly equal
/// in every person, and what is beyond the ankle is half a shin. Of all triples of joints the one that comes nearest
/// to such proportions is taken for hip, knee and ankle, or shoulder, elbow and wrist.
struct LimbChain: Equatable {
    /// Joints of the chain, from the fork's child to the leaf.
    let joints: [Int]
    /// Distance of each joint from the fork along the chain.
    let along: [Float]
    /// Length of the whole chain, with the leaf's end site.
    let length: Float
    /// Number of children of each joint.
    let branches: [Int]

    /// Most joints of a limb, fingers and twist joints included.
    static let most = 32

    /// What the chain is read as.
    enum Kind {
        case leg, arm

        /// Upper part ÷ lower part of the canonical figure.
        var upper: Float { self == .leg ? 1.05 : 1.12 }
        /// What is beyond the lower part ÷ lower part.
        var tail: Float { self == .leg ? 0.5 : 0.68 }
        /// From the fork to the upper part ÷ upper part.
        var lead: Float { self == .leg ? 0.26 : 0.9 }
    }

    /// The three joints that bend, as positions in ``joints``, and how far from a person's proportions they are.
    struct Reading: Equatable {
        var root: Int
        var middle: Int
        var end: Int
        /// 0 for the canonical figure's own proportions, about 1 where it is hard to believe.
        var cost: Float
    }

    /// The reading that comes nearest to a person's limb; nil for fewer than three joints with lengths.
    ///
    /// - Complexity: O(joints³) of a chain of at most ``most`` joints; longer ones are nobody's limbs.
    func reading(as kind: Kind) -> Reading? {
        guard joints.count <= Self.most else { return nil }
        var best: Reading?
        // Of joints in one place the first is where a limb begins and bends, and the last is where it ends.
        for root in joints.indices {
            for middle in joints.indices.dropFirst(root + 1) {
                for end in joints.indices.dropFirst(middle + 1).reversed() {
                    guard let cost = cost(root, middle, end, as: kind), cost < best?.cost ?? 3 else {
                        continue
                    }
                    best = Reading(root: root, middle: middle, end: end, cost: cost)
                }
            }
        }
        return best
    }

    private func cost(_ root: Int, _ middle: Int, _ end: Int, as kind: Kind) -> Float? {
        let upper = along[middle] - along[root]
        let lower = along[end] - along[middle]
        guard upper > 0.02 * length, lower > 0.02 * length else { return nil }
        let tail = length - along[end]
        // A limb that ends at ankle or wrist says nothing about what is beyond; one with fingers says where it is.
        let beyond = tail > 0.01 * length ? 0.5 * abs(log(tail / lower / kind.tail)) : 0.3
        let lead = 0.3 * abs(log((along[root] / upper + 0.05) / (kind.lead + 0.05)))
        // A joint close before another is the socket that the limb's first joint sits in.
        let next = along[root + 1] - along[root]
        let socket: Float = next > 0.01 * upper && next < 0.2 * upper ? 0.3 : 0
        let forks: Float = branches[end] > 1 ? (kind == .arm ? 0.4 : 0.2) : 0
        return 1.5 * abs(log(upper / lower / kind.upper)) + beyond + lead + socket - forks
    }

    /// The joint beyond the ankle where the toes bend, as a position in ``joints``.
    func toe(after reading: Reading) -> Int? {
        let shin = along[reading.end] - along[reading.middle]
        let beyond = joints.indices.dropFirst(reading.end + 1).filter {
            along[$0] - along[reading.end] > 0.05 * shin
        }
        // Where toes part; else about a third of a shin ahead.
        return beyond.first { branches[$0] > 1 }
            ?? beyond.min { misfit(of: $0, reading, shin) < misfit(of: $1, reading, shin) }
    }

    private func misfit(of joint: Int, _ reading: Reading, _ shin: Float) -> Float {
        abs(log((along[joint] - along[reading.end]) / shin / 0.36))
    }
}
