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
    mutating func append(_ value: Double) {
        bytes.append(addingCapacity: DecimalNumber.longestText) { DecimalNumber.write(value, to: &$0) }
    }

    /// Numbers with spaces between them, then a line end.
    mutating func append(row values: ArraySlice<Double>) {
        bytes.append(addingCapacity: values.count * (DecimalNumber.longestText + 1) + 1) { output in
            var isFirst = true
            for value in values {
                if !isFirst { output.append(UInt8(ascii: " ")) }
                isFirst = false
                DecimalNumber.write(value, to: &output)
            }
            output.append(UInt8(ascii: "\n"))
        }
    }
}
