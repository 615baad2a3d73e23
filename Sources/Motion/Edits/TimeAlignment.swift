/// Which moments of two phrases belong together.
///
/// Dynamic time warping over poses: of all ways to go through both phrases in step, the one along which their poses are
/// nearest. Poses are compared with the body brought over the origin and facing forward, so that it does not matter where
/// a phrase is danced. Neither phrase goes more than twice as fast as the other (measured against their lengths), so no
/// pose is frozen to wait for the other phrase.
///
/// Source: Sakoe, Chiba, "Dynamic programming algorithm optimization for spoken word recognition", IEEE Transactions on
/// Acoustics, Speech and Signal Processing 1978, with their slopes of 1/2 to 2.
struct TimeAlignment: Sendable {
    /// From the moments of the first phrase to those of the second, seconds.
    let secondAtFirst: TimeMap

    /// Most poses of a phrase that are compared: time grows with their square, 0.2 s and 1 MB at this number.
    static let mostPoses = 900
    /// Poses a second that are compared in shorter phrases.
    static let posesPerSecond = 15.0

    /// Aligns two phrases on one body; both need two frames.
    init(_ first: Clip, _ second: Clip, plan: BodyPlan) {
        let (length, otherLength) = (first.lastMoment, second.lastMoment)
        let count = min(
            max(8, Int(max(length, otherLength) * Self.posesPerSecond)), Self.mostPoses)
        let (a, b) = (first.alignedPoses(count, plan: plan), second.alignedPoses(count, plan: plan))
        let path = Self.path(count) { i, j in
            zip(a[i], b[j]).reduce(0) { $0 + ($1.0 - $1.1).length } / Float(a[i].count)
        }
        let step = Double(count - 1)
        // Every quarter of a second is a knot: pace changes smoothly, not with every pose.
        let stride = max(1, Int((Double(count) / max(length, otherLength) / 4).rounded()))
        var moments: [(source: Double, result: Double)] = []
        for (number, place) in path.enumerated()
        where number.isMultiple(of: stride) || number == path.count - 1 {
            let moment = (
                source: Double(place.1) / step * otherLength, result: Double(place.0) / step * length
            )
            // The last pair is the end of both; a knot right before it would make a corner.
            if number == path.count - 1, let last = moments.last, moments.count > 1,
                moment.result - last.result < Double(stride) / step * length / 2
            {
                moments.removeLast()
            }
            moments.append(moment)
        }
        secondAtFirst = TimeMap(moments) ?? TimeMap(stretching: otherLength, to: length)
    }

    /// The cheapest way from (0, 0) to the end, by steps (1, 1), (1, 2) and (2, 1).
    private static func path(
        _ count: Int, cost: (Int, Int) -> Float
    ) -> [(Int, Int)] {
        let steps = [(1, 1), (1, 2), (2, 1)]
        var best = [Float](repeating: .infinity, count: count * count)
        var came = [UInt8](repeating: 0, count: count * count)
        best[0] = cost(0, 0)
        for i in 0..<count {
            // What can be reached from the start and still reach the end by these steps.
            let low = max(i / 2, count - 1 - 2 * (count - 1 - i))
            let high = min(2 * i, count - 1 - (count - 1 - i) / 2)
            guard low <= high, i > 0 else { continue }
            for j in max(low, 0)...high {
                let here = cost(i, j)
                for (number, step) in steps.enumerated() where i >= step.0 && j >= step.1 {
                    // A longer step passes over a pose: it counts for as many as it goes through.
                    let way = best[(i - step.0) * count + j - step.1] + here * Float(step.0 + step.1) / 2
                    if way < best[i * count + j] {
                        best[i * count + j] = way
                        came[i * count + j] = UInt8(number)
                    }
                }
            }
        }
        var place = (count - 1, count - 1)
        var path = [place]
        while place.0 > 0 || place.1 > 0 {
            let step = steps[Int(came[place.0 * count + place.1])]
            place = (max(place.0 - step.0, 0), max(place.1 - step.1, 0))
            path.append(place)
        }
        return path.reversed()
    }
}

extension Clip {
    /// Seconds from the first frame to the last.
    var lastMoment: Double { Double(frameCount - 1) / frameRate }

    /// Places of all joints in `count` poses spread evenly over the clip, the body over the origin facing forward.
    fileprivate func alignedPoses(_ count: Int, plan: BodyPlan) -> [[SIMD3<Float>]] {
        (0..<count).map { number in
            let frame = Int((Double(number) / Double(count - 1) * Double(frameCount - 1)).rounded())
            let pose = pose(at: frame)
            let floor = FloorPlace(of: self, plan: plan, frame: frame)
            let move = FloorTransform(turning: -floor.heading, about: floor.place, to: .zero)
            return pose.positions.map { move.act($0) }
        }
    }
}
