extension DecimalNumber {
    /// Room that any number fits into: a sign, `0.`, 14 zeros and 17 digits, and some to spare.
    static let longestText = 40

    /// Appends the shortest decimal that reads back to the same `Double`.
    ///
    /// Negative zero is `-0`. Magnitudes from 10⁻¹⁵ up to 10²¹ have no exponent, since not every reader of BVH
    /// knows exponents.
    ///
    /// Exporters write six decimals, so most values are m / 10⁶ for a whole m. Below 10¹⁵ no two decimals of
    /// that length share a `Double`: if m / 10⁶ is the value, then m without its trailing zeros is the shortest
    /// spelling. Other values take the standard library's digits.
    ///
    /// - Precondition: `output` has room for ``longestText`` bytes.
    static func write(_ value: Double, to output: inout OutputSpan<UInt8>) {
        let scaled = (value * 1e6).rounded()
        guard abs(scaled) < 1e15, scaled / 1e6 == value else { return writeAny(value, to: &output) }
        if value.sign == .minus { output.append(UInt8(ascii: "-")) }
        let (whole, millionths) = UInt64(abs(scaled)).quotientAndRemainder(dividingBy: 1_000_000)
        writeDigits(of: whole, to: &output)
        guard millionths > 0 else { return }
        output.append(UInt8(ascii: "."))
        writeDecimals(of: millionths, to: &output)
    }

    /// The digits of a whole number below 10⁹.
    private static func writeDigits(of number: UInt64, to output: inout OutputSpan<UInt8>) {
        var unit: UInt64 = 1
        while number / unit >= 10 { unit *= 10 }
        while unit > 0 {
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
            unit /= 10
        }
    }

    /// Up to six decimals, without trailing zeros.
    private static func writeDecimals(of millionths: UInt64, to output: inout OutputSpan<UInt8>) {
        var rest = millionths
        while rest > 0 {
            rest *= 10
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / 1_000_000))
            rest %= 1_000_000
        }
    }

    /// Any number, by way of `Double.description`, which holds the shortest digits.
    private static func writeAny(_ value: Double, to output: inout OutputSpan<UInt8>) {
        let text = value.description.utf8
        guard let letter = text.firstIndex(of: UInt8(ascii: "e")),
            let exponent = Int(Substring(text[text.index(after: letter)...]))
        else {
            let isWhole = text.suffix(2).elementsEqual(".0".utf8)
            for byte in text.dropLast(isWhole ? 2 : 0) { output.append(byte) }
            return
        }
        if value.sign == .minus { output.append(UInt8(ascii: "-")) }
        var digits = text[..<letter].filter { $0 &- UInt8(ascii: "0") <= 9 }
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        switch exponent {
        case -15..<0:
            output.append(UInt8(ascii: "0"))
            output.append(UInt8(ascii: "."))
            output.append(repeating: UInt8(ascii: "0"), count: -exponent - 1)
            for digit in digits { output.append(digit) }
        case 0...20:
            for place in 0..<max(digits.count, exponent + 1) {
                if place == exponent + 1 { output.append(UInt8(ascii: ".")) }
                output.append(place < digits.count ? digits[place] : UInt8(ascii: "0"))
            }
        default:
            for (place, digit) in digits.enumerated() {
                if place == 1 { output.append(UInt8(ascii: ".")) }
                output.append(digit)
            }
            for byte in "e\(exponent)".utf8 { output.append(byte) }
        }
    }
}
