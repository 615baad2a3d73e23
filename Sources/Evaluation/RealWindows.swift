import Cores
import Motion
import Tensor

/// The evaluation windows with what really followed: what every contender is compared with.
struct RealWindows: Sendable {
    let windows: [EvaluationWindow]
    let reference: Reference
    private let findings: [Findings]
    private let clips: ClipLabels
    private let speed: Double
    private let jerk: Double
    private let neighbour: Double
    /// How often recordings are drawn for an interval.
    private let resamples: Int

    /// Measures the windows.
    init(_ windows: [EvaluationWindow], _ reference: Reference, resamples: Int) {
        self.resamples = resamples
        self.windows = windows
        self.reference = reference
        findings = Findings.of(windows.map { [$0.movement] }).map { $0[0] }
        clips = ClipLabels(windows.map(\.recording))
        speed = findings.flatMap(\.speeds).median
        jerk = findings.map(\.jerk).mean
        neighbour = reference.track.nearest(findings.flatMap(\.stretches)).median
    }

    /// Whether there is too little for the Fréchet distances to be more than a hint.
    var isFew: Bool {
        windows.count < FrechetDistance.fewWindows || clips.rows.count < FrechetDistance.fewClips
    }

    /// The real continuations' own column; where a measure needs two sides, real against real, split by clip.
    func column(seed: UInt64) -> Column {
        var column = common(named: "real", findings.map { [$0] }, seed: seed)
        for measure in [Measure.speedRatio, .jerkRatio, .neighbour] { column[measure] = .init(1) }
        column[.frechetKinetic] = FrechetDistance.realAgainstReal(
            findings.map { reference.kinetic($0.kinetic) }, clips: clips, seed: seed, splits: resamples / 2
        ).map { .init($0.value, $0.interval) }
        column[.frechetPose] = FrechetDistance.realAgainstReal(
            findings.map { reference.pose($0.pose) }, clips: clips, seed: seed, splits: resamples / 2
        ).map { .init($0.value, $0.interval) }
        column[.twoSample] = TwoSample.realAgainstReal(
            findings.map(standardized), clips: clips, seed: seed, splits: resamples / 2
        ).map { .init($0.value, $0.interval) }
        return column
    }

    /// A contender's column.
    ///
    /// - Parameter proposals: Windows with their contexts, shape [windows][proposals], as many of each.
    func column(
        named name: String, of proposals: [[Clip]], seed: UInt64,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) -> Column {
        let found = Findings.of(proposals, progress: progress)
        var column = common(named: name, found, seed: seed)
        column[.speedRatio] = .init(found.joined().flatMap(\.speeds).median / speed)
        column[.jerkRatio] = .init(found.joined().map(\.jerk).mean / jerk)
        column[.spread] = Distances.spread(found, real: findings).map { .init($0) }
        for (measure, value) in zip(Measure.bestOf, Distances.bestOf(found, real: findings)) {
            column[measure] = .init(value)
        }
        let turns = found.turns
        for (measure, project) in [
            (Measure.frechetKinetic, { reference.kinetic($0.kinetic) }),
            (.frechetPose, { (one: Findings) in reference.pose(one.pose) }),
        ] {
            let (value, interval) = FrechetDistance.between(
                real: findings.map(project), turns: turns.map { $0.map(project) }, clips: clips, seed: seed,
                resamples: resamples)
            column[measure] = .init(value, interval)
        }
        let (value, interval) = TwoSample.accuracy(
            real: findings.map(standardized), turns: turns.map { $0.map(standardized) }, clips: clips,
            seed: seed, resamples: resamples)
        column[.twoSample] = .init(value, interval)
        let nearest = reference.track.nearest(found.joined().flatMap(\.stretches))
        column[.neighbour] = .init(nearest.median / neighbour)
        return column
    }

    /// What is measured of proposals and of the real continuations alike.
    private func common(named name: String, _ found: [[Findings]], seed: UInt64) -> Column {
        var column = Column(name: name, proposals: found.reduce(0) { $0 + $1.count }, figures: [:])
        let all = Array(found.joined())
        let seams = all.map { $0.seam / reference.seam }
        column[.seamMedian] = .init(seams.median)
        column[.seam95] = .init(seams.percentile(95))
        let still = found.map { row in
            row.flatMap(\.secondSpeeds).map { $0 < reference.frozenSpeed ? 1.0 : 0 }.mean
        }
        column[.frozen] = .init(still.mean, interval(of: still, seed: seed))
        let skates = found.map { $0.map(\.skate).mean }
        column[.skate] = .init(skates.mean, interval(of: skates, seed: seed))
        column[.penetration] = .init(all.map(\.penetration).mean)
        column[.footContact] = .init(all.map(\.footContact).mean)
        column[.contactShare] = .init(all.map(\.contactShare).mean)
        let kinetic = Legacy(findings.map(\.legacyKinetic), found.turns.map { $0.map(\.legacyKinetic) })
        let geometric = Legacy(findings.map(\.legacyGeometric), found.turns.map { $0.map(\.legacyGeometric) })
        column[.legacyFIDk] = .init(kinetic.distance)
        column[.legacyDivk] = .init(kinetic.diversity)
        column[.legacyFIDg] = .init(geometric.distance)
        column[.legacyDivg] = .init(geometric.diversity)
        return column
    }

    /// Where the mean over windows lies when clips are drawn again and again.
    private func interval(of values: [Double], seed: UInt64) -> Interval? {
        var generator = Xoshiro256.piece(0, of: seed)
        let means = (0..<resamples).map { _ in clips.resample(&generator).map { values[$0] }.mean }
        return Interval(covering: means)
    }

    /// Kinetic and pose vector end to end, in units of training's deviations.
    private func standardized(_ one: Findings) -> [Double] {
        reference.kinetic.standardized(one.kinetic) + reference.pose.standardized(one.pose)
    }
}

extension [[Findings]] {
    /// One proposal of each window in turn: shape [proposals][windows].
    fileprivate var turns: [[Findings]] {
        guard let count = first?.count else { return [] }
        return (0..<count).map { turn in map { $0[turn] } }
    }
}
