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
        append(numbers: CollectionOfOne(value), endingWith: nil)
    }

    /// Numbers with spaces between them, then a line end.
    mutating func append(row values: ArraySlice<Double>) {
        append(numbers: values, endingWith: UInt8(ascii: "\n"))
    }

    /// Numbers with spaces between them, then a byte.
    private mutating func append(numbers: some Collection<Double>, endingWith last: UInt8?) {
        let space = UInt8(ascii: " ")
        bytes.append(addingCapacity: numbers.count * (DecimalText.longest + 1) + DecimalText.room) { output in
            output.withUnsafeMutableBufferPointer { buffer, count in
                guard let base = buffer.baseAddress else { return }
                let start = UnsafeMutableRawPointer(base)
                for value in numbers {
                    count += DecimalNumber.write(value, to: start + count)
                    (start + count).storeBytes(of: space, as: UInt8.self)
                    count += 1
                }
                if let last, count > 0 {
                    (start + count - 1).storeBytes(of: last, as: UInt8.self)
                } else {
                    count -= 1
                }
            }
        }
    }
}
