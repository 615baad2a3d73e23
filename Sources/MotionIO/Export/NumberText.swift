/// Collects text with many numbers in it, as bytes in one piece.
struct NumberText {
    private(set) var bytes: [UInt8] = []

    /// Hands over what has been collected and begins anew, once there is enough of it to be worth a write.
    mutating func flush<Failure: Error>(
        atLeast count: Int = 1 << 20, to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        guard bytes.count >= count else { return }
        try sink(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A number with at most `decimals` digits after the point, rounded to the nearest, half away from zero, and
    /// without zeros at its end.
    mutating func append(_ value: Double, decimals: Int) {
        let unit = Self.powers[decimals]
        let scaled = (value * unit).rounded()
        // Beyond this not every whole number has a `Double`, and the digits would be the standard library's business.
        guard abs(scaled) < 9e15 else { return append("\(value)") }
        if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
        let (whole, rest) = UInt64(abs(scaled)).quotientAndRemainder(dividingBy: UInt64(unit))
        appendDigits(of: whole)
        guard rest > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var (left, place) = (rest, UInt64(unit) / 10)
        while left > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left / place))
            left %= place
            place /= 10
        }
    }

    /// Numbers in round brackets, with commas between them.
    mutating func append<Vector: SIMD>(tuple vector: Vector, decimals: Int) where Vector.Scalar == Double {
        bytes.append(UInt8(ascii: "("))
        for place in 0..<vector.scalarCount {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            append(vector[place], decimals: decimals)
        }
        bytes.append(UInt8(ascii: ")"))
    }

    private mutating func appendDigits(of number: UInt64) {
        var place: UInt64 = 1
        while number / place >= 10 { place *= 10 }
        while place > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / place % 10))
            place /= 10
        }
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
}
