/// Collects the bytes of a BVH text.
struct TextBuilder {
    var bytes: [UInt8] = []

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// A tab for each level, up to 32.
    mutating func indent(_ depth: Int) {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "\t"), count: min(depth, 32)))
    }

    mutating func append(line text: StaticString, depth: Int) {
        indent(depth)
        append(text)
        append("\n")
    }

    mutating func append(offset: SIMD3<Double>, depth: Int) {
        indent(depth)
        append("OFFSET")
        for axis in 0..<3 {
            append(" ")
            append(offset[axis])
        }
        append("\n")
    }

    /// The rest of a `ROOT` or `JOINT` line, with what would end the name early made harmless.
    mutating func append(name: String) {
        var letters = Array(name.utf8)[...]
        while let last = letters.last, ByteScanner.isBlank(last) { letters.removeLast() }
        while let first = letters.first, ByteScanner.isBlank(first) { letters.removeFirst() }
        if !letters.isEmpty { append(" ") }
        for letter in letters {
            let isHarmful = ByteScanner.isLineEnd(letter) || letter == UInt8(ascii: "{")
            bytes.append(isHarmful ? UInt8(ascii: "_") : letter)
        }
        append("\n")
    }

    /// The shortest decimal that reads back to the same `Double`.
    ///
    /// Exporters write six decimals, so most values are m / 10⁶ for a whole m. Below 10¹⁵ no two decimals of
    /// that length share a `Double`: if m / 10⁶ is the value, then m without its trailing zeros is the shortest
    /// spelling. The rest takes the standard library's digits.
    mutating func append(_ value: Double) {
        let scaled = (value * 1e6).rounded()
        guard abs(scaled) < 1e15, scaled / 1e6 == value else {
            append(unusual: value)
            return
        }
        if value.sign == .minus { append("-") }
        let (whole, fraction) = UInt64(abs(scaled)).quotientAndRemainder(dividingBy: 1_000_000)
        append(digits: whole)
        guard fraction > 0 else { return }
        append(".")
        append(fraction: fraction)
    }

    private mutating func append(digits number: UInt64) {
        let start = bytes.count
        var rest = number
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes.append(UInt8(ascii: "0") + UInt8(digit))
            rest = quotient
        } while rest > 0
        bytes[start...].reverse()
    }

    /// Up to six decimals, without trailing zeros.
    private mutating func append(fraction: UInt64) {
        var rest = fraction
        var unit: UInt64 = 100_000
        while rest > 0 {
            let (digit, remainder) = rest.quotientAndRemainder(dividingBy: unit)
            bytes.append(UInt8(ascii: "0") + UInt8(digit))
            rest = remainder
            unit /= 10
        }
    }

    /// `Double.description` holds the shortest digits; here they get a plain decimal point where the magnitude
    /// allows, since not every reader of BVH knows exponents.
    private mutating func append(unusual value: Double) {
        var text = value.description
        guard let letter = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: letter)...])
        else {
            if text.hasSuffix(".0") { text.removeLast(2) }
            append(text)
            return
        }
        let significand = text[..<letter]
        let digits = significand.filter(\.isWholeNumber)
        guard (-15...21).contains(exponent) else {
            append(significand.hasSuffix(".0") ? String(significand.dropLast(2)) : String(significand))
            append("e\(exponent)")
            return
        }
        if value.sign == .minus { append("-") }
        let trimmed = significand.hasSuffix(".0") ? String(digits.dropLast()) : digits
        if exponent < 0 {
            append("0." + String(repeating: "0", count: -exponent - 1) + trimmed)
        } else {
            let zeros = exponent + 1 - trimmed.count
            append(trimmed.prefix(exponent + 1) + String(repeating: "0", count: max(zeros, 0)))
            if zeros < 0 { append("." + trimmed.dropFirst(exponent + 1)) }
        }
    }
}
