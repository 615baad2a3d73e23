/// Reads decimal numbers from bytes, exactly.
enum DecimalNumber {
    /// Powers of ten that a `Double` holds exactly.
    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
        1e18,
        1e19, 1e20, 1e21, 1e22,
    ]

    /// Reads the number that begins at `offset` and moves `offset` behind it.
    ///
    /// Takes an optional sign, digits with an optional point somewhere, and an optional exponent: `-12`, `.5`,
    /// `3.`, `6.1e-009`. What follows the number is the caller's to judge.
    ///
    /// Up to 2⁵³ as an integer and with a power of ten up to 22, both parts are exact `Double`s and their one
    /// product or quotient is rounded correctly (W. D. Clinger, "How to read floating point numbers
    /// accurately", PLDI 1990); that is nearly every number in a BVH file. The rest goes to the standard
    /// library, which rounds correctly and doesn't obey the locale.
    ///
    /// - Returns: The nearest `Double`, infinite when the number is too large; nil, with `offset` unmoved, when
    ///   there is no number.
    static func read(_ bytes: Span<UInt8>, at offset: inout Int) -> Double? {
        let end = bytes.count
        var index = offset
        var negative = false
        if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            negative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }

        var mantissa: UInt64 = 0
        var isExact = true
        var hasDigits = false
        var fractionDigits = 0
        var pointSeen = false
        while index < end {
            let digit = bytes[index] &- UInt8(ascii: "0")
            if digit <= 9 {
                if mantissa < 100_000_000_000_000_000 {
                    mantissa = mantissa &* 10 &+ UInt64(digit)
                    if pointSeen { fractionDigits &+= 1 }
                } else {
                    isExact = false
                }
                hasDigits = true
            } else if bytes[index] == UInt8(ascii: "."), !pointSeen {
                pointSeen = true
            } else {
                break
            }
            index &+= 1
        }
        guard hasDigits else { return nil }

        var exponent = 0
        if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
            guard let (value, next) = readExponent(bytes, after: index) else { return nil }
            exponent = value
            index = next
        }

        exponent -= fractionDigits
        let start = offset
        offset = index
        if isExact, mantissa <= 1 << 53, abs(exponent) < powersOfTen.count {
            let whole = negative ? -Double(mantissa) : Double(mantissa)
            return exponent < 0 ? whole / powersOfTen[-exponent] : whole * powersOfTen[exponent]
        }
        return readSlowly(bytes, start..<index)
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

    /// The standard library's conversion, for many digits and large exponents.
    private static func readSlowly(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
        var text = ""
        text.reserveCapacity(range.count)
        for index in range { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
        return Double(text)
    }
}
