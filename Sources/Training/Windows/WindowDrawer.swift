import Cores
import Motion
import SequenceModel
import Tensor

/// Draws windows at random from takes: each frame that one can begin at is as likely as any other.
struct WindowDrawer: Sendable {
    /// Deviation of the constant turn given to each joint above the hips, radians.
    static let postureNoise: Float = 0.04
    /// Share of windows that take arms and head from another, and share that take all above the hips.
    static let armsShare = 0.12
    static let trunkShare = 0.12

    static let trunk = Array(CanonicalJoint.spine.rawValue..<WindowGeometry.joints)
    static let arms = Array(CanonicalJoint.neck.rawValue..<WindowGeometry.joints)

    private let cutter: WindowCutter
    private let stretches: [Matrix]
    /// For each tempo, how many windows begin in the stretches before each, and at the end in all of them.
    private let starts: [[Int]]
    /// The tempi that windows fit in.
    private let tempi: [Int]

    init(_ takes: [Take], _ sizes: Configuration) {
        cutter = WindowCutter.of(sizes)
        let stretches = takes.flatMap(\.stretches)
        self.stretches = stretches
        starts = cutter.lengths.map { length in
            stretches.reduce(into: [0]) { sums, stretch in
                sums.append(sums[sums.count - 1] + max(0, stretch.rows - length + 1))
            }
        }
        tempi = starts.indices.filter { [starts] in (starts[$0].last ?? 0) > 0 }
    }

    /// How many windows there are at the tempo of the takes.
    var count: Int { starts[WindowCutter.plain].last ?? 0 }

    /// What chance decides about a window.
    private struct Choice {
        var stretch: Int
        var start: Int
        var tempo: Int
        var isMirrored = false
        var turns: [(joint: Int, vector: SIMD3<Float>)] = []
    }

    /// Windows as they were danced, at random places.
    func plain(_ count: Int, from generator: inout Xoshiro256) -> [TrainingWindow] {
        var choices: [Choice] = []
        for _ in 0..<count { choices.append(place(tempo: WindowCutter.plain, &generator)) }
        return cut(choices)
    }

    /// Windows varied in tempo, side and posture, some with the upper body of another.
    func varied(_ count: Int, from generator: inout Xoshiro256) -> [TrainingWindow] {
        var choices: [Choice] = []
        for _ in 0..<count {
            var choice = place(tempo: tempi[generator.below(tempi.count)], &generator)
            choice.isMirrored = generator.unit() < 0.5
            for joint in Self.trunk {
                let vector = SIMD3(generator.normal(), generator.normal(), generator.normal())
                choice.turns.append((joint, Self.postureNoise * vector))
            }
            choices.append(choice)
        }
        var windows = cut(choices)
        mix(&windows, &generator)
        return zip(windows, choices).map { window, choice in
            var window = window
            WindowGeometry.turn(&window.points, by: choice.turns)
            WindowGeometry.turn(&window.context, by: choice.turns)
            return window
        }
    }

    /// Windows at even distances through the takes, at most `count`: the same every time.
    func spread(_ count: Int) -> [TrainingWindow] {
        let total = self.count
        let shown = min(count, total)
        return cut(
            (0..<shown).map { choice(number: (2 * $0 + 1) * total / (2 * shown), tempo: WindowCutter.plain) })
    }

    // MARK: -

    private func cut(_ choices: [Choice]) -> [TrainingWindow] {
        concurrentMap(count: choices.count) { index in
            let choice = choices[index]
            var window = cutter.cut(stretches[choice.stretch], start: choice.start, tempo: choice.tempo)
            if choice.isMirrored {
                window.points = WindowGeometry.mirrored(window.points)
                window.context = WindowGeometry.mirrored(window.context)
            }
            return window
        }
    }

    private func place(tempo: Int, _ generator: inout Xoshiro256) -> Choice {
        choice(number: generator.below(starts[tempo].last ?? 0), tempo: tempo)
    }

    /// The window with this number among all of a tempo.
    private func choice(number: Int, tempo: Int) -> Choice {
        let sums = starts[tempo]
        // The last stretch with no more windows before it than this number.
        var (low, high) = (0, sums.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if sums[middle] <= number { low = middle } else { high = middle }
        }
        return Choice(stretch: low, start: number - sums[low], tempo: tempo)
    }

    /// Gives some windows the arms, or all above the hips, of another: new dance from two old.
    private func mix(_ windows: inout [TrainingWindow], _ generator: inout Xoshiro256) {
        let old = windows
        // The standard library's shuffle may change from one version of Swift to the next.
        var order = Array(old.indices)
        for i in order.indices.reversed() { order.swapAt(i, generator.below(i + 1)) }
        for index in old.indices {
            let which = generator.unit()
            guard which < Self.armsShare + Self.trunkShare else { continue }
            let joints = which < Self.armsShare ? Self.arms : Self.trunk
            let other = old[order[index]]
            Self.give(joints, of: other.points, to: &windows[index].points)
            Self.give(joints, of: other.context, to: &windows[index].context)
        }
    }

    private static func give(_ joints: [Int], of source: Matrix, to target: inout Matrix) {
        for joint in joints {
            let at = WindowGeometry.rotations.lowerBound + WindowGeometry.perJoint * joint
            for row in 0..<target.rows {
                for column in at..<at + WindowGeometry.perJoint { target[row, column] = source[row, column] }
            }
        }
    }
}

extension Xoshiro256 {
    /// A whole number in 0 ..< `bound`, each as likely as the other.
    mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "something to choose from")
        return min(bound - 1, Int(unit() * Double(bound)))
    }

    /// The generator of one step of a run: what is drawn in a step depends on the run's seed and the step alone, so
    /// that a run goes on after any step as if it had never stopped.
    init(seed: UInt64, step: Int, for purpose: UInt64 = 0) {
        var base = Xoshiro256(seed: seed)
        self.init(seed: base.next() &+ UInt64(step) &* 0x9E37_79B9_7F4A_7C15 &+ purpose << 32)
    }
}
