import Foundation
import Motion

/// A skeleton as it is seen in some poses of a clip, for questions about where its joints are.
struct BodyPoses {
    let skeleton: Skeleton
    /// Places of the joints, shape [poses][joints].
    let places: [[SIMD3<Float>]]
    /// Places of the middle of each joint's end sites, of the joint itself where it has none.
    private let ends: [[SIMD3<Float>]]
    /// Indices of the children of each joint.
    let children: [[Int]]
    /// Length of the longest way from each joint to the end of a leaf below it.
    let reach: [Float]

    /// Takes at most a dozen poses of `clip`, from its first to its last.
    ///
    /// - Complexity: O(joints).
    init(_ clip: Clip) {
        let skeleton = clip.skeleton
        let step = max(1, clip.frameCount / 12)
        var places: [[SIMD3<Float>]] = []
        var ends: [[SIMD3<Float>]] = []
        for frame in stride(from: 0, to: clip.frameCount, by: step) {
            let pose = clip.pose(at: frame)
            places.append(pose.positions)
            ends.append(
                skeleton.joints.indices.map { joint in
                    let sites = skeleton.joints[joint].endSites
                    let middle = sites.reduce(.zero, +) / Float(max(sites.count, 1))
                    return pose.positions[joint] + pose.rotations[joint].act(middle)
                })
        }
        self.skeleton = skeleton
        self.places = places
        self.ends = ends
        var children = [[Int]](repeating: [], count: skeleton.joints.count)
        var reach = skeleton.joints.map { $0.endSites.map(\.length).max() ?? 0 }
        for (index, joint) in skeleton.joints.enumerated().reversed() {
            guard let parent = joint.parent else { continue }
            children[parent].insert(index, at: 0)
            reach[parent] = max(reach[parent], reach[index] + joint.offset.length)
        }
        self.children = children
        self.reach = reach
    }

    /// Number of poses.
    var count: Int { places.count }

    /// The sum of a vector over all poses.
    func sum(_ vector: ([SIMD3<Float>]) -> SIMD3<Float>) -> SIMD3<Float> {
        places.reduce(.zero) { $0 + vector($1) }
    }

    /// The sum of a number over all poses.
    func sum(_ number: ([SIMD3<Float>]) -> Float) -> Float { places.reduce(0) { $0 + number($1) } }

    /// Length of the bones on the way from a joint to one below it; nil where the map has one of them not, or the
    /// second is not below the first.
    func length(_ joint: CanonicalJoint, _ child: CanonicalJoint, in map: JointMap) -> Float? {
        guard let from = map[joint], let to = map[child], skeleton.ancestry(of: to).contains(from) else {
            return nil
        }
        return skeleton.ancestry(of: to).prefix { $0 != from }.reduce(0) {
            $0 + skeleton.joints[$1].offset.length
        }
    }

    /// On which side of the figure its left is, by where feet point and knees bend.
    ///
    /// - Returns: `side`: +1 where the joints called left are on the figure's left in every pose, −1 where they are on
    ///   its right; `weight`: 0 where neither feet nor knees tell anything, about 1 for a standing figure with feet.
    func facing(of map: JointMap) -> (side: Float, weight: Float) {
        var votes: Float = 0
        var weights: Float = 0
        for (place, end) in zip(places, ends) {
            guard let leftHip = map[.leftUpLeg], let rightHip = map[.rightUpLeg], let leftArm = map[.leftArm],
                let rightArm = map[.rightArm]
            else { return (0, 0) }
            let across = place[leftHip] - place[rightHip]
            let up = ((place[leftArm] + place[rightArm]) - (place[leftHip] + place[rightHip])).normalized
            let ahead = across.cross(up).normalized
            for left in [true, false] {
                func own(_ joint: CanonicalJoint) -> Int? { map[left ? joint : joint.mirrored] }
                guard let hip = own(.leftUpLeg), let knee = own(.leftLeg), let ankle = own(.leftFoot) else {
                    continue
                }
                let leg = (place[knee] - place[hip]).length + (place[ankle] - place[knee]).length
                guard leg > 0 else { continue }
                let tip = own(.leftToe).map { place[$0] } ?? tip(of: ankle, place, end)
                let line = (place[ankle] - place[hip]).normalized
                let bend = (place[knee] - place[hip]) - line * line.dot(place[knee] - place[hip])
                for (arrow, trust) in [(tip - place[ankle], Float(3)), (bend, 1)] {
                    votes += trust * arrow.dot(ahead) / leg
                    weights += trust * (arrow - up * up.dot(arrow)).length / leg
                }
            }
        }
        guard weights > 0 else { return (0, 0) }
        // A foot is a sixth of a leg: a figure that stands comes to about 1.
        return (votes / weights, weights / Float(2 * count) / 0.5)
    }

    /// The farthest point below a joint: of its end sites and, if it has children, of theirs.
    private func tip(of joint: Int, _ place: [SIMD3<Float>], _ end: [SIMD3<Float>]) -> SIMD3<Float> {
        var tip = end[joint]
        for child in children[joint] {
            for point in [place[child], end[child]]
            where (point - place[joint]).length > (tip - place[joint]).length {
                tip = point
            }
        }
        return tip
    }
}

/// The proportions of a body and how it holds itself.
struct BodyBuild {
    /// Thigh ÷ shin, the mean of both sides.
    let thigh: Float
    /// Upper arm ÷ forearm.
    let upperArm: Float
    /// Arm ÷ leg, each of two bones.
    let arms: Float
    /// From the middle of the hip joints to the middle of the shoulder joints ÷ leg.
    let trunk: Float
    /// From the shoulders' fork to the head ÷ leg.
    let head: Float
    /// The longest of a pair of limbs' bones ÷ its fellow on the other side.
    let unevenness: Float
    /// Cosine between trunk and legs: −1 for a figure that stands, 0 for one that sits or goes on all fours.
    let posture: Float
    /// Whether hands are as far down as feet, and arms parallel to legs, in most poses.
    let isOnAllFours: Bool

    /// Measures a body; nil where a joint that no body can do without is missing, or its legs have no length.
    init?(_ map: JointMap, _ poses: BodyPoses) {
        func bones(_ joint: CanonicalJoint, _ child: CanonicalJoint) -> (left: Float, right: Float)? {
            guard let left = poses.length(joint, child, in: map),
                let right = poses.length(joint.mirrored, child.mirrored, in: map)
            else { return nil }
            return (left, right)
        }
        guard let thighs = bones(.leftUpLeg, .leftLeg), let shins = bones(.leftLeg, .leftFoot),
            let uppers = bones(.leftArm, .leftForeArm), let lowers = bones(.leftForeArm, .leftHand),
            let leftHip = map[.leftUpLeg], let rightHip = map[.rightUpLeg], let leftArm = map[.leftArm],
            let rightArm = map[.rightArm], let leftFoot = map[.leftFoot], let rightFoot = map[.rightFoot],
            let leftHand = map[.leftHand], let rightHand = map[.rightHand], let top = map[.head]
        else { return nil }
        let pairs = [thighs, shins, uppers, lowers]
        guard pairs.allSatisfy({ $0.left > 0 && $0.right > 0 }) else { return nil }
        let leg = (thighs.left + thighs.right + shins.left + shins.right) / 2
        thigh = (thighs.left + thighs.right) / (shins.left + shins.right)
        upperArm = (uppers.left + uppers.right) / (lowers.left + lowers.right)
        arms = (uppers.left + uppers.right + lowers.left + lowers.right) / 2 / leg
        unevenness = pairs.map { max($0.left, $0.right) / min($0.left, $0.right) }.max() ?? 1

        var trunks: [Float] = []
        var heads: [Float] = []
        var postures: [Float] = []
        var fours = 0
        for place in poses.places {
            let hips = (place[leftHip] + place[rightHip]) / 2
            let shoulders = (place[leftArm] + place[rightArm]) / 2
            let legs = (place[leftFoot] + place[rightFoot]) / 2 - hips
            let arms = (place[leftHand] + place[rightHand]) / 2 - shoulders
            let spine = shoulders - hips
            trunks.append(spine.length / leg)
            heads.append((place[top] - shoulders).length / leg)
            let posture = spine.normalized.dot(legs.normalized)
            postures.append(posture)
            if posture > -0.5, arms.normalized.dot(legs.normalized) > 0.7,
                arms.dot(legs.normalized) > 0.6 * legs.length
            {
                fours += 1
            }
        }
        func middle(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }
        guard !trunks.isEmpty else { return nil }
        trunk = middle(trunks)
        head = middle(heads)
        posture = middle(postures)
        isOnAllFours = 5 * fours > 4 * poses.count
    }

    /// Whether this is an animal on four legs: it goes on all fours, and is not built like a person who crawls.
    var isFourLegged: Bool { isOnAllFours && (arms > 0.78 || trunk > 0.95) }

    /// What is unlike a person in these proportions, in words; bounds are wide enough for children and cartoons.
    var oddities: [String] {
        let measures: [(name: String, value: Float, range: ClosedRange<Float>)] = [
            ("thigh ÷ shin", thigh, 0.6...1.7), ("upper arm ÷ forearm", upperArm, 0.6...1.9),
            ("arm ÷ leg", arms, 0.4...0.95), ("trunk ÷ leg", trunk, 0.3...1),
            ("head above the shoulders ÷ leg", head, 0.03...0.6),
            ("left against right", unevenness, 1...1.35),
        ]
        return measures.filter { !$0.range.contains($0.value) }.map {
            "\($0.name) is \(Self.text($0.value)), a person's is \(Self.text($0.range.lowerBound)) to \(Self.text($0.range.upperBound))"
        }
    }

    private static func text(_ value: Float) -> String { String(format: "%.2f", value) }
}
