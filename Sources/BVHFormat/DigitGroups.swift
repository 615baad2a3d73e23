/// Arithmetic on eight decimal digits at once, held in the eight bytes of a word.
///
/// The first digit of the text is in the lowest byte, as a little-endian load of the text puts it. After D. Lemire,
/// "Number parsing at a gigabyte per second", Software: Practice and Experience 51 (2021).
enum DigitGroups {
    /// The word of text as digits: a byte below 10 is a digit, any other is none.
    @inline(__always)
    static func digits(ofText word: UInt64) -> UInt64 { word ^ 0x3030_3030_3030_3030 }

    /// A mark, 0x80, in the byte of the first that is no digit; above it there may be more marks, below it none.
    ///
    /// Adding 0x76 takes a byte from 10 on past 0x7F. What is carried over goes upward only.
    @inline(__always)
    static func nonDigits(_ digits: UInt64) -> UInt64 {
        ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080
    }

    /// A mark, 0x80, in the byte of the first of the text that is a space or a control character; below it none.
    ///
    /// Taking 0x21 away borrows from the byte above only behind such a byte. What isn't ASCII has bit 7 and is none.
    @inline(__always)
    static func spaces(inText word: UInt64) -> UInt64 {
        (word &- 0x2121_2121_2121_2121) & (~word & 0x8080_8080_8080_8080)
    }

    /// How many bytes stand in front of the first mark, from 0 to 8.
    @inline(__always)
    static func count(before marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }

    /// The digits in front of the first mark, all that follow it zero.
    @inline(__always)
    static func prefix(of digits: UInt64, before marks: UInt64) -> UInt64 {
        digits & (((marks & (0 &- marks)) >> 7) &- 1)
    }

    /// The number that eight digits spell.
    @inline(__always)
    static func number(_ digits: UInt64) -> UInt64 {
        // Two digits in each even byte, then both halves by one product each: the upper word of a product is the sum
        // of what its two parts weigh.
        let pairs = digits &* 10 &+ digits >> 8
        let mask: UInt64 = 0x0000_00FF_0000_00FF
        let first = (pairs & mask) &* (100 + 1_000_000 << 32)
        let second = ((pairs >> 16) & mask) &* (1 + 10_000 << 32)
        return (first &+ second) >> 32
    }

    /// The number that the first `count` digits spell, from 1 to 4 of them.
    @inline(__always)
    static func number(first count: Int, of digits: UInt64) -> UInt64 {
        // Moved up so that the last of them is in the fourth byte, with zeros in front.
        let four = UInt32(truncatingIfNeeded: digits) &<< UInt32(truncatingIfNeeded: 32 &- 8 &* count)
        let pairs = (four &* 10 &+ four >> 8) & 0x00FF_00FF
        return UInt64((pairs &* 100 &+ pairs >> 16) & 0xFFFF)
    }

    /// The eight digits of a number below 10⁸, with zeros in front.
    ///
    /// Halves of four digits, pairs of two, then single ones: at every step what a division leaves moves up beside the
    /// quotient. The products divide by 100 and by 10, exactly for numbers as small as these.
    @inline(__always)
    static func digits(of number: UInt64) -> UInt64 {
        let upper = number / 10_000
        let halves = upper | (number &- upper &* 10_000) << 32
        let hundreds = ((halves &* 10_486) >> 20) & 0x0000_007F_0000_007F
        let pairs = hundreds | (halves &- hundreds &* 100) << 16
        let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
        return tens | (pairs &- tens &* 10) << 8
    }

    /// Digits as text.
    @inline(__always)
    static func text(ofDigits digits: UInt64) -> UInt64 { digits | 0x3030_3030_3030_3030 }
}
