import BVHFormat
import Testing

@Suite("What is written is read back")
struct RoundTripTests {
    @Test("parse(serialized()) is the document, bit for bit", arguments: 1...60 as ClosedRange<UInt64>)
    func canonicalForm(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let document = randomDocument(&random)
        let bytes = document.serialized()
        let again = try BVHDocument.parse(bytes, path: "again.bvh")
        #expect(again == document)
        #expect(again.values.map(\.bitPattern) == document.values.map(\.bitPattern))
        #expect(again.serialized() == bytes)
    }

    @Test("Any dialect says the same", arguments: 1...60 as ClosedRange<UInt64>)
    func dialects(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let document = randomDocument(&random)
        let text = String(decoding: document.serialized(), as: UTF8.self)
        let dialect = Dialect(&random)
        #expect(try BVHDocument.parse(dialect.translate(text)) == document, "\(dialect)")
    }

    /// A document of 1 to 12 joints in some tree, with any channels and any numbers.
    private func randomDocument(_ random: inout SeededGenerator) -> BVHDocument {
        var joints: [BVHDocument.Joint] = []
        var path: [Int] = []
        for index in 0..<Int.random(in: 1...12, using: &random) {
            // One root in ten begins another figure; else the new joint hangs somewhere on the open path.
            let depth =
                index == 0 || Int.random(in: 0..<10, using: &random) == 0
                ? 0 : Int.random(in: 1...path.count, using: &random)
            path.removeSubrange(depth...)
            let channels = BVHDocument.Channel.allCases.shuffled(using: &random)
                .prefix(Int.random(in: 0...6, using: &random))
            joints.append(
                BVHDocument.Joint(
                    name: names.randomElement(using: &random) ?? "", parent: path.last,
                    offset: randomOffset(&random), channels: Array(channels),
                    endSites: (0..<Int.random(in: 0...2, using: &random)).map { _ in randomOffset(&random) }))
            path.append(index)
        }
        let width = joints.reduce(0) { $0 + $1.channels.count }
        let values = (0..<Int.random(in: 0...5, using: &random) * width).map { _ in randomNumber(&random) }
        return BVHDocument(
            joints: joints, frameTime: Double.random(in: 1e-6...1, using: &random), values: values)
    }

    private let names = [
        "Hips", "mixamorig:LeftArm", "Bip001 Pelvis_177", "TORSO#", "metacarpal1.r", "End", "", "センター",
        "上半身　2",
        "Pesco\u{E7}o", "MOTION", "0", "a}b", "Zrotation", "e\u{301}", "\u{1B}[31m",
    ]

    private func randomOffset(_ random: inout SeededGenerator) -> SIMD3<Double> {
        SIMD3(randomNumber(&random), randomNumber(&random), randomNumber(&random))
    }

    /// Mostly what exporters write, sometimes any finite `Double`.
    private func randomNumber(_ random: inout SeededGenerator) -> Double {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return Double(Int.random(in: -180...180, using: &random))
        case 1: return -0.0
        case 2: return Double.random(in: -180...180, using: &random)
        case 3:
            let any = Double(bitPattern: random.next())
            return any.isFinite ? any : 0
        default: return (Double.random(in: -1e8...1e8, using: &random)).rounded() / 1e6
        }
    }
}

/// One exporter's habits, thrown together at random.
private struct Dialect {
    let lineEnd: String
    let indentation: String
    let separator: String
    let hasUpperCaseKeywords: Bool
    let hasBraceOnKeywordLine: Bool
    let hasBlankLines: Bool

    init(_ random: inout SeededGenerator) {
        lineEnd = ["\n", "\r\n", "\r", " \n", "\t\r\n"].randomElement(using: &random) ?? "\n"
        indentation = ["\t", "  ", "", "        "].randomElement(using: &random) ?? ""
        separator = [" ", "\t", "   ", " \t "].randomElement(using: &random) ?? " "
        hasUpperCaseKeywords = Bool.random(using: &random)
        hasBraceOnKeywordLine = Bool.random(using: &random)
        hasBlankLines = Bool.random(using: &random)
    }

    /// The canonical text in this dialect.
    func translate(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n") {
            let depth = line.prefix { $0 == "\t" }.count
            let words = line.dropFirst(depth)
            if hasBraceOnKeywordLine, words == "{", let last = lines.popLast() {
                lines.append(last + " {")
            } else {
                lines.append(String(repeating: indentation, count: depth) + translate(line: words))
            }
            if hasBlankLines { lines.append("") }
        }
        return lines.joined(separator: lineEnd) + lineEnd
    }

    private func translate(line: Substring) -> String {
        let keywords = [
            "ROOT", "JOINT", "OFFSET", "CHANNELS", "End Site", "HIERARCHY", "MOTION", "Frames:",
            "Frame Time:",
        ]
        guard let keyword = keywords.first(where: { line.hasPrefix($0) }) else {
            return line.split(separator: " ").joined(separator: separator)
        }
        let head = hasUpperCaseKeywords ? keyword.uppercased() : keyword.lowercased()
        let rest = line.dropFirst(keyword.count)
        if keyword == "ROOT" || keyword == "JOINT" { return head + rest }
        return head + rest.split(separator: " ").map { separator + $0 }.joined()
    }
}
