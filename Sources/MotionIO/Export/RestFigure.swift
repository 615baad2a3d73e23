import BVHFormat

/// A figure at rest: every joint unturned at its usual distance from its parent.
///
/// Joints keep the order of the document. As nothing is turned, all axes are the world's.
struct RestFigure {
    /// Index of each joint's parent; nil for a root.
    let parents: [Int?]
    /// Translation of each joint from its parent.
    private(set) var translations: [SIMD3<Double>]
    /// Where chains end, from their joint.
    let endSites: [[SIMD3<Double>]]
    /// Place of each joint in the world.
    private(set) var places: [SIMD3<Double>]

    /// The way from each joint's parent to it as it is danced in the first frame, in the joint's own axes.
    ///
    /// Where chains go straight on, that is the way on from the joint, also on a rig whose rest pose is no pose.
    let courses: [SIMD3<Double>]

    /// The rest of `document`, whose roots stand on the floor, Y up, where their offset says nothing of their place.
    ///
    /// Position channels stand in place of a joint's offset, so where they never change, or where there is no offset,
    /// they tell how long the bone is.
    init(_ document: BVHDocument) {
        parents = document.joints.map(\.parent)
        courses = Self.courses(in: document)
        endSites = document.joints.map(\.endSites)
        let channels = document.jointChannels
        translations = zip(document.joints, channels).map { joint, channels in
            guard joint.parent != nil, !channels.moves.isEmpty, document.frameCount > 0 else {
                return joint.offset
            }
            let speaksAlone = joint.offset == .zero || document.keepsPlace(channels)
            return speaksAlone ? channels.place(document.values, row: 0) : joint.offset
        }
        places = []
        place()
        for (root, joint) in document.joints.enumerated() where joint.parent == nil && joint.offset == .zero {
            translations[root].y = -lowest(under: root)
        }
        place()
    }

    /// The box around all joints and end sites: its largest side.
    var size: Double {
        let points = places + places.indices.flatMap { joint in endSites[joint].map { places[joint] + $0 } }
        let low = points.reduce(points[0]) { pointwiseMin($0, $1) }
        let high = points.reduce(points[0]) { pointwiseMax($0, $1) }
        return (high - low).max()
    }

    private static func courses(in document: BVHDocument) -> [SIMD3<Double>] {
        guard document.frameCount > 0 else { return document.joints.map(\.offset) }
        var places: [SIMD3<Double>] = []
        var rotations: [DoubleQuaternion] = []
        RowKinematics(document).solve(document.values, row: 0, places: &places, rotations: &rotations)
        return document.joints.enumerated().map { index, joint in
            guard let parent = joint.parent else { return joint.offset }
            return rotations[index].inverse.act(places[index] - places[parent])
        }
    }

    private mutating func place() {
        places = []
        for joint in parents.indices {
            places.append(translations[joint] + (parents[joint].map { places[$0] } ?? .zero))
        }
    }

    private func lowest(under root: Int) -> Double {
        // A figure's joints follow its root until the next root.
        let figure = (root..<parents.count).prefix { $0 == root || parents[$0] != nil }
        return figure.map { joint in
            places[joint].y + min(0, endSites[joint].map(\.y).min() ?? 0)
        }.min() ?? 0
    }
}
