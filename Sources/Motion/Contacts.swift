/// Which feet are down: one label per frame for ankle and toe of each side.
public struct Contacts: Sendable, Equatable {
    /// Labels, shape [frames][4], in the order of ``CanonicalJoint/feet``.
    public var labels: [[Bool]]

    /// Creates labels from an array of shape [frames][4].
    public init(labels: [[Bool]]) { self.labels = labels }

    /// Heights under which a joint may be down, m, in the order of ``CanonicalJoint/feet``.
    static let heights: [Double] = [0.10, 0.05, 0.10, 0.05]
    /// Horizontal speed under which a joint may be down, m/s.
    static let speed = 0.25

    /// Labels a canonical clip whose floor is at 0.
    ///
    /// A joint is down while it is lower than 0.10 m (ankle) or 0.05 m (toe) and slower than 0.25 m/s along the
    /// floor; a median over three frames at 30 fps (a tenth of a second at any rate) removes flicker.
    public init(of clip: Clip) {
        self.init(paths: clip.paths(of: CanonicalJoint.feet), frameRate: clip.frameRate)
    }

    /// Labels the places of ankles and toes over time, in metres above a floor at 0.
    ///
    /// - Parameters:
    ///   - paths: Places, shape [4][frames], in the order of ``CanonicalJoint/feet``.
    ///   - frameRate: Frames per second.
    public init(paths: [[SIMD3<Double>]], frameRate: Double) {
        precondition(paths.count == Self.heights.count, "ankle and toe of two feet")
        let columns = zip(paths, Self.heights).map { path, height in
            let velocity = Derivatives.of(path, frameRate: frameRate, lowPass: 6)
            let raw = zip(path, velocity).map { place, velocity in
                place.y < height && velocity.flat.length < Self.speed
            }
            return Self.median(raw, window: max(1, Int((frameRate / 10).rounded()) | 1))
        }
        labels = paths[0].indices.map { frame in columns.map { $0[frame] } }
    }

    /// The majority of each window of an odd number of labels; shorter at the ends.
    static func median(_ labels: [Bool], window: Int) -> [Bool] {
        labels.indices.map { i in
            let range = max(0, i - window / 2)...min(labels.count - 1, i + window / 2)
            let down = range.reduce(0) { $0 + (labels[$1] ? 1 : 0) }
            return 2 * down == range.count ? labels[i] : 2 * down > range.count
        }
    }
}

extension Clip {
    /// Places of some canonical joints over time, in `Double`, shape [joints][frames].
    public func paths(of joints: [CanonicalJoint]) -> [[SIMD3<Double>]] {
        let all = positions()
        return joints.map { joint in all.map { SIMD3<Double>($0[joint.rawValue]) } }
    }
}
