import BVHFormat
import Diagnostics
import Testing

/// Files made to do harm, and files that chance has damaged: a document or a problem, and nothing worse.
@Suite("Hostile input")
struct HostileInputTests {
    @Test func everyBeginningOfAFileIsADocumentOrAProblem() {
        let bytes = Array(Sample.twoJoints.utf8)
        for count in bytes.indices { check(Array(bytes[..<count])) }
    }

    @Test("Thousands of damaged files", arguments: 1...8 as ClosedRange<UInt64>)
    func mutations(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = Array(Sample.twoJoints.utf8)
        for _ in 0..<500 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) { damage(&damaged, &random) }
            check(damaged)
        }
    }

    @Test func aThousandJointsOneInAnotherAreRead() throws {
        let document = try BVHDocument.parse(Self.nested(1000))
        #expect(document.joints.count == 1000)
        #expect(document.joints.last?.parent == 998)
        #expect(try BVHDocument.parse(document.serialized(), path: "again.bvh") == document)
    }

    @Test func aMillionJointsOneInAnotherAreRefusedAtTheFirstTooMany() {
        let problem = #expect(throws: Problem.self) { try BVHDocument.parse(Self.nested(1_000_000)) }
        #expect(problem?.what == "joints are nested too deep")
        #expect(problem?.place == .file("take.bvh", line: 1002, column: 1))
    }

    @Test func aMillionJointsSideBySideAreRefusedAtTheFirstTooMany() {
        let text =
            "HIERARCHY\nROOT a { OFFSET 0 0 0 CHANNELS 0\n"
            + String(repeating: "JOINT b { OFFSET 0 0 0 CHANNELS 0 }\n", count: 1_000_000) + "}\nMOTION\n"
        let problem = #expect(throws: Problem.self) { try BVHDocument.parse(text) }
        #expect(problem?.what == "there are too many joints")
        #expect(problem?.place == .file("take.bvh", line: 20_002, column: 1))
    }

    @Test func aMillionEndSitesAreRefusedAtTheFirstTooMany() {
        let ends = String(repeating: "End Site { OFFSET 0 0 0 }\n", count: 1_000_000)
        let text = "HIERARCHY\nROOT a { OFFSET 0 0 0 CHANNELS 0\n" + ends + "}\nMOTION\n"
        let problem = #expect(throws: Problem.self) { try BVHDocument.parse(text) }
        #expect(problem?.what == "there are too many end sites")
        #expect(problem?.place == .file("take.bvh", line: 20_003, column: 1))
    }

    @Test(
        "A header that claims a thousand million frames fails at once",
        arguments: ["1000000000", "9223372036854774784", "4611686018427387904", "1e18"])
    func frames(_ count: String) throws {
        let problem = #expect(throws: Problem.self) {
            try BVHDocument.parse(Sample.twoJoints.replacing("Frames: 2", by: "Frames: \(count)"))
        }
        #expect(problem?.what == "`Frames:` claims what the file cannot hold")
        #expect(problem?.place == .file("take.bvh", line: 17, column: 1))
        #expect(problem?.expected == "2, the rows counted")
    }

    /// Room for what the header claims would be 18 MB; the rows that are there need 144 bytes.
    @Test func roomIsMadeForWhatTheFileHoldsAndNotForWhatItClaims() throws {
        let document = try BVHDocument.parse(Sample.twoJoints.replacing("Frames: 2", by: "Frames: 19999"))
        #expect(document == Sample.twoJointsDocument)
        #expect(document.values.capacity < 1000)
    }

    @Test func aLyingNumberOfChannelsIsRefused() {
        #expect(throws: Problem.self) {
            try BVHDocument.parse(Sample.twoJoints.replacing("CHANNELS 3", by: "CHANNELS 2000000000"))
        }
    }

    @Test func aNumberOfAHundredThousandDigitsIsANumber() throws {
        let digits = "0." + String(repeating: "0", count: 100_000) + "1e100001"
        let document = try BVHDocument.parse(Sample.oneChannel("Frames: 1\nFrame Time: 1\n\(digits)\n"))
        #expect(document.values == [1])
    }

    @Test func anEndlessNameIsNotRepeatedInMessages() throws {
        let name = String(repeating: "n", count: 100_000)
        let text = Sample.twoJoints.replacing("Chest", by: name).replacing("Hips", by: name)
        let document = try BVHDocument.parse(text)
        #expect(document.joints[1].name == name)
        #expect(document.warnings.allSatisfy { $0.text.count < 200 })
        let problem = #expect(throws: Problem.self) {
            try BVHDocument.parse(text.replacing("12.5", by: name))
        }
        #expect((problem?.description.count ?? .max) < 500)
    }

    @Test func aLineOfManyNumbersIsRefusedByItsFirstSurplus() {
        let line = String(repeating: "0 ", count: 10_000)
        let problem = #expect(throws: Problem.self) {
            try BVHDocument.parse(Sample.threeChannels("Frames: 1\nFrame Time: 1\n\(line)\n"))
        }
        #expect(problem?.found == "10000")
        #expect(problem?.place == .file("take.bvh", line: 10, column: 7, frame: 1))
    }

    /// A file of `count` joints, one in another, one a line.
    private static func nested(_ count: Int) -> String {
        "HIERARCHY\nROOT a { OFFSET 0 0 0 CHANNELS 0\n"
            + String(repeating: "JOINT a { OFFSET 0 0 0 CHANNELS 0\n", count: count - 1)
            + String(repeating: "}", count: count) + "\nMOTION\n"
    }

    /// Reads `bytes` and checks what comes of it.
    private func check(_ bytes: [UInt8]) {
        do throws(Problem) {
            let document = try BVHDocument.parse(bytes, path: "damaged.bvh")
            #expect(!document.joints.isEmpty)
            #expect(document.values.count == document.frameCount * document.channelCount)
            #expect(!document.values.contains { !$0.isFinite })
            let again = try BVHDocument.parse(document.serialized(), path: "again.bvh")
            #expect(again == document)
        } catch {
            #expect(error.place?.path == "damaged.bvh", "\(error)")
            let lines = bytes.count { $0 == 0x0A || $0 == 0x0D } + 1
            #expect(1...lines ~= error.place?.line ?? 0, "\(error)")
            #expect(1...bytes.count + 1 ~= error.place?.column ?? 0, "\(error)")
        }
    }

    /// One accident: a byte changed, lost, gained or doubled, a stretch lost or moved, the end cut off.
    private func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard bytes.count > 8 else { return }
        let place = bytes.indices.randomElement(using: &random) ?? 0
        let telling = Array("{}0-.eE:\n\r \tn,".utf8) + [0, 0x1A, 0x80, 0xFF]
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] = telling.randomElement(using: &random) ?? 0
        case 2: bytes.remove(at: place)
        case 3: bytes.insert(telling.randomElement(using: &random) ?? 0, at: place)
        case 4: bytes.swapAt(place, bytes.indices.randomElement(using: &random) ?? 0)
        case 5: bytes.insert(contentsOf: bytes[place..<min(place + 20, bytes.count)], at: place)
        case 6: bytes.removeSubrange(place..<min(place + 20, bytes.count))
        default: bytes.removeLast(min(bytes.count - place, 40))
        }
    }
}
