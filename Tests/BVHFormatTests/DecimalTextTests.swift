import Testing

@testable import BVHFormat

/// The fast way to write numbers beside the plain one, which takes the standard library's digits.
@Suite("However numbers are written, the text is the same")
struct DecimalTextTests {
    @Test func millionthsOfEveryLength() {
        var random = SeededGenerator(seed: 1)
        for digits in 1...15 {
            for _ in 0..<500 {
                let most = (0..<digits).reduce(1) { product, _ in product * 10 }
                expectPlainText(of: Double(Int.random(in: 0..<most, using: &random)) / 1e6)
            }
        }
        for places in -6...9 {
            for factor in [1.0, 9, 99, 999_999] { expectPlainText(of: factor * decimal(places)) }
        }
    }

    @Test func anyDouble() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<20_000 { expectPlainText(of: Double(bitPattern: random.next())) }
        for exponent in -60...60 {
            let step = Double(sign: .plus, exponent: exponent, significand: 1)
            for _ in 0..<100 { expectPlainText(of: Double.random(in: step..<2 * step, using: &random)) }
        }
    }

    @Test func numbersOfFewerDigitsThanADoubleHas() {
        var random = SeededGenerator(seed: 3)
        for digits in 1...17 {
            for _ in 0..<300 {
                let text =
                    "0." + (0..<digits).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
                for power in [-14, -9, -3, 0, 3, 9, 14] {
                    if let value = Double("\(text)e\(power)") { expectPlainText(of: value) }
                }
            }
        }
    }

    @Test func theNeighboursOfPowersOfTwoAndTen() {
        let powers =
            (-70...70).map { Double(sign: .plus, exponent: $0, significand: 1) } + (-25...25).map(decimal)
        for power in powers {
            for factor in [1.0, 3, 5, 7] {
                let value = power * factor
                expectPlainText(of: value.nextDown)
                expectPlainText(of: value)
                expectPlainText(of: value.nextUp)
            }
        }
        for value in [0, 1e9, 999_999_999.999_999, 1_000_000_000.5, 1e15, 9_007_199_254_740_992, 2.0e-14] {
            expectPlainText(of: value.nextDown)
            expectPlainText(of: value)
            expectPlainText(of: value.nextUp)
        }
    }

    @Test func aLargeDocumentIsWrittenAlikeByOneCoreAndByAll() {
        let joints = [
            BVHDocument.Joint(
                name: "A", parent: nil, offset: .zero, channels: [.xRotation, .yRotation, .zRotation])
        ]
        let values = (0..<300_000).map { Double($0) / 7 }
        let document = BVHDocument(joints: joints, frameTime: 1, values: values)
        #expect(document.serialized() == document.serialized(onAllCores: false))
    }

    private func decimal(_ exponent: Int) -> Double { Double("1e\(exponent)") ?? .nan }

    /// Writes the number and its negative, both fast and plainly.
    private func expectPlainText(of value: Double, at location: SourceLocation = #_sourceLocation) {
        for value in [value, -value] {
            let text = withUnsafeTemporaryAllocation(byteCount: DecimalText.room, alignment: 8) { buffer in
                buffer.baseAddress.map { Array(buffer[..<DecimalNumber.write(value, to: $0)]) }
            }
            let expected = DecimalNumber.plainText(of: value)
            if text != expected {
                Issue.record(
                    "\(value) is written \(String(decoding: text ?? [], as: UTF8.self))",
                    sourceLocation: location)
            }
        }
    }
}
