import Motion
import Tensor
import Testing

@testable import Evaluation

@Suite("Distances between distributions")
struct DistributionTests {
    private func normal(_ count: Int, _ size: Int, at mean: Double = 0, scale: Double = 1, seed: UInt64)
        -> [[Double]]
    {
        var generator = Xoshiro256(seed: seed)
        return (0..<count).map { _ in (0..<size).map { _ in mean + scale * Double(generator.normal()) } }
    }

    @Test func frechetWorkedByHand() {
        // Means 3 apart in one direction, the same spread: 9.
        let a = [[0.0, 0], [2, 0], [0, 2], [2, 2]]
        #expect(abs(FrechetDistance.plain(a, a)) < 1e-12)
        #expect(abs(FrechetDistance.plain(a, a.map { [$0[0] + 3, $0[1]] }) - 9) < 1e-12)
        // Twice the size: deviations √(4/3) and 2√(4/3) on both axes about means 1 and 2 apart: 1 + 1 + 2 · 4/3.
        #expect(abs(FrechetDistance.plain(a, a.map { $0.map { 2 * $0 } }) - (2 + 8.0 / 3)) < 1e-12)
    }

    @Test func extrapolationTakesAwayWhatIsDueToFewWindows() {
        let (a, b) = (normal(120, 16, seed: 1), normal(120, 16, seed: 2))
        var generator = Xoshiro256(seed: 3)
        let value = FrechetDistance.extrapolated(a, b, rows: Array(0..<120), draws: 8, &generator)
        #expect(FrechetDistance.plain(a, b) > 1)
        #expect(abs(value) < 0.5 * FrechetDistance.plain(a, b))
    }

    @Test func realAgainstRealIsNearNothingAndItsIntervalHoldsIt() throws {
        let clips = ClipLabels((0..<160).map { $0 / 10 })
        let real = normal(160, 8, seed: 4)
        let found = try #require(FrechetDistance.realAgainstReal(real, clips: clips, seed: 1, splits: 40))
        let interval = try #require(found.interval)
        #expect(interval.low < 0.3 && interval.high > 0 && abs(found.value) < 0.5)
        let far = FrechetDistance.between(
            real: real, turns: [normal(160, 8, at: 2, seed: 5)], clips: clips, seed: 1, resamples: 60)
        #expect(far.value > 28 && far.value < 36)
        #expect(try #require(far.interval).low > interval.high)
        // The same seed gives the same figures, another seed others.
        let again = FrechetDistance.between(
            real: real, turns: [normal(160, 8, at: 2, seed: 5)], clips: clips, seed: 1, resamples: 60)
        #expect(again.value == far.value && again.interval == far.interval)
    }

    @Test func aNeighbourTellsWhatIsApartAndNotWhatIsAlike() throws {
        let clips = ClipLabels((0..<80).map { $0 / 8 })
        let real = normal(80, 4, seed: 6)
        let apart = TwoSample.accuracy(
            real: real, turns: [normal(80, 4, at: 30, seed: 7)], clips: clips, seed: 1, resamples: 60)
        #expect(apart.value == 1)
        let alike = TwoSample.accuracy(
            real: real, turns: [normal(80, 4, seed: 8)], clips: clips, seed: 1, resamples: 60)
        #expect(abs(alike.value - 0.5) < 0.15)
        let interval = try #require(alike.interval)
        #expect(interval.low < 0.5 && interval.high > 0.5)
        let real2 = try #require(TwoSample.realAgainstReal(real, clips: clips, seed: 1, splits: 40))
        #expect(abs(real2.value - 0.5) < 0.15)
    }

    @Test func aProposalIsNotExcusedByItsOwnContextsTruth() {
        // Each proposal lies on its own window's truth, but all proposals lean to one side.
        let clips = ClipLabels(Array(0..<20))
        let real = (0..<20).map { [10 * Double($0), 0] }
        let leaning = real.map { [$0[0] + 4, 0] }
        let near = real.map { [$0[0] + 0.001, 0] }
        // With its own truth out of reach, the nearest of a real window is a neighbouring proposal or real window.
        let a = TwoSample.accuracy(real: real, turns: [near], clips: clips, seed: 1, resamples: 60)
        #expect(a.value > 0 && a.value < 1)
        let b = TwoSample.accuracy(real: real, turns: [leaning], clips: clips, seed: 1, resamples: 60)
        #expect(b.value < 0.1)
    }

    @Test func standardizationAndComponentsAreThoseOfTraining() throws {
        // One direction holds all: (1, 2) times a number; a third feature never varies.
        let vectors = (0..<20).map { [Double($0), 2 * Double($0), 7] }
        let projection = try Projection(fitting: vectors)
        let standard = projection.standardized([9.5, 19, 8])
        #expect(abs(standard[0]) < 1e-12 && abs(standard[1]) < 1e-12 && standard[2] == 1)
        let found = projection(vectors[19])
        #expect(abs(abs(found[0]) - 2.0.squareRoot() * 9.5 / 33.25.squareRoot()) < 1e-9)
        #expect(abs(found[1]) < 1e-9)
    }

    @Test func percentilesLieBetweenTheTwoNearest() {
        #expect([3.0, 1, 2].median == 2)
        #expect([0.0, 10].percentile(95) == 9.5)
        #expect([4.0].percentile(1) == 4)
        #expect([1.0, 3].deviation == 1)
    }

    @Test func halvesShareNoClip() throws {
        let labels = [0, 0, 0, 1, 2, 2, 3, 3, 3, 3]
        let clips = ClipLabels(labels)
        for seed in 0..<20 {
            var generator = Xoshiro256(seed: UInt64(seed))
            let (a, b) = try #require(clips.halves(&generator))
            #expect(a.count == b.count && !a.isEmpty)
            #expect(Set(a.map { labels[$0] }).isDisjoint(with: b.map { labels[$0] }))
        }
        var generator = Xoshiro256(seed: 1)
        #expect(ClipLabels([5, 5]).halves(&generator) == nil)
        #expect(generator.permutation(9).sorted() == Array(0..<9))
    }
}

@Suite("Distances between movements")
struct DistanceTests {
    private func findings(_ offset: Float) -> Findings {
        // The context is the same; afterwards the hips stand higher.
        Findings(of: Dancers.statue(seconds: 6) { SIMD3(0, $0 < 1.999 ? 0 : offset, 0) })
    }

    @Test func theBestOfSomeIsTheNearestOfThem() {
        let errors = Distances.bestOf([[findings(0.3), findings(0.1)]], real: [findings(0)])
        #expect(errors.allSatisfy { abs($0 - 0.1) < 1e-6 })
    }

    @Test func spreadIsMeasuredByRealOnes() throws {
        let real = [findings(0), findings(0.4)]
        #expect(
            abs(
                try #require(
                    Distances.spread(
                        [[findings(0), findings(0.1)], [findings(0.2), findings(0.3)]], real: real)) - 0.25)
                < 1e-5)
        #expect(Distances.spread([[real[0], real[0]], [real[1], real[1]]], real: real) == 0)
        #expect(Distances.spread([[real[0]], [real[1]]], real: real) == nil)
    }

    @Test func whatWasLearntFromIsFoundAgainAndItsMirrorImageToo() {
        let clips = (0..<4).map { Dancers.improvising(seconds: 8, seed: 20 + $0) }
        let track = TrainingTrack(clips.map { Movement($0) })
        let start = 77
        let copied = Movement(clips[2].moved(by: FloorTransform(yaw: 1, shift: SIMD3(4, 0, 2))))
            .places(start..<start + 60, alignedAt: start).map { SIMD3<Float>($0) }
        let partners = CanonicalJoint.allCases.map(\.mirrored.rawValue)
        let mirrored = copied.indices.map {
            copied[$0 / 22 * 22 + partners[$0 % 22]] * SIMD3<Float>(-1, 1, 1)
        }
        let lifted = copied.map { $0 + SIMD3<Float>(0, 0.05, 0) }
        let other = Movement(Dancers.improvising(seconds: 8, seed: 99)).places(0..<60, alignedAt: 0)
        let found = track.nearest([copied, mirrored, lifted, other.map { SIMD3<Float>($0) }])
        #expect(found[0] < 1e-4 && found[1] < 1e-4)
        #expect(found[2] <= 0.0501 && found[2] > 0.01)
        #expect(found[3] > 0.05)
    }

    @Test func theSearchInTwoStepsFindsWhatTryingAllFinds() {
        let clips = (0..<3).map { Dancers.improvising(seconds: 7, seed: 40 + $0) }
        let movements = clips.map { Movement($0) }
        let query = Movement(Dancers.improvising(seconds: 3, seed: 50)).places(0..<60, alignedAt: 0)
        let flipped = query.indices.map {
            query[$0 / 22 * 22 + CanonicalJoint.allCases[$0 % 22].mirrored.rawValue] * SIMD3(-1, 1, 1)
        }
        var best = Double.infinity
        for movement in movements {
            for start in 0...movement.frameCount - 60 {
                let other = movement.places(start..<start + 60, alignedAt: start)
                best = min(best, Distances.between(query, other), Distances.between(flipped, other))
            }
        }
        let found = TrainingTrack(movements).nearest([query.map { SIMD3<Float>($0) }])
        #expect(abs(found[0] - best) < 1e-5)
    }
}
