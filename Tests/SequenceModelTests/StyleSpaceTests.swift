import Motion
import Tensor
import Testing

@testable import SequenceModel

@Suite("A style says how, not what")
struct StyleSpaceTests {
    /// Features of a swaying figure, [frames, 139].
    static func features(_ clip: Clip) -> Matrix {
        FrameFeatures.encoded(clip, contacts: Contacts(of: clip))
    }

    @Test func theOrderOfFramesDoesNotMatterToHowAFigureIsHeld() {
        let clip = Clip.swaying(frames: 60)
        let forward = StyleStatistics.of(Self.features(clip), frameRate: 30)
        var frames = Self.features(clip)
        for row in 0..<60 { frames[row: row] = Self.features(clip)[row: 59 - row] }
        let backward = StyleStatistics.of(frames, frameRate: 30)
        #expect(zip(forward, backward).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    @Test func whoStandsStillHasNoDeviationAndTheLeastSpeed() {
        let clip = Clip.swaying(frames: 40)
        let held = Matrix(rows: 0, columns: FrameFeatures.count)
        let still = (0..<40).reduce(held) { frames, _ in
            frames.appending(Self.features(clip).rows(7..<8))
        }
        let statistics = StyleStatistics.of(still, frameRate: 30)
        #expect(statistics[127..<254].allSatisfy { $0 < 1e-6 })
        #expect(statistics[254...].allSatisfy { abs($0 - -4.605_17) < 1e-3 })
    }

    @Test func twiceAsFastIsLogTwoMore() {
        let frames = Self.features(.swaying(frames: 30))
        let slow = StyleStatistics.of(frames, frameRate: 30)
        let fast = StyleStatistics.of(frames, frameRate: 60)
        // Speeds near 0.5 m/s: the added centimetre a second hardly counts.
        #expect(zip(slow[254...], fast[254...]).allSatisfy { abs($1 - $0 - 0.693) < 0.03 })
    }

    @Test func aNarrowDrawTakesTheNearestAndAWideOneTakesAll() throws {
        let styles = try #require(try Golden().checkpoint.styles)
        let file = try Golden().file
        let bank = try file.matrix("style.bank", rows: 7, columns: 10)
        let own = Array(bank[row: 3].prefix(5))
        var generator = Xoshiro256(seed: 1)
        #expect(styles.drawn(for: own, width: 0.01, from: &generator) == Array(bank[row: 3].suffix(5)))
        var seen: Set<[Float]> = []
        for _ in 0..<300 { seen.insert(styles.drawn(for: own, width: 100, from: &generator)) }
        #expect(seen.count == 7)
    }
}

@Suite("A guess answers as strongly as held-out movement asks")
struct ResponseTests {
    @Test func factorsLieBetweenTheLevelsOfTheTable() throws {
        let golden = try Golden()
        let response = golden.checkpoint.response
        let table = try golden.file.matrix("sampling.response", rows: 13, columns: 12)
        #expect(response.factors(at: 1) == Array(table[row: 0]))
        #expect(zip(response.factors(at: 0.8), table[row: 4]).allSatisfy { abs($0 - $1) < 1e-6 })
        let between = response.factors(at: 0.75)
        for column in 0..<12 {
            #expect(abs(between[column] - (table[4, column] + table[5, column]) / 2) < 1e-5)
        }
        #expect(response.factors(at: 0.01) == Array(table[row: 12]))
    }

    @Test func aPlainResponseChangesNothing() {
        let blind = Matrix(rows: 1, columns: 2, values: [1, 2])
        let guess = Matrix(rows: 1, columns: 2, values: [3, -2])
        let plain = Response(plain: 2).factors(at: 0.4)
        var answer = guess
        answer.answer(from: blind, by: plain)
        #expect(answer == guess)
        answer.answer(from: blind, by: [2, 0.5])
        #expect(answer.values == [5, 0])
    }
}
