/// Reads decimal numbers from bytes, exactly.
///
/// Goals, in this order: the nearest `Double` always; nothing that a file holds can trap or take more than
/// linear time; speed on the numbers that exporters write.
enum DecimalNumber {
    /// Reads the number that begins at `offset` and moves `offset` behind it.
    ///
    /// Takes an optional sign, digits with an optional point somewhere, and an optional exponent: `-12`, `.5`,
    /// `3.`, `6.1e-009`. What follows the number is the caller's to judge.
    ///
    /// - Returns: The nearest `Double`, infinite when the number is too large; nil, with `offset` unmoved, when
    ///   there is no number.
    static func read(_ bytes: Span<UInt8>, at offset: inout Int) -> Double? {
        let end = bytes.count
        var index = offset
        var negative = false
        if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            negative = bytes[index] == UInt8(ascii: "-")
            index &+= 1
        }

        // Up to 19 digits fit into the mantissa. With more it wraps around, and is not used.
        var mantissa: UInt64 = 0
        var digits = skipDigits(bytes, &index, into: &mantissa)
        var exponent = 0
        if index < end, bytes[index] == UInt8(ascii: ".") {
            index &+= 1
            let fraction = skipDigits(bytes, &index, into: &mantissa)
            exponent = 0 &- fraction
            digits &+= fraction
        }
        guard digits > 0 else { return nil }
        if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            guard let (value, next) = readExponent(bytes, after: index) else { return nil }
            exponent &+= value
            index = next
        }

        let start = offset
        offset = index
        let magnitude =
            if digits > 19 {
                slowMagnitude(bytes.extracting(start..<index))
            } else {
                magnitude(mantissa, exponent) ?? slowMagnitude(bytes.extracting(start..<index))
            }
        return negative ? -magnitude : magnitude
    }

    /// Moves behind digits and appends them to `mantissa`, which wraps around when they are too many.
    ///
    /// - Returns: The number of digits.
    @inline(__always)
    private static func skipDigits(
        _ bytes: Span<UInt8>, _ index: inout Int, into mantissa: inout UInt64
    ) -> Int {
        let first = index
        while index < bytes.count {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            index &+= 1
        }
        return index &- first
    }

    /// Reads the sign and digits of an exponent; huge ones stop growing long after they have lost all meaning.
    private static func readExponent(_ bytes: Span<UInt8>, after letter: Int) -> (value: Int, next: Int)? {
        var index = letter + 1
        var negative = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            negative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        let first = index
        var value = 0
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") <= 9 {
            value = min(value * 10 + Int(bytes[index] - UInt8(ascii: "0")), 1_000_000)
            index += 1
        }
        return index == first ? nil : (negative ? -value : value, index)
    }

    // MARK: - From digits to a Double

    /// Powers of ten that a `Double` holds exactly.
    private static let powersOfTen: InlineArray<23, Double> = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18,
        1e19, 1e20, 1e21, 1e22,
    ]

    /// The nearest `Double` to mantissa · 10^exponent, or nil where it takes more than machine words.
    ///
    /// A mantissa up to 2⁵³ and a power up to 10²² are exact `Double`s, so their one product or quotient is
    /// rounded correctly (W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990). That is
    /// nearly every number in a BVH file.
    private static func magnitude(_ mantissa: UInt64, _ exponent: Int) -> Double? {
        if mantissa <= 1 << 53, -22...22 ~= exponent {
            return exponent < 0
                ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
        }
        if mantissa == 0 { return 0 }
        return -27..<0 ~= exponent ? quotient(mantissa, tens: -exponent) : nil
    }

    /// The nearest `Double` to mantissa / 10^tens, for a mantissa that is not 0 and 1...27 tens.
    ///
    /// For the 16 and 17 digits that Python and JavaScript write. 5^tens fits into a word, and the powers of 2
    /// go to the exponent. With M and D, the mantissa and 5^tens shifted up to their words' top bits,
    /// q = ⌊M · 2⁶³ / D⌋ has at least 63 bits. A lowest bit that says whether there was a remainder makes it
    /// round as the exact quotient would, when it is converted to the 53 bits of a `Double`.
    private static func quotient(_ mantissa: UInt64, tens: Int) -> Double {
        var divisor: UInt64 = 1
        for _ in 0..<tens { divisor &*= 5 }
        let mantissaShift = mantissa.leadingZeroBitCount
        let divisorShift = divisor.leadingZeroBitCount
        let top = mantissa << mantissaShift
        let (quotient, remainder) = (divisor << divisorShift).dividingFullWidth((top >> 1, top << 63))
        return Double(
            sign: .plus, exponent: divisorShift - mantissaShift - 63 - tens,
            significand: Double(quotient | (remainder == 0 ? 0 : 1)))
    }

    /// The standard library's conversion, which rounds correctly and doesn't obey the locale, for the rest.
    private static func slowMagnitude(_ text: Span<UInt8>) -> Double {
        let string = String(unsafeUninitializedCapacity: text.count) { buffer in
            for index in text.indices { buffer[index] = text[index] }
            return text.count
        }
        return Double(string)?.magnitude ?? .nan
    }
}
