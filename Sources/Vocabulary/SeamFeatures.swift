import Motion

/// What movement is like at one moment, for finding another moment that it could go on from: 152 numbers.
///
/// Everything is seen from where the figure stands and faces at that moment: hips over the origin, heading +Z. Nothing
/// looks ahead, since a phrase that ends has no future.
///
/// | columns | meaning |
/// |---|---|
/// | 0 ..< 66 | places of the 22 joints, m |
/// | 66 ..< 132 | their velocities, m/s, low-passed at 6 Hz |
/// | 132 ..< 140 | where the hips stood on the floor 5, 10, 20 and 30 frames before, x and z, m |
/// | 140 ..< 148 | where the figure faced then, sine and cosine |
/// | 148 ..< 152 | contacts of left ankle, left toe, right ankle, right toe, 0 or 1 |
///
/// Source of the idea: motion matching (Clavet, "Motion matching and the road to next-gen animation", GDC 2016),
/// with the past path in the place of a player's future one.
enum SeamFeatures {
    /// Numbers of a frame; a multiple of 8, for the kernel.
    static let count = 152
    /// The groups of columns, each with a scale and a weight of its own.
    static let groups = [0..<66, 66..<132, 132..<140, 140..<148, 148..<152]
    /// How far back the path is looked at, frames.
    static let pathFrames = [5, 10, 20, 30]

    /// Describes every frame of a canonical clip at 30 frames per second, row by row, and labels its feet.
    ///
    /// Before the clip's first frame the path stands still.
    ///
    /// - Complexity: O(frames), about 10 µs each.
    static func described(_ clip: Clip) -> (rows: [Float], contacts: Contacts) {
        precondition(clip.skeleton == .canonical && clip.frameRate == 30, "canonical, 30 frames per second")
        let poses = (0..<clip.frameCount).map { clip.pose(at: $0) }
        let headings = poses.map(\.heading)
        let paths = (0..<clip.jointCount).map { joint in poses.map { SIMD3<Double>($0.positions[joint]) } }
        let velocities = paths.map { Derivatives.of($0, frameRate: clip.frameRate, lowPass: 6) }
        let contacts = Contacts(
            paths: CanonicalJoint.feet.map { paths[$0.rawValue] }, frameRate: clip.frameRate)
        var rows: [Float] = []
        rows.reserveCapacity(clip.frameCount * count)
        for frame in poses.indices {
            let turn = Quaternion(angle: -headings[frame], axis: SIMD3(0, 1, 0))
            let hips = poses[frame].positions[0].flat
            for place in poses[frame].positions { rows.append(turn.act(place - hips)) }
            for joint in velocities.indices { rows.append(turn.act(SIMD3<Float>(velocities[joint][frame]))) }
            let earlier = pathFrames.map { max(0, frame - $0) }
            for past in earlier {
                let place = turn.act(poses[past].positions[0].flat - hips)
                rows += [place.x, place.z]
            }
            for past in earlier {
                let facing = Quaternion(angle: headings[past] - headings[frame], axis: SIMD3(0, 1, 0))
                    .act(SIMD3(0, 0, 1))
                rows += [facing.x, facing.z]
            }
            rows += contacts.labels[frame].map { $0 ? 1 : 0 }
        }
        return (rows, contacts)
    }

    /// The root mean square deviation of each group over all rows, at least a thousandth of its unit.
    static func scales(of rows: [[Float]]) -> [Float] {
        var sums = [Double](repeating: 0, count: count)
        var squares = sums
        var total = 0
        for rows in rows {
            total += rows.count / count
            for (index, value) in rows.enumerated() {
                sums[index % count] += Double(value)
                squares[index % count] += Double(value) * Double(value)
            }
        }
        let number = Double(max(total, 1))
        return groups.map { group in
            let variance = group.reduce(0.0) { sum, column in
                let mean = sums[column] / number
                return sum + max(0, squares[column] / number - mean * mean)
            }
            return max(Float((variance / Double(group.count)).squareRoot()), 1e-3)
        }
    }
}

extension [Float] {
    fileprivate mutating func append(_ vector: SIMD3<Float>) {
        append(vector.x)
        append(vector.y)
        append(vector.z)
    }
}
