/// The shortest decimal that reads back to a `Double`, in exact whole-number arithmetic.
///
/// Every decimal within half a step of a `Double` reads back to it. Of those with the fewest digits, the nearest is
/// taken, as R. G. D. Steele and J. L. White asked for in "How to print floating-point numbers accurately" (PLDI
/// 1990). The numbers of movement are between 10⁻¹⁴ and 2⁵³, where 128 bits hold all that is needed without
/// rounding; the rest is left to the standard library.
struct ShortestDecimal {
    /// The number is `digits` / 10^`decimals`, and the last digit is not 0 unless it stands before the point.
    var digits: UInt64
    var decimals: Int

    /// Finds the digits of a positive number.
    ///
    /// - Returns: Nil beyond the range, for powers of two (whose steps are uneven), and for a tie of two decimals.
    init?(_ value: Double) {
        let exponent = Int(value.exponent)
        guard -46...51 ~= exponent, value.significandBitPattern != 0 else { return nil }
        // value = significand · 2^(exponent - 52). Times 10^most it has 17 digits or 18, enough for any Double.
        let most = 16 - ((exponent * 1233) >> 12)
        let significand = value.significandBitPattern | 1 << 52
        let power = Self.powersOfFive[most]
        // In units of 2^(exponent + most - 54): the value, half a step, and 1 as 2^shift.
        let scaled = UInt128(significand << 2) * power
        let half = 2 * power
        let shift = UInt128(54 - exponent - most)
        let isEven = significand.isMultiple(of: 2)
        let whole = UInt64(truncatingIfNeeded: scaled >> shift)
        let part = scaled & (1 << shift - 1)

        // One digit fewer at a time, as long as the nearest decimal is near enough.
        var (quotient, ten) = (whole, UInt64(1))
        var isTie = false
        digits = 0
        decimals = most
        for count in 0...most {
            let below = UInt128(whole &- quotient &* ten) << shift + part
            let above = UInt128(ten) << shift - below
            let distance = min(below, above)
            guard distance < half || (distance == half && isEven) else { break }
            digits = quotient &+ (below < above ? 0 : 1)
            decimals = most - count
            isTie = below == above
            quotient /= 10
            ten &*= 10
        }
        if isTie { return nil }
    }

    /// 5^0 to 5^30.
    private static let powersOfFive: [UInt128] = (0...30).map { count in
        (0..<count).reduce(1) { product, _ in product * 5 }
    }
}
