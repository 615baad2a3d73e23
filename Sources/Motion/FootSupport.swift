import RealModule

/// Which feet bear on the floor, frame by frame.
///
/// Not a threshold: of all histories of "left down or not, right down or not" the likeliest one, found by dynamic
/// programming (Viterbi 1967), so that feet do not flicker, one foot at least carries a body that is not in the air,
/// and what a generator says about its contacts counts beside what the movement shows.
struct FootSupport: Sendable {
    /// Whether a foot is down, shape [2: left, right][frames].
    let isDown: [[Bool]]
    /// Height that a toe may stand at, m: shoes with heels and rough floors keep it off the ground.
    let ground: Float

    /// Speed along the floor at which a toe is as likely to be up as down, m/s.
    private static let slidingSpeed = 0.4
    /// Height above its rest that says the same, m.
    private static let liftedHeight = 0.06
    /// Cost of a change of one foot, in frames of 1/30 s.
    private static let changeCost = 3.0
    /// Cost of a frame of 1/30 s without any foot on the floor, for a body that does not fall.
    private static let floatingCost = 0.8
    /// How much a generator's word counts against speed and height.
    private static let generatorWeight = 0.7

    /// Finds the history for a canonical clip whose floor is at 0.
    ///
    /// - Parameters:
    ///   - clip: Canonical movement.
    ///   - confidence: How sure the generator is that a foot joint is down, 0 … 1, one a frame in the order of
    ///     ``CanonicalJoint/feet``.
    ///   - open: Frames whose confidence is a guess; that of those before and after is knowledge.
    ///   - origin: Where the movement comes from: a generated body that hangs over the floor without falling stands,
    ///     and only its height is wrong.
    init(
        of clip: Clip, confidence: [SIMD4<Float>], open: Range<Int>, origin: FootOrigin = .generated
    ) {
        let rate = clip.frameRate
        let frame30 = 30 / rate
        let paths = clip.paths(of: [.leftToe, .rightToe, .hips])
        // How high toes stood in what is known.
        let stood = (0..<2).flatMap { side in
            confidence.indices.filter { !open.contains($0) && confidence[$0][2 * side + 1] > 0.5 }.map {
                Float(paths[side][$0].y)
            }
        }.sorted()
        let ground = max(0.02, stood.isEmpty ? 0 : stood[stood.count / 2] + 0.01)
        self.ground = ground
        let fall = Derivatives.of(paths[2], frameRate: rate, lowPass: 5, order: 2).map(\.y)
        // In the air only gravity pulls; on the floor (knees, back) hands and hips carry.
        let isCarried = (0..<clip.frameCount).map { fall[$0] >= -4 && paths[2][$0].y >= 0.55 }
        let hover =
            origin == .generated
            ? Self.hover(paths, over: Double(ground), fall: fall, isCarried: isCarried, within: open)
            : Array(repeating: 0, count: clip.frameCount)
        var down: [[Double]] = []
        var up: [[Double]] = []
        for side in 0..<2 {
            let velocity = Derivatives.of(paths[side], frameRate: rate, lowPass: 6)
            let told = confidence.map { Double(max($0[2 * side], $0[2 * side + 1])) }
            var downCost: [Double] = []
            var upCost: [Double] = []
            for frame in 0..<clip.frameCount {
                let weight = !open.contains(frame) ? 5 : Self.generatorWeight
                let speed = velocity[frame].flat.length / Self.slidingSpeed
                let height = max(0, paths[side][frame].y - Double(ground) - hover[frame]) / Self.liftedHeight
                downCost.append(
                    frame30 * (min(speed * speed + height * height, 6) + weight * (1 - told[frame])))
                upCost.append(frame30 * (1 + weight * told[frame]))
            }
            down.append(downCost)
            up.append(upCost)
        }
        let floating = isCarried.map { $0 ? frame30 * Self.floatingCost : 0 }
        var isDown = Self.likeliest(down: down, up: up, floating: floating)
        for side in 0..<2 { Self.step(from: paths[side], open, &isDown[side], side: side) }
        self.isDown = isDown
    }

    /// How far above the floor the lower toe hangs in each frame, of a body that does not fly, m.
    ///
    /// Who leaves the floor falls: through a flight the hips' acceleration is on average well below 0.
    private static func hover(
        _ paths: [[SIMD3<Double>]], over ground: Double, fall: [Double], isCarried: [Bool],
        within open: Range<Int>
    ) -> [Double] {
        let heights = fall.indices.map { min(paths[0][$0].y, paths[1][$0].y) - ground }
        var result = fall.indices.map { isCarried[$0] && open.contains($0) ? max(0, heights[$0]) : 0 }
        for run in heights.map({ $0 > 0 }).runs
        where fall[run].reduce(0, +) / Double(run.count) < flight {
            for frame in run { result[frame] = 0 }
        }
        return result
    }

    /// Mean acceleration of the hips that tells a flight from hanging in the air, m/s²: low-passed, a hop of a fifth
    /// of a second has about this.
    private static let flight = -2.5

    /// Lets a foot that would have to stand at two places, before and after what is open, step from one to the other.
    private static func step(
        from path: [SIMD3<Double>], _ open: Range<Int>, _ isDown: inout [Bool], side: Int
    ) {
        let (before, after) = (open.lowerBound - 1, open.upperBound)
        guard before >= 0, after < path.count, isDown[before...after].allSatisfy({ $0 }),
            (path[after] - path[before]).flat.length > farthestGive
        else { return }
        // One foot after the other.
        let length = max(1, open.count * 2 / 5)
        let start = open.lowerBound + (side == 0 ? open.count / 10 : open.count / 2)
        for frame in start..<min(start + length, open.upperBound) { isDown[frame] = false }
    }

    /// How far apart two places may be that a foot stands at without a step, m.
    private static let farthestGive = 0.03

    /// Viterbi's algorithm over four states: bit 0 left down, bit 1 right down.
    private static func likeliest(down: [[Double]], up: [[Double]], floating: [Double]) -> [[Bool]] {
        func cost(_ state: Int, _ frame: Int) -> Double {
            (0..<2).reduce(state == 0 ? floating[frame] : 0) { sum, side in
                sum + (state >> side & 1 == 1 ? down : up)[side][frame]
            }
        }
        let count = floating.count
        guard count > 0 else { return [[], []] }
        var best = (0..<4).map { cost($0, 0) }
        var origins: [[Int]] = []
        for frame in 1..<max(count, 1) {
            var next: [Double] = []
            var origin: [Int] = []
            for state in 0..<4 {
                let ways = (0..<4).map { best[$0] + changeCost * Double(($0 ^ state).nonzeroBitCount) }
                let from = ways.indices.min { ways[$0] < ways[$1] } ?? state
                next.append(ways[from] + cost(state, frame))
                origin.append(from)
            }
            best = next
            origins.append(origin)
        }
        var state = best.indices.min { best[$0] < best[$1] } ?? 0
        var states = [state]
        for origin in origins.reversed() {
            state = origin[state]
            states.append(state)
        }
        states.reverse()
        return (0..<2).map { side in states.map { $0 >> side & 1 == 1 } }
    }

    /// The spans in which a foot is down.
    func spans(of side: Int) -> [Range<Int>] { isDown[side].runs }

    /// Where the toe stands in each span: where it moved least, on the floor; where it stood before, if it stood.
    ///
    /// What was captured stands as high as it stood: a floor is never known to the centimetre.
    func places(
        of side: Int, path: [SIMD3<Float>], within open: Range<Int>, origin: FootOrigin = .generated
    ) -> [SIMD3<Float>] {
        spans(of: side).map { span in
            if span.lowerBound < open.lowerBound { return path[min(open.lowerBound, span.upperBound) - 1] }
            if span.upperBound > open.upperBound { return path[max(open.upperBound, span.lowerBound)] }
            var sum = SIMD3<Float>.zero
            var total: Float = 0
            for frame in span {
                let step = path[min(frame + 1, path.count - 1)] - path[max(frame - 1, 0)]
                let weight = 1 / (1e-4 + step.dot(step))
                sum += path[frame] * weight
                total += weight
            }
            let place = sum / total
            let height = max(place.y, 0)
            return SIMD3(place.x, origin == .captured ? height : min(height, ground), place.z)
        }
    }
}
