import BVHFormat

/// Forward kinematics in `Double`, straight from rows of channel values.
struct RowKinematics {
    private let parents: [Int?]
    private let channels: [JointChannels]
    private let endSites: [[SIMD3<Double>]]

    init(_ document: BVHDocument) {
        parents = document.joints.map(\.parent)
        channels = document.jointChannels
        endSites = document.joints.map(\.endSites)
    }

    /// Finds the place and rotation of every joint in the world, for one row.
    ///
    /// - Parameters:
    ///   - values: Channel values.
    ///   - row: Where the row begins in them.
    ///   - places: Room for the places of all joints, kept from call to call.
    ///   - rotations: Room for their rotations.
    func solve(
        _ values: [Double], row: Int, places: inout [SIMD3<Double>], rotations: inout [DoubleQuaternion]
    ) {
        places.removeAll(keepingCapacity: true)
        rotations.removeAll(keepingCapacity: true)
        for (joint, channels) in channels.enumerated() {
            let place = channels.place(values, row: row)
            let rotation = channels.rotation(values, row: row)
            if let parent = parents[joint] {
                places.append(places[parent] + rotations[parent].act(place))
                rotations.append(rotations[parent] * rotation)
            } else {
                places.append(place)
                rotations.append(rotation)
            }
        }
    }

    /// The lowest height of the joints and ends of each figure, in the order of their roots.
    func lowest(_ values: [Double], row: Int, up: Int) -> [Double] {
        var places: [SIMD3<Double>] = []
        var rotations: [DoubleQuaternion] = []
        solve(values, row: row, places: &places, rotations: &rotations)
        var heights: [Double] = []
        for joint in parents.indices {
            // A figure's joints follow its root until the next root.
            if parents[joint] == nil { heights.append(.infinity) }
            let ends = endSites[joint].map { (places[joint] + rotations[joint].act($0))[up] }
            heights[heights.count - 1] = min(
                heights[heights.count - 1], places[joint][up], ends.min() ?? .infinity)
        }
        return heights
    }
}
