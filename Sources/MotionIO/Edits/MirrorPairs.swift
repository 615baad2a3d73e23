import Motion

/// Which joints of a rig are each other's mirror image.
///
/// Told by names first: a name whose `Left` read as `Right` is another joint's name. What names leave open is told by
/// structure: limbs of the same shape that lie on both sides at rest. Both hold for any figure, not for people alone.
enum MirrorPairs {
    /// Words for the two sides, in the order in which they are tried; the case is the name's own.
    private static let words: [(left: String, right: String)] = [
        ("left", "right"), ("links", "rechts"), ("gauche", "droite"), ("izquierd", "derech"), ("左", "右"),
        ("l", "r"),
    ]

    /// The partner of each joint; itself on the middle line, nil for a joint named for a side without a partner there.
    static func partners(in skeleton: Skeleton) -> [Int?] {
        var partners = [Int?](repeating: nil, count: skeleton.joints.count)
        pairByName(skeleton, &partners)
        pairByShape(skeleton, &partners)
        let isSided = skeleton.joints.map { JointName($0.name).side != nil }
        for joint in skeleton.joints.indices where partners[joint] == nil {
            // What hangs on one side only, or is named for it, has no image; the rest is the middle line.
            let parent = skeleton.joints[joint].parent
            let hangsOnSide = parent.map { partners[$0] != $0 } ?? false
            if !isSided[joint] && !hangsOnSide { partners[joint] = joint }
        }
        return partners
    }

    private static func pairByName(_ skeleton: Skeleton, _ partners: inout [Int?]) {
        var places: [String: [Int]] = [:]
        for (index, joint) in skeleton.joints.enumerated() { places[joint.name, default: []].append(index) }
        for (index, joint) in skeleton.joints.enumerated() where partners[index] == nil {
            for image in images(of: joint.name) {
                let found = places[image]?.first { other in
                    partners[other] == nil && depth(other, skeleton) == depth(index, skeleton)
                }
                guard let found else { continue }
                (partners[index], partners[found]) = (found, index)
                break
            }
        }
    }

    /// The name with one word for left turned into the word for right, at each place where there is one.
    private static func images(of name: String) -> [String] {
        let letters = Array(name)
        let lower = letters.map { Character($0.lowercased().prefix(1).description) }
        return words.flatMap { left, right -> [String] in
            let word = Array(left)
            guard letters.count >= word.count else { return [] }
            return (0...letters.count - word.count).compactMap { start in
                guard Array(lower[start..<start + word.count]) == word else { return nil }
                let own = letters[start..<start + word.count]
                let isUpper = own.allSatisfy(\.isUppercase)
                let image =
                    isUpper
                    ? right.uppercased()
                    : own.first?.isUppercase == true
                        ? right.prefix(1).uppercased() + right.dropFirst() : right
                return String(letters[..<start]) + image + String(letters[(start + word.count)...])
            }
        }
    }

    /// Pairs what is left: children of one parent, or of two that are partners, of the same shape on both sides.
    private static func pairByShape(_ skeleton: Skeleton, _ partners: inout [Int?]) {
        let shapes = shapes(of: skeleton)
        guard let across = direction(across: skeleton, partners, shapes) else { return }
        for joint in skeleton.joints.indices {
            let image = partners[joint] ?? (isMiddle(joint, skeleton, partners) ? joint : nil)
            guard let image, joint <= image else { continue }
            for child in skeleton.children(of: joint) where partners[child] == nil {
                let offset = skeleton.joints[child].offset
                let wanted = offset - across * (2 * across.dot(offset))
                // On the middle line a joint that lies across from nothing is its own image.
                if joint == image, abs(across.dot(offset)) <= 0.05 * offset.length { continue }
                let found = skeleton.children(of: image).filter {
                    $0 != child && partners[$0] == nil && shapes[$0] == shapes[child]
                }.min {
                    (skeleton.joints[$0].offset - wanted).length
                        < (skeleton.joints[$1].offset - wanted).length
                }
                guard let found,
                    (skeleton.joints[found].offset - wanted).length <= 0.25 * offset.length + 1e-6
                else { continue }
                (partners[child], partners[found]) = (found, child)
            }
        }
    }

    private static func isMiddle(_ joint: Int, _ skeleton: Skeleton, _ partners: [Int?]) -> Bool {
        JointName(skeleton.joints[joint].name).side == nil
            && skeleton.ancestry(of: joint).dropFirst().allSatisfy {
                partners[$0] == nil || partners[$0] == $0
            }
    }

    /// The direction from right to left at rest: of the named pairs, or else of two equal limbs of one parent.
    private static func direction(across skeleton: Skeleton, _ partners: [Int?], _ shapes: [String]) -> SIMD3<
        Float
    >? {
        let places = skeleton.restPlaces
        var sum = SIMD3<Float>.zero
        for (joint, partner) in partners.enumerated() {
            guard let partner, joint < partner else { continue }
            let way = (places[joint] - places[partner]).normalized
            sum += sum.dot(way) < 0 ? -way : way
        }
        if sum.length > 0.5 { return sum.normalized }
        for joint in skeleton.joints.indices {
            let limbs = skeleton.children(of: joint).filter { skeleton.joints[$0].offset.length > 1e-6 }
            for (number, limb) in limbs.enumerated() {
                for other in limbs[(number + 1)...] where shapes[other] == shapes[limb] {
                    let (a, b) = (skeleton.joints[limb].offset, skeleton.joints[other].offset)
                    let difference = abs(a.length - b.length)
                    if difference < 0.05 * a.length, (a - b).length > 0.2 * a.length {
                        return (a - b).normalized
                    }
                }
            }
        }
        return nil
    }

    /// A text for each joint that is the same for limbs of the same tree.
    private static func shapes(of skeleton: Skeleton) -> [String] {
        var shapes = [String](repeating: "()", count: skeleton.joints.count)
        for joint in skeleton.joints.indices.reversed() {
            let children = skeleton.children(of: joint)
            if !children.isEmpty { shapes[joint] = "(" + children.map { shapes[$0] }.sorted().joined() + ")" }
        }
        return shapes
    }

    private static func depth(_ joint: Int, _ skeleton: Skeleton) -> Int {
        skeleton.ancestry(of: joint).count
    }
}

extension Skeleton {
    /// Places of the joints when nothing is turned, the root at its offset.
    var restPlaces: [SIMD3<Float>] {
        joints.indices.reduce(into: [SIMD3<Float>]()) { places, joint in
            places.append((self.joints[joint].parent.map { places[$0] } ?? .zero) + joints[joint].offset)
        }
    }
}
