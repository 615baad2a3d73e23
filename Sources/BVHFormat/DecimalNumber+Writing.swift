extension DecimalNumber {
    /// Writes the shortest decimal that reads back to the same `Double`.
    ///
    /// Negative zero is `-0`. Magnitudes from 10⁻¹⁵ up to 10²¹ have no exponent, since not every reader of BVH
    /// knows exponents.
    ///
    /// Exporters write six decimals, so most values are m / 10⁶ for a whole m. Below 10¹⁵ no two decimals of
    /// that length share a `Double`: if m / 10⁶ is the value, then m without its trailing zeros is the shortest
    /// spelling. For other values ``ShortestDecimal`` finds the digits, and for what is very large or small the
    /// standard library.
    ///
    /// - Parameter start: Where to write; ``DecimalText/room`` bytes must be free.
    /// - Returns: How many bytes were written.
    @inline(__always)
    static func write(_ value: Double, to start: UnsafeMutableRawPointer) -> Int {
        let scaled = (value.magnitude * 1e6).rounded()
        guard scaled < 1e15, scaled / 1e6 == value.magnitude else { return writeLong(value, to: start) }
        return DecimalText.write(
            millionths: UInt64(bitPattern: Int64(scaled)), isNegative: value.sign == .minus, to: start)
    }

    /// Writes a value that is no whole number of millionths.
    private static func writeLong(_ value: Double, to start: UnsafeMutableRawPointer) -> Int {
        guard let shortest = ShortestDecimal(value.magnitude) else {
            let text = plainText(of: value)
            start.copyMemory(from: text, byteCount: text.count)
            return text.count
        }
        return DecimalText.write(
            shortest.digits, decimals: shortest.decimals, isNegative: value.sign == .minus, to: start)
    }

    /// The text of any number, by way of `Double.description`, which holds the shortest digits.
    ///
    /// This is what ``write(_:to:)`` writes, for any finite value and without haste; at most 40 bytes.
    static func plainText(of value: Double) -> [UInt8] {
        let text = value.description.utf8
        guard let letter = text.firstIndex(of: UInt8(ascii: "e")),
            let exponent = Int(Substring(text[text.index(after: letter)...]))
        else {
            let isWhole = text.suffix(2).elementsEqual(".0".utf8)
            return Array(text.dropLast(isWhole ? 2 : 0))
        }
        let sign = value.sign == .minus ? Array("-".utf8) : []
        var digits = text[..<letter].filter { $0 &- UInt8(ascii: "0") <= 9 }
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        switch exponent {
        case -15..<0:
            return sign + "0.".utf8 + repeatElement(UInt8(ascii: "0"), count: -exponent - 1) + digits
        case 0...20:
            digits += repeatElement(UInt8(ascii: "0"), count: max(0, exponent + 1 - digits.count))
            let fraction = digits[(exponent + 1)...]
            return sign + digits[...exponent] + (fraction.isEmpty ? [] : ".".utf8 + fraction)
        default:
            let fraction = digits.dropFirst()
            let point = fraction.isEmpty ? [] : Array(".".utf8)
            return sign + digits.prefix(1) + point + fraction + "e\(exponent)".utf8
        }
    }
}
