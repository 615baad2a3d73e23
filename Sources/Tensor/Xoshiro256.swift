import RealModule

/// A reproducible source of random numbers: xoshiro256**, seeded by SplitMix64.
///
/// The same seed gives the same numbers in every version of the program and of Swift, which the standard
/// library's algorithms do not promise. Not for secrets.
///
/// Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 2021; Steele, Lea and
/// Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct Xoshiro256: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)
    /// The second number of a Box–Muller pair, until it is asked for.
    private var spare: Double?

    /// Creates the generator of `seed`; neighbouring seeds give unrelated numbers.
    public init(seed: UInt64) {
        var splitter = seed
        func next() -> UInt64 {
            splitter &+= 0x9E37_79B9_7F4A_7C15
            var z = splitter
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        state = (next(), next(), next(), next())
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        let result = rotated(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotated(state.3, by: 45)
        return result
    }

    private func rotated(_ x: UInt64, by count: UInt64) -> UInt64 { (x << count) | (x >> (64 - count)) }

    /// The next number, even over 0 ..< 1, in steps of 2⁻⁵³.
    public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// The next number of the standard normal distribution.
    ///
    /// Source: Box and Muller, "A note on the generation of random normal deviates", 1958.
    public mutating func normal() -> Float {
        if let spare {
            self.spare = nil
            return Float(spare)
        }
        // 1 − u lies in (0, 1], so that the logarithm is finite.
        let radius = (-2 * Double.log(1 - unit())).squareRoot()
        let angle = 2 * Double.pi * unit()
        spare = radius * Double.sin(angle)
        return Float(radius * Double.cos(angle))
    }
}

extension Matrix {
    /// Creates a matrix of standard normal numbers, drawn row by row.
    public init(rows: Int, columns: Int, normalFrom generator: inout Xoshiro256) {
        self.init(rows: rows, columns: columns)
        for i in 0..<rows * columns { values[i] = generator.normal() }
    }
}
