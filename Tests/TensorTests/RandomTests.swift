import Tensor
import Testing

@Suite("Random numbers that can be made again")
struct RandomTests {
    /// Worked out from the published algorithms: SplitMix64 of 0 gives these four words of state, and the first
    /// output is rotl(state₁ · 5, 7) · 9.
    @Test func startsWhereThePublishedAlgorithmDoes() {
        var generator = Xoshiro256(seed: 0)
        let second: UInt64 = 0x6E78_9E6A_A1B9_65F4
        let product = second &* 5
        #expect(generator.next() == ((product << 7) | (product >> 57)) &* 9)
    }

    @Test func sameSeedSameNumbersOtherSeedOtherNumbers() {
        var (a, b, c) = (Xoshiro256(seed: 7), Xoshiro256(seed: 7), Xoshiro256(seed: 8))
        let first = (0..<100).map { _ in a.next() }
        #expect(first == (0..<100).map { _ in b.next() })
        #expect(first != (0..<100).map { _ in c.next() })
    }

    @Test func normalsAreNormal() {
        var generator = Xoshiro256(seed: 42)
        let numbers = (0..<100_000).map { _ in Double(generator.normal()) }
        let mean = numbers.reduce(0, +) / 1e5
        let variance = numbers.reduce(0) { $0 + $1 * $1 } / 1e5
        let fourth = numbers.reduce(0) { $0 + $1 * $1 * $1 * $1 } / 1e5
        // Four standard errors of each moment.
        #expect(abs(mean) < 4 * 0.0032)
        #expect(abs(variance - 1) < 4 * 0.0045)
        #expect(abs(fourth - 3) < 4 * 0.031)
        #expect(numbers.allSatisfy { $0.isFinite })
    }
}
