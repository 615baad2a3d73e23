/// Reads frame rows fast: as many as there are, up to the first line that is none.
///
/// What it takes for a row, and the values that it finds, are those of `DocumentParser.scanLine`, which reads a byte
/// at a time and is the definition. It knows nothing of errors: in front of a line that is no row it stops, and the
/// parser finds out why.
enum PlainRows {
    /// Appends the values of whole rows to `values`.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - offset: Where to begin; afterwards behind the last row, or at the line that is no row of `width` values.
    ///   - width: Values in a row, at least 1.
    ///   - values: Takes rows as long as it has room for a whole one.
    /// - Returns: The number of rows.
    static func read(
        _ bytes: Span<UInt8>, from offset: inout Int, width: Int, into values: inout OutputSpan<Double>
    ) -> Int {
        var rows = 0
        while true {
            while offset < bytes.count, ByteScanner.isSpace(bytes[offset]) { offset &+= 1 }
            guard offset < bytes.count, values.freeCapacity >= width else { return rows }
            var index = offset
            var space = UInt8(ascii: " ")
            var column = 0
            while column < width, let value = number(bytes, at: &index, endedBy: &space) {
                values.append(value)
                column &+= 1
                if space == UInt8(ascii: " ") { continue }
                guard ByteScanner.isBlank(space) else { break }
            }
            while index < bytes.count, ByteScanner.isBlank(space) {
                space = bytes[index]
                index &+= 1
            }
            guard column == width, ByteScanner.isSpace(space) else {
                values.removeLast(column)
                return rows
            }
            offset = index
            rows &+= 1
        }
    }

    /// The next number of the line; moves behind it and the one byte behind it, which should be a space.
    ///
    /// - Returns: Nil where there is none, or it is too large.
    @inline(__always)
    private static func number(
        _ bytes: Span<UInt8>, at index: inout Int, endedBy space: inout UInt8
    ) -> Double? {
        if index &+ 16 <= bytes.count, let value = shortDecimal(bytes.bytes, at: &index, endedBy: &space) {
            return value
        }
        return anyNumber(bytes, at: &index, endedBy: &space)
    }

    /// As ``number(_:at:endedBy:)``, for any spelling and blanks in front.
    private static func anyNumber(
        _ bytes: Span<UInt8>, at index: inout Int, endedBy space: inout UInt8
    ) -> Double? {
        while index < bytes.count, ByteScanner.isBlank(bytes[index]) { index &+= 1 }
        guard let value = DecimalNumber.read(bytes, at: &index), value.isFinite else { return nil }
        space = index < bytes.count ? bytes[index] : UInt8(ascii: "\n")
        index = min(index &+ 1, bytes.count)
        return value
    }

    /// The number at `index`, where it has one to four digits, perhaps a point and up to eight more, and space behind.
    ///
    /// Digits d.f are read as (d · 10⁸ + f with zeros behind it up to eight digits) / 10⁸. Both sides of the division
    /// are below 2⁵³ and so exact, and the quotient is the nearest `Double` to the decimal.
    ///
    /// A sign, four digits, the point, eight digits and the byte behind them are fifteen bytes. That there are sixteen
    /// is for the caller to see to; nothing beyond them is looked at.
    ///
    /// Where the next number begins is found from the spaces alone, in few steps: the processor goes on there while it
    /// still works on the digits here.
    @inline(__always)
    private static func shortDecimal(
        _ bytes: RawSpan, at index: inout Int, endedBy space: inout UInt8
    ) -> Double? {
        let text = word(bytes, at: index)
        let early = DigitGroups.count(before: DigitGroups.spaces(inText: text))
        let late = DigitGroups.count(before: DigitGroups.spaces(inText: word(bytes, at: index &+ 8)))
        // The late one counts where the early one is 8; as arithmetic, since no processor could guess a branch.
        let length = early &+ (late & (0 &- early >> 3))

        let isNegative: UInt64 = text & 0xFF == UInt64(UInt8(ascii: "-")) ? 1 : 0
        let whole = text >> (isNegative &* 8)
        let digits = DigitGroups.digits(ofText: whole)
        let count = DigitGroups.count(before: DigitGroups.nonDigits(digits))
        guard UInt(bitPattern: count &- 1) < 4 else { return nil }
        var scaled = DigitGroups.number(first: count, of: digits) &* 100_000_000
        var used = Int(truncatingIfNeeded: isNegative) &+ count
        if UInt8(truncatingIfNeeded: whole &>> UInt64(truncatingIfNeeded: 8 &* count)) == UInt8(ascii: ".") {
            let decimals = DigitGroups.digits(ofText: word(bytes, at: index &+ used &+ 1))
            let marks = DigitGroups.nonDigits(decimals)
            scaled &+= DigitGroups.number(DigitGroups.prefix(of: decimals, before: marks))
            used &+= 1 &+ DigitGroups.count(before: marks)
        }
        guard used == length else { return nil }
        space = bytes.unsafeLoad(fromUncheckedByteOffset: index &+ used, as: UInt8.self)
        index &+= length &+ 1
        // A negative divisor makes a negative zero of zero, as it should.
        return exactDouble(scaled) / Double(bitPattern: 1e8.bitPattern | isNegative << 63)
    }

    /// A whole number below 2⁵², put into the lower bits of the `Double` 2⁵².
    ///
    /// `Double(_:)` says the same, but its instruction waits for what was last in its register: the quotient before.
    @inline(__always)
    private static func exactDouble(_ number: UInt64) -> Double {
        Double(bitPattern: 0x1p52.bitPattern | number) - 0x1p52
    }

    /// Eight bytes of text, the first in the lowest byte; they must lie in `bytes`.
    @inline(__always)
    private static func word(_ bytes: RawSpan, at index: Int) -> UInt64 {
        UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
    }
}
