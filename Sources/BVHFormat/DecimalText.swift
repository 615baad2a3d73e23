/// The digits of a number, `digits` / 10^`decimals`, as text.
///
/// Written eight digits at a time, with the arithmetic of `DigitGroups`. Memory is written through a pointer, in words
/// of eight bytes that may reach beyond the end of the number.
enum DecimalText {
    /// Most bytes of a number: a sign, `0.`, and 30 decimals, or 17 digits with 14 zeros in front.
    static let longest = 40

    /// Bytes that must be free behind a pointer that a number is written to.
    ///
    /// The longest number, and the rest of the word that it ends in.
    static let room = 48

    /// Writes a number below 10⁹ with up to six decimals, without those that are zero.
    ///
    /// - Parameters:
    ///   - millionths: The number · 10⁶, below 10¹⁵.
    ///   - isNegative: Whether a minus stands in front, before a zero too.
    ///   - start: Where to write, with ``room``.
    /// - Returns: How many bytes were written.
    @inline(__always)
    static func write(millionths: UInt64, isNegative: Bool, to start: UnsafeMutableRawPointer) -> Int {
        let (whole, fraction) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
        guard whole < 100_000_000 else {
            var (digits, decimals) = (millionths, 6)
            while decimals > 0, digits.isMultiple(of: 10) { (digits, decimals) = (digits / 10, decimals - 1) }
            return write(digits, decimals: decimals, isNegative: isNegative, to: start)
        }
        let at = writeWhole(whole, isNegative: isNegative, to: start)
        // Two leading zeros go; a zero word has no decimals.
        let decimals = DigitGroups.digits(of: fraction) >> 16
        let count = 8 &- decimals.leadingZeroBitCount >> 3
        (start + at).storeBytes(of: UInt8(ascii: "."), as: UInt8.self)
        store(DigitGroups.text(ofDigits: decimals), at: start + at + 1)
        return at &+ (count == 0 ? 0 : count &+ 1)
    }

    /// Writes any number of up to 18 digits, with 0 to 30 decimals; zeros at the end are written as well.
    ///
    /// - Returns: How many bytes were written.
    static func write(
        _ digits: UInt64, decimals: Int, isNegative: Bool, to start: UnsafeMutableRawPointer
    ) -> Int {
        // Mostly there are some digits before the point and up to sixteen behind it, which fit into two words.
        if 1...16 ~= decimals {
            let (whole, fraction) = digits.quotientAndRemainder(dividingBy: powersOfTen[decimals])
            if whole < 100_000_000 {
                let at = writeWhole(whole, isNegative: isNegative, to: start)
                (start + at).storeBytes(of: UInt8(ascii: "."), as: UInt8.self)
                let sixteen = fraction &* powersOfTen[16 - decimals]
                let (upper, lower) = sixteen.quotientAndRemainder(dividingBy: 100_000_000)
                store(DigitGroups.text(ofDigits: DigitGroups.digits(of: upper)), at: start + at + 1)
                store(DigitGroups.text(ofDigits: DigitGroups.digits(of: lower)), at: start + at + 9)
                return at + 1 + decimals
            }
        }
        return writeLong(digits, decimals: decimals, isNegative: isNegative, to: start)
    }

    private static let powersOfTen: [UInt64] = (0...16).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

    /// Writes a whole number below 10⁸, and a sign; returns how many bytes that takes.
    @inline(__always)
    private static func writeWhole(
        _ whole: UInt64, isNegative: Bool, to start: UnsafeMutableRawPointer
    ) -> Int {
        start.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
        let at = isNegative ? 1 : 0
        let digits = DigitGroups.digits(of: whole)
        // The last digit stays if all are zero.
        let blank = min(digits.trailingZeroBitCount >> 3, 7)
        store(DigitGroups.text(ofDigits: digits) &>> UInt64(truncatingIfNeeded: 8 &* blank), at: start + at)
        return at &+ 8 &- blank
    }

    /// As ``write(_:decimals:isNegative:to:)``, for any of the numbers that it takes.
    private static func writeLong(
        _ digits: UInt64, decimals: Int, isNegative: Bool, to start: UnsafeMutableRawPointer
    ) -> Int {
        let (upper, lower) = digits.quotientAndRemainder(dividingBy: 100_000_000)
        let (top, middle) = upper.quotientAndRemainder(dividingBy: 100_000_000)
        let groups = (
            DigitGroups.digits(of: top), DigitGroups.digits(of: middle), DigitGroups.digits(of: lower)
        )
        // Digits in use: those behind the zeros in front, and at least one before the point.
        var blank = groups.0.trailingZeroBitCount >> 3
        if blank == 8 { blank += groups.1.trailingZeroBitCount >> 3 }
        if blank == 16 { blank += groups.2.trailingZeroBitCount >> 3 }
        let count = max(24 - blank, decimals + 1)

        start.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
        let sign = isNegative ? 1 : 0
        withUnsafeTemporaryAllocation(byteCount: 48, alignment: 8) { buffer in
            guard let text = buffer.baseAddress else { return }
            // 24 zeros, then the 24 digits.
            for index in 0..<3 { store(DigitGroups.text(ofDigits: 0), at: text + 8 * index) }
            store(DigitGroups.text(ofDigits: groups.0), at: text + 24)
            store(DigitGroups.text(ofDigits: groups.1), at: text + 32)
            store(DigitGroups.text(ofDigits: groups.2), at: text + 40)
            let whole = count - decimals
            (start + sign).copyMemory(from: text + 48 - count, byteCount: whole)
            (start + sign + whole).storeBytes(of: UInt8(ascii: "."), as: UInt8.self)
            (start + sign + whole + 1).copyMemory(from: text + 48 - decimals, byteCount: decimals)
        }
        return sign + count + (decimals > 0 ? 1 : 0)
    }

    /// Writes the eight bytes of `word`, the lowest first.
    @inline(__always)
    private static func store(_ word: UInt64, at pointer: UnsafeMutableRawPointer) {
        pointer.storeBytes(of: word.littleEndian, as: UInt64.self)
    }
}
