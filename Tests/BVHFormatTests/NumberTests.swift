import BVHFormat
import Testing

/// Every number is read to the nearest `Double` and written as the shortest decimal that reads back to it.
///
/// The standard library's `Double(String)` is the reference: it rounds correctly, and is far too slow to read
/// files with.
@Suite("Numbers are exact")
struct NumberTests {
    @Test(
        "Spellings at the edges of the fast path",
        arguments: [
            "0", "-0", "0.0", "-0.000", "0e5", "0e-400", "000", "1", "-1", "0.1", "0.3", "1.", "-.5",
            // Up to 2⁵³ and 10²² one division is exact; around them it isn't.
            "9007199254740991", "9007199254740992", "9007199254740993", "90071992547409.93", "1e22", "1e23",
            "1e-22", "1e-23", "123456789012345e-22", "123456789012345e22", "8.5e-23",
            // Halves between two neighbours, which go to the even one, and their neighbours in turn.
            "9007199254740993e0", "900719925474099.3", "1.00000000000000011102230246251565404",
            "1.00000000000000011102230246251565405", "1.00000000000000011102230246251565403",
            // Sixteen digits and more, as Python writes them; up to 27 decimals go by integers.
            "0.016666666666666666", "89.12345678901234", "-179.99999999999997", "1234567890.123456789",
            "0.1234567890123456789", "9999999999999999999e-19", "18446744073709551615e-1",
            "18446744073709551616e-1", "1e-27", "9007199254740993e-27", "9007199254740993e-28",
            "12345678901234567890123456789", "0.00000000000000000000000000000000001",
            // Both ends of the range, and beyond the small one.
            "1.7976931348623157e308", "2.2250738585072014e-308", "2.2250738585072011e-308", "5e-324",
            "4.9e-324", "2.4e-324", "2.5e-324", "1e-400", "1e-99999999999999999999", "0e99999999999999999999",
            "2.84217e-014", "-3.50835e-015", "1E5", "1e+5", "1e05",
        ])
    func spelling(_ text: String) throws {
        let expected = try #require(Double(text.hasSuffix(".") ? text + "0" : text.replacingOnset()))
        let document = try BVHDocument.parse(Sample.oneChannel("Frames: 1\nFrame Time: 1\n\(text)\n"))
        #expect(document.values.map(\.bitPattern) == [expected.bitPattern])
    }

    @Test func randomDecimalsOfEveryLengthAreNearest() throws {
        var random = SeededGenerator(seed: 7)
        let texts = (0..<20_000).map { _ in randomDecimal(&random) }
        let document = try BVHDocument.parse(
            Sample.oneChannel("Frames: \(texts.count)\nFrame Time: 1\n" + texts.joined(separator: "\n")))
        for (text, value) in zip(texts, document.values) where Double(text)?.bitPattern != value.bitPattern {
            Issue.record("\(text) was read as \(value)")
        }
        #expect(document.values.count == texts.count)
    }

    @Test func everyDoubleIsWrittenAndReadBack() throws {
        var random = SeededGenerator(seed: 8)
        var values = (0..<20_000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
        values += (0..<20_000).map { _ in (Double.random(in: -2e9...2e9, using: &random)).rounded() / 1e6 }
        values += [0, -0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, .pi]
        values += (-330...308).compactMap { Double("1e\($0)") }
        let document = BVHDocument(joints: [hinge], frameTime: 1, values: values)
        let again = try BVHDocument.parse(document.serialized(), path: "again.bvh")
        #expect(again.values.map(\.bitPattern) == values.map(\.bitPattern))
    }

    @Test func noShorterDecimalWouldDo() {
        var random = SeededGenerator(seed: 9)
        let values = (0..<5_000).map { _ in Double.random(in: -180...180, using: &random) }
        let rounded = values.map { ($0 * 1e6).rounded() / 1e6 }
        for (text, value) in zip(written(values + rounded), values + rounded) {
            #expect(digitCount(text) == digitCount(value.description), "\(text)")
        }
    }

    @Test func theWrittenFormIsPlain() {
        let spellings: [(Double, String)] = [
            (0, "0"), (-0.0, "-0"), (1, "1"), (-1, "-1"), (0.1, "0.1"), (-0.5, "-0.5"), (90, "90"),
            (1e6, "1000000"), (123_456.789_012, "123456.789012"), (0.000_001, "0.000001"),
            (-0.000_010, "-0.00001"), (0.000_001_5, "0.0000015"), (1.5e-7, "0.00000015"),
            (0.016666666666666666, "0.016666666666666666"), (999_999_999.999_999, "999999999.999999"),
            (1e9, "1000000000"), (1e15, "1000000000000000"), (1e20, "100000000000000000000"), (1e21, "1e21"),
            (1.25e15, "1250000000000000"), (9_007_199_254_740_992, "9007199254740992"),
            (1e-15, "0.000000000000001"),
            (1.25e-15, "0.00000000000000125"), (9.5e-16, "9.5e-16"), (-1e-20, "-1e-20"),
            (.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e308"), (-1.5e22, "-1.5e22"), (123e20, "1.23e22"),
        ]
        #expect(written(spellings.map(\.0)) == spellings.map(\.1))
    }

    private var hinge: BVHDocument.Joint {
        BVHDocument.Joint(name: "Hinge", parent: nil, offset: .zero, channels: [.xRotation])
    }

    /// The numbers as the writer spells them.
    private func written(_ values: [Double]) -> [String] {
        let bytes = BVHDocument(joints: [hinge], frameTime: 1, values: values).serialized()
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").suffix(values.count).map(
            String.init)
    }

    /// Significant digits: neither leading nor trailing zeros, nor an exponent.
    private func digitCount(_ text: String) -> Int {
        let digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        return digits.reversed().drop { $0 == "0" }.count
    }

    /// A decimal of 1 to 25 digits with a point anywhere, and an exponent now and then.
    private func randomDecimal(_ random: inout SeededGenerator) -> String {
        var text = (0..<Int.random(in: 1...25, using: &random))
            .map { _ in String(Int.random(in: 0...9, using: &random)) }.joined()
        let point = Int.random(in: 1...text.count, using: &random)
        if point < text.count { text.insert(".", at: text.index(text.startIndex, offsetBy: point)) }
        if Int.random(in: 0..<4, using: &random) == 0 {
            text += "e\(Int.random(in: -40...40, using: &random))"
        }
        return Bool.random(using: &random) ? "-" + text : text
    }
}

extension String {
    /// The number with a digit before its point, as `Double(String)` wants it.
    fileprivate func replacingOnset() -> String {
        hasPrefix("-.") ? "-0" + dropFirst() : self
    }
}
