import Foundation
import Motion

/// Finds a human body by how a skeleton is put together, whatever its joints are called.
///
/// Two long chains of equal build that part below, two that part above, a chain between the two forks, and one that
/// goes on above: legs, arms, spine, head. Which side is left is told by where feet point and knees bend.
struct BodyTopology {
    let skeleton: Skeleton
    /// Places of all joints in some poses, end sites not included.
    let poses: BodyPoses
    private let children: [[Int]]

    init(_ poses: BodyPoses) {
        self.poses = poses
        skeleton = poses.skeleton
        children = poses.children
    }

    /// Two chains of equal build at one fork.
    private struct Pair {
        var fork: Int
        var first: LimbChain
        var second: LimbChain
    }

    /// A pair of chains read as two legs or two arms.
    private struct Limbs {
        var pair: Pair
        var first: LimbChain.Reading
        var second: LimbChain.Reading
        var cost: Float { first.cost + second.cost }
    }

    /// Most pairs that are tried as legs, and as arms: a skeleton with more limbs than that is no person's.
    private static let mostPairs = 24

    /// The joints of the body that the skeleton most likely is; nil where there are no two forks with limbs and a head
    /// above.
    func map() -> JointMap? {
        let pairs = limbPairs()
        let allArms = limbs(pairs, as: .arm)
        var best: (map: JointMap, cost: Float)?
        for legs in limbs(pairs, as: .leg) {
            for arms in allArms where arms.pair.fork != legs.pair.fork {
                guard !isInside(arms.pair.fork, legs.pair), !isInside(legs.pair.fork, arms.pair) else {
                    continue
                }
                guard var map = trunk(legs: legs.pair, arms: arms.pair) else { continue }
                set(&map, leg: legs.pair.first, legs.first, left: true)
                set(&map, leg: legs.pair.second, legs.second, left: false)
                // The arm on the same side as the first leg, in most poses.
                let arm = (arms.pair.first.joints[arms.first.root], arms.pair.second.joints[arms.second.root])
                let leg = (legs.pair.first.joints[legs.first.root], legs.pair.second.joints[legs.second.root])
                let same = poses.sum { place in
                    (place[arm.0] - place[arm.1]).dot(place[leg.0] - place[leg.1])
                }
                set(&map, arm: arms.pair.first, arms.first, left: same >= 0)
                set(&map, arm: arms.pair.second, arms.second, left: same < 0)
                let cost = legs.cost + arms.cost + build(map)
                if cost < best?.cost ?? .infinity { best = (map, cost) }
            }
        }
        guard let map = best?.map else { return nil }
        return poses.facing(of: map).side >= 0 ? map : map.withSidesExchanged
    }

    /// The pairs that can be read so, the likeliest first.
    private func limbs(_ pairs: [Pair], as kind: LimbChain.Kind) -> [Limbs] {
        let read = pairs.compactMap { pair -> Limbs? in
            guard let first = pair.first.reading(as: kind), let second = pair.second.reading(as: kind) else {
                return nil
            }
            return Limbs(pair: pair, first: first, second: second)
        }
        return Array(read.sorted { $0.cost < $1.cost }.prefix(Self.mostPairs))
    }

    // MARK: limbs

    /// Pairs of chains at one fork that are as long as limbs and equal in build.
    private func limbPairs() -> [Pair] {
        let reach = poses.reach
        // From a fork, not from the root: a root far away on the floor is no part of the body.
        let longest = skeleton.joints.indices.filter { children[$0].count > 1 }.map { reach[$0] }.max() ?? 0
        var pairs: [Pair] = []
        for fork in skeleton.joints.indices where children[fork].count > 1 {
            // Fingers, eyes and ears are far shorter than limbs.
            let long = children[fork].filter { reach[$0] + skeleton.joints[$0].offset.length > 0.2 * longest }
            guard long.count <= 12 else { continue }
            let chains = long.map(chain)
            for (index, first) in chains.enumerated() {
                for second in chains.dropFirst(index + 1) {
                    let ratio = first.length / max(second.length, 1e-9)
                    guard ratio > 0.75, ratio < 1.33, abs(first.joints.count - second.joints.count) <= 1
                    else { continue }
                    pairs.append(Pair(fork: fork, first: first, second: second))
                }
            }
        }
        return pairs
    }

    /// The longest way from `child` to a leaf.
    private func chain(from child: Int) -> LimbChain {
        var joints = [child]
        var along = [skeleton.joints[child].offset.length]
        while let next = children[joints[joints.count - 1]].max(by: { span($0) < span($1) }) {
            along.append(along[along.count - 1] + skeleton.joints[next].offset.length)
            joints.append(next)
        }
        let end = skeleton.joints[joints[joints.count - 1]].endSites.map(\.length).max() ?? 0
        return LimbChain(
            joints: joints, along: along, length: along[along.count - 1] + end,
            branches: joints.map { children[$0].count })
    }

    private func span(_ joint: Int) -> Float { skeleton.joints[joint].offset.length + poses.reach[joint] }

    private func isInside(_ joint: Int, _ pair: Pair) -> Bool {
        let above = Set(skeleton.ancestry(of: joint))
        return above.contains(pair.first.joints[0]) || above.contains(pair.second.joints[0])
    }

    private func set(_ map: inout JointMap, leg chain: LimbChain, _ reading: LimbChain.Reading, left: Bool) {
        func own(_ joint: CanonicalJoint) -> CanonicalJoint { left ? joint : joint.mirrored }
        map[own(.leftUpLeg)] = chain.joints[reading.root]
        map[own(.leftLeg)] = chain.joints[reading.middle]
        map[own(.leftFoot)] = chain.joints[reading.end]
        map[own(.leftToe)] = chain.toe(after: reading).map { chain.joints[$0] }
    }

    private func set(_ map: inout JointMap, arm chain: LimbChain, _ reading: LimbChain.Reading, left: Bool) {
        func own(_ joint: CanonicalJoint) -> CanonicalJoint { left ? joint : joint.mirrored }
        map[own(.leftArm)] = chain.joints[reading.root]
        map[own(.leftForeArm)] = chain.joints[reading.middle]
        map[own(.leftHand)] = chain.joints[reading.end]
        if reading.root > 0 { map[own(.leftShoulder)] = chain.joints[0] }
    }

    // MARK: trunk

    /// Hips, spine, neck and head between and above the forks; nil where nothing is between or above them.
    private func trunk(legs: Pair, arms: Pair) -> JointMap? {
        var map = JointMap()
        let below = Set(skeleton.ancestry(of: legs.fork))
        guard let base = skeleton.ancestry(of: arms.fork).first(where: below.contains), base != arms.fork
        else {
            return nil
        }
        map[.hips] = base
        var spine = Array(skeleton.ancestry(of: arms.fork).prefix { $0 != base }.reversed())

        let limbs = Set([
            legs.first.joints[0], legs.second.joints[0], arms.first.joints[0], arms.second.joints[0],
        ])
        let up = poses.sum { place in place[arms.fork] - place[legs.fork] }
        let heads = children[arms.fork].filter { !limbs.contains($0) }.map(chain)
        guard
            let head = heads.max(by: {
                rise(of: $0, from: arms.fork, along: up) < rise(of: $1, from: arms.fork, along: up)
            })
        else { return nil }
        var joints = head.joints
        // A last joint without length of its own only marks where the head ends.
        if joints.count > 2,
            skeleton.joints[joints[joints.count - 1]].endSites.allSatisfy({ $0.length < 1e-6 * head.length })
        {
            let steps = zip(head.along.dropFirst(), head.along).map { $0 - $1 }
            if steps[steps.count - 1] > 1.2 * steps[steps.count - 2] { joints.removeLast() }
        }
        // A head carries a face: it is the first joint on the way that has several children.
        let top = joints.firstIndex { children[$0].count > 1 } ?? joints.count - 1
        map[.head] = joints[top]
        map[.neck] = joints[..<top].first { skeleton.joints[$0].offset.length > 0 } ?? joints[..<top].last

        // Arms that hang below their fork hang on the neck (3ds Max).
        let shoulders = poses.sum { place in
            (place[arms.first.joints[0]] + place[arms.second.joints[0]]) / 2 - place[arms.fork]
        }
        if top == 0, spine.count > 1, shoulders.dot(up) < -0.02 * up.dot(up) {
            map[.neck] = spine.removeLast()
        }
        map.setSpine(spine)
        return map
    }

    /// How far a chain goes on in the direction of the spine.
    private func rise(of chain: LimbChain, from fork: Int, along up: SIMD3<Float>) -> Float {
        let end = chain.joints[chain.joints.count - 1]
        let tip = skeleton.joints[end].endSites.first ?? .zero
        return poses.sum { place in place[end] - place[fork] }.dot(up.normalized) + 0.5 * tip.length
            * Float(poses.count)
    }

    /// What speaks against a body of this build, beside the limbs' own proportions.
    private func build(_ map: JointMap) -> Float {
        guard let build = BodyBuild(map, poses) else { return 4 }
        return abs(log(build.arms / 0.65)) + 0.5 * abs(log(build.trunk / 0.62)) + (build.isOnAllFours ? 1 : 0)
            + (1 + build.posture) / 2
    }
}
