import Diagnostics
import Foundation
import Testing

@testable import BVHFormat

/// Rows are read byte by byte in the definition, in words of eight by the fast reader, and in chunks by the cores.
///
/// Whatever the text, sound or broken, and wherever it is cut into chunks: the document is the same to the bit, and
/// so are the warnings, or the problem with its line and column.
@Suite("However rows are read, the result is the same")
struct RowReadingTests {
    @Test("Sound files", arguments: 1...20 as ClosedRange<UInt64>)
    func soundFiles(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<10 {
            let text = RandomRows(&random).text
            #expect(try BVHDocument.parse(text).frameCount > 0)
            expectOneOutcome(of: Array(text.utf8))
        }
    }

    @Test("Damaged files", arguments: 1...20 as ClosedRange<UInt64>)
    func damagedFiles(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<40 {
            var bytes = Array(RandomRows(&random).text.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: bytes.count * 2 / 3..<bytes.count, using: &random)
                let byte = Array("0123456789.-+eE \t\r\n\nx,\0".utf8).randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = byte
                case 1: bytes.insert(byte, at: place)
                case 2: bytes.remove(at: place)
                default: bytes.removeLast(min(Int.random(in: 0...40, using: &random), bytes.count - place))
                }
            }
            expectOneOutcome(of: bytes)
        }
    }

    @Test(
        "Odd rows",
        arguments: [
            "1 2 3\n4 5 6", "1 2 3\r\n4 5 6\r\n", "1 2 3\r4 5 6\r", "1 2 3\n\n4 5 6\n",
            "\n\n1 2 3\n4 5 6\n\n\n",
            "1 2 3 \n4 5 6\t\n", " 1 2 3\n\t4 5 6\n", "1 2\n3 4 5\n6\n", "1 2 3 4 5 6\n", "1\n2\n3\n4\n5\n6",
            "1 2 3\n4 5 6\n7 8 9\n", "1 2 3\n4 5 6\nend\n", "1 2 3\n", "1 2 3\n4 5", "1 2 3\n4 5 -",
            "1 2 3\n4 5 6x",
            "1 2 3\n4 5 6 x", "1 2 3x\n4 5 6\n", "1 2 3\n4 5 6\u{1}\n", "1 2 3\n4 5 6\u{1}",
            "1 2 3\n4 5 nan\n7 8 9",
            "1 2 3\n4 5 6 7\n8 9 10\n", "1 2 3\r\n\r\n4 5 6\n7 8 9\r", "1 2 3\n4 5 1e999\n",
            "1 2 3\u{B}4 5 6\n",
            "1 2 3\n\u{C}\n4 5 6\u{B}\n", "", "\n", "1 2 3 # note\n4 5 6\n7 8 9\n",
            "# note\n1 2 3\n// note\n4 5 6\n",
        ])
    func oddRows(_ rows: String) {
        for frames in [0, 1, 2, 3, 9] {
            expectOneOutcome(
                of: Array(Sample.threeChannels("Frames: \(frames)\nFrame Time: 1\n\(rows)").utf8))
        }
    }

    @Test func everySpellingOfAShortNumberIsRead() throws {
        // With sixteen bytes behind it a number is read in words of eight; without, it isn't.
        for text in [
            "0", "-0", "-0.0", "7", "1234", "12345", "-9999.99999999", "9999.999999999", "1.", "-1.", ".5",
            "-.5",
            "+5", "0.00000001", "1234.5678", "0001", "-0.10", "1e3", "12.5E-1", "0.1e", "-", "--1", "1.2.3",
            "1-2",
            "99999999", "123456789012345678", "0.1234567890123456789",
        ] {
            for ending in ["\n", " ", "\t\n", "\n\n\n", "\n" + String(repeating: " ", count: 20)] {
                expectOneOutcome(
                    of: Array(Sample.oneChannel("Frames: 1\nFrame Time: 1\n\(text)\(ending)").utf8))
            }
        }
    }

    /// Reads `bytes` in all ways and compares what comes of it with what reading byte by byte gives.
    private func expectOneOutcome(of bytes: [UInt8], at location: SourceLocation = #_sourceLocation) {
        let expected = Outcome(bytes, isFast: false)
        var outcomes = [("in words of eight", Outcome(bytes, isFast: true))]
        for size in [1, 2, 5, 16, 17, 100, 100_000] {
            // Nothing comes of a file that isn't sound; `read` then goes the other way.
            guard let document = streamed(bytes, chunkSize: size) else { continue }
            outcomes.append(("in chunks of \(size)", Outcome(document)))
        }
        for (way, outcome) in outcomes where outcome != expected {
            Issue.record(
                """
                \(way): \(String(decoding: bytes, as: UTF8.self))
                expected \(expected)
                found \(outcome)
                """, sourceLocation: location)
        }
    }

    /// The document read in chunks, if the bytes are a sound file.
    private func streamed(_ bytes: [UInt8], chunkSize: Int, batch: Int = 3, headSize: Int = 4096)
        -> BVHDocument?
    {
        var stream = RowStream(size: bytes.count) { Array(bytes[$0]) }
        stream.chunkSize = chunkSize
        stream.batch = batch
        return BVHDocument.parse(stream, path: "take.bvh", headSize: headSize)
    }

    @Test func aSoundFileIsReadInChunksWhereverTheyAreCut() throws {
        let rows = (0..<40).map { "\($0) -\($0).5 1\($0).25\n" }.joined()
        let bytes = Array(Sample.threeChannels("Frames: 40\nFrame Time: 1\n\(rows)").utf8)
        for size in 1...80 {
            for batch in [1, 2, 16] {
                let document = try #require(streamed(bytes, chunkSize: size, batch: batch))
                #expect(document.values.count == 120)
                #expect(try document == BVHDocument.parse(bytes, path: "take.bvh"))
            }
        }
    }

    @Test("What must be told is left to the parser", arguments: [39, 41, 0])
    func unsoundFiles(_ frames: Int) {
        let rows = String(repeating: "1 2 3\n", count: 40)
        let bytes = Array(Sample.threeChannels("Frames: \(frames)\nFrame Time: 1\n\(rows)").utf8)
        #expect(streamed(bytes, chunkSize: 16) == nil)
    }

    @Test func aFileWhoseBeginningIsCutAnywhereIsReadRightOrNotInChunks() throws {
        let bytes = Array(Sample.twoJoints.utf8)
        let document = try BVHDocument.parse(bytes, path: "take.bvh")
        for size in 0...bytes.count {
            let found = streamed(bytes, chunkSize: 8, headSize: size)
            #expect(found == nil || found == document)
        }
    }

    @Test func bytesThatVanishWhileReadingGiveNothing() {
        let rows = String(repeating: "1 2 3\n", count: 40)
        let bytes = Array(Sample.threeChannels("Frames: 40\nFrame Time: 1\n\(rows)").utf8)
        var stream = RowStream(size: bytes.count) { $0.upperBound > 150 ? nil : Array(bytes[$0]) }
        stream.chunkSize = 16
        #expect(BVHDocument.parse(stream, path: "take.bvh", headSize: 110) == nil)
    }

    @Test func aLargeFileOnDiskIsWhatItsBytesSay() throws {
        let rows = (0..<60_000).map { "\($0) -\($0).123456 0.5\n" }.joined()
        let sound = Sample.threeChannels("Frames: 60000\nFrame Time: 1\n\(rows)")
        let path = NSTemporaryDirectory() + "rows-\(UUID().uuidString).bvh"
        defer { try? FileManager.default.removeItem(atPath: path) }
        for text in [sound, sound + "1 2 3\n", sound.replacing("\n30000 ", by: "\n30000 x")] {
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            let expected = Outcome(Array(text.utf8), isFast: true, path: path)
            for onAllCores in [false, true] {
                #expect(Outcome { () throws(Problem) in try .read(path, onAllCores: onAllCores) } == expected)
            }
        }
    }
}

/// A document to the bit with its warnings, or a problem.
private struct Outcome: Equatable {
    var document: BVHDocument?
    var bitPatterns: [UInt64] = []
    var warnings: [BVHWarning] = []
    var problem: Problem?

    init(_ document: BVHDocument) {
        self.init { document }
    }

    init(_ read: () throws(Problem) -> BVHDocument) {
        do throws(Problem) {
            let document = try read()
            self.document = document
            bitPatterns = document.values.map(\.bitPattern)
            warnings = document.warnings
        } catch {
            problem = error
        }
    }

    init(_ bytes: [UInt8], isFast: Bool, path: String = "take.bvh") {
        var parser = DocumentParser(bytes, path: path)
        parser.isFast = isFast
        self.init { () throws(Problem) in try parser.parse() }
    }
}

/// A file of a few channels and some rows, in one exporter's spelling of numbers.
private struct RandomRows {
    let text: String

    init(_ random: inout SeededGenerator) {
        let channels = BVHDocument.Channel.allCases.prefix(Int.random(in: 1...6, using: &random))
        let rows = Int.random(in: 1...30, using: &random)
        let lineEnd = ["\n", "\n", "\r\n", " \n", "\n\n"].randomElement(using: &random) ?? "\n"
        let blank = [" ", " ", "  ", "\t"].randomElement(using: &random) ?? " "
        let decimals = Int.random(in: 0...9, using: &random)
        var body = ""
        for _ in 0..<rows {
            var words: [String] = []
            for _ in channels { words.append(Self.number(decimals: decimals, &random)) }
            body += words.joined(separator: blank) + lineEnd
        }
        if Bool.random(using: &random) { body.removeLast() }
        let names = channels.map(\.rawValue).joined(separator: " ")
        text = Sample.oneChannel("Frames: \(rows)\nFrame Time: 0.01\n\(body)")
            .replacing("CHANNELS 1 Xrotation", by: "CHANNELS \(channels.count) \(names)")
    }

    private static func number(decimals: Int, _ random: inout SeededGenerator) -> String {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return "\(Double.random(in: -180...180, using: &random))"
        case 1: return "\(Int.random(in: -200...99999, using: &random))"
        case 2:
            let odd = ["-0", "0.0", "-0.000000", "1e2", "-3.5e-05", ".25", "+1", "7."]
            return odd.randomElement(using: &random) ?? "0"
        default:
            let most = [9, 99, 180, 9999].randomElement(using: &random) ?? 180
            let whole = Int.random(in: 0...most, using: &random)
            let digits = (0..<decimals).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
            return (Bool.random(using: &random) ? "-" : "") + "\(whole)"
                + (digits.isEmpty ? "" : ".\(digits)")
        }
    }
}
