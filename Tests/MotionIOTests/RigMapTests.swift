import BVHFormat
import Diagnostics
import Files
import Foundation
import Motion
import Testing

@testable import MotionIO

@Suite("Maps that people edit")
struct RigMapTests {
    /// A path that is gone after `body`.
    static func withPath<Result>(_ name: String, _ body: (String) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder.appendingPathComponent(name).path)
    }

    @Test("what is written out reads back, and says the same of the file", arguments: RigTests.skeletons)
    func writtenOut(name: String) throws {
        let file = try MotionFile.read("\(RigTests.folder)/\(name).bvh", rigs: RecognitionTests.rigs.get())
        let rig = RigReport(file).rig(named: "mine")
        try Self.withPath("mine.json") { path in
            try rig.write(to: path, notes: RigReport(file).notes)
            #expect(try Rig.read(path) == rig)
            let again = try MotionFile.read(file.path, map: Rig.read(path))
            #expect(again.recognition.means == .map && again.recognition.confidence == 1)
            #expect(try again.jointMap() == file.jointMap())
        }
    }

    @Test("a map makes a body of what nothing else recognises")
    func mapped() throws {
        let clip = RecognitionTests.renamed(Animals.dog()) { "bone\($0)" }
        let document = BVHDocument(clip)
        #expect(throws: Problem.self) { try MotionFile(document, path: "dog.bvh").jointMap() }
        let names = Animals.dog().skeleton.joints.map(\.name)
        let map = Rig(
            name: "dog", description: "",
            joints: Dictionary(
                uniqueKeysWithValues: names.enumerated().map {
                    (CanonicalJoint.named[$1] ?? .hips, "bone\($0)")
                }))
        let file = try MotionFile(document, path: "dog.bvh", map: map)
        #expect(file.rig?.name == "dog")
        #expect(try file.jointMap()[.leftHand] != nil)
    }

    @Test("a map of another file is refused with the joint that is missing")
    func another() throws {
        let map = Rig(name: "mine", description: "", joints: [.hips: "Pelvis"])
        do throws(Problem) {
            _ = try MotionFile(BVHDocument(Animals.dog()), path: "dog.bvh", map: map)
            Issue.record("a joint that is not there was found")
        } catch {
            #expect(HostileMovementTests.isWhole(error))
            #expect(error.place == .file("dog.bvh", joint: "Pelvis"))
        }
    }

    static let limbs = JointMap.necessary.map { "\"\($0.name)\": \"\($0.name)\"" }.joined(separator: ", ")

    @Test(
        "a slip in a map is refused with its line and column",
        arguments: [
            ("{\"description\": 1️⃣3, \"joints\": {}}", "text"),
            (
                "{\"description\": \"x\", \"bones\": 1️⃣\"X\", \"joints\": {LIMBS}}",
                "one of +X, -X, +Y, -Y, +Z, -Z"
            ),
            ("{\"description\": \"x\", \"also\": [1️⃣7], \"joints\": {LIMBS}}", "a name in double quotes"),
            (
                "{\"description\": \"x\", \"joint\": 1️⃣{}, \"joints\": {LIMBS}}",
                "description, joints, also, bones or notes"
            ),
            (
                "{\"description\": \"x\", \"joints\": {LIMBS, \"Spine\": 1️⃣\"Head\"}}",
                "a joint of its own for Spine"
            ),
            (
                "{\"description\": \"x\", \"joints\": {LIMBS, \"Spine\": 1️⃣[]}}",
                "a name in double quotes, or null"
            ),
            (
                "{\"description\": \"x\", \"joints\": {LIMBS, \"Spine\": 1️⃣\"\"}}",
                "a name in double quotes, or null"
            ),
            ("{\"description\": \"x\", \"joints\": {LIMBS}1️⃣", "`,` or `}`"),
        ])
    func slips(marked: String, expected: String) throws {
        let text = marked.replacing("LIMBS", with: Self.limbs)
        let column = try #require(text.range(of: "1️⃣").map { text[..<$0.lowerBound].utf8.count + 1 })
        try Self.withPath("slip.json") { path in
            try AtomicFile.write(text.replacing("1️⃣", with: ""), to: path)
            do throws(Problem) {
                _ = try Rig.read(path)
                Issue.record("a rig came out of `\(text)`")
            } catch {
                #expect(HostileMovementTests.isWhole(error))
                #expect(error.expected == expected)
                #expect(error.place?.line == 1 && error.place?.column == column)
            }
        }
    }

    @Test(
        "hostile maps end at once",
        arguments: [
            String(repeating: "[", count: 200_000), String(repeating: "{\"joints\":", count: 50_000),
            "{\"description\": \"\(String(repeating: "x", count: 2 << 20))\"}", "\u{0}",
            "{\"description\": \"\\ud800\"}",
        ])
    func hostile(text: String) throws {
        try Self.withPath("hostile.json") { path in
            try AtomicFile.write(text, to: path)
            #expect(throws: Problem.self) { try Rig.read(path) }
        }
    }
}
