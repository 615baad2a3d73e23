import BVHFormat
import Diagnostics
import Files
import Foundation
import Testing

@Suite("Writing")
struct WritingTests {
    @Test func theCanonicalFormIsThis() {
        #expect(
            String(decoding: Sample.twoJointsDocument.serialized(), as: UTF8.self) == Sample.twoJoints)
    }

    @Test func everyDialectIsWrittenAlike() throws {
        let untidy =
            Sample.twoJoints.replacing("\n", by: "\r\n").replacing("\t", by: "    ")
            .replacing("ROOT", by: "Root").replacing("12.5", by: "12.500000")
            .replacing("1 90 2 3", by: "1.0  9e1 +2 3.")
        let document = try BVHDocument.parse(untidy)
        #expect(document.serialized() == Array(Sample.twoJoints.utf8))
    }

    @Test func endSitesStandBeforeChildren() {
        let joints = [
            BVHDocument.Joint(
                name: "A", parent: nil, offset: .zero, channels: [],
                endSites: [SIMD3(1, 0, 0), SIMD3(2, 0, 0)]),
            BVHDocument.Joint(name: "B", parent: 0, offset: .zero, channels: []),
            BVHDocument.Joint(name: "C", parent: nil, offset: .zero, channels: []),
        ]
        let text = String(
            decoding: BVHDocument(joints: joints, frameTime: 0.5, values: []).serialized(), as: UTF8.self)
        #expect(
            text == """
                HIERARCHY
                ROOT A
                {
                \tOFFSET 0 0 0
                \tCHANNELS 0
                \tEnd Site
                \t{
                \t\tOFFSET 1 0 0
                \t}
                \tEnd Site
                \t{
                \t\tOFFSET 2 0 0
                \t}
                \tJOINT B
                \t{
                \t\tOFFSET 0 0 0
                \t\tCHANNELS 0
                \t}
                }
                ROOT C
                {
                \tOFFSET 0 0 0
                \tCHANNELS 0
                }
                MOTION
                Frames: 0
                Frame Time: 0.5

                """)
    }

    @Test(
        "A name that the format can't hold is made harmless",
        arguments: [
            ("a\nb", "a_b"), ("a\r\nb", "a__b"), ("curly{", "curly_"), ("  wide ", "wide"), (" \t", ""),
        ])
    func names(_ name: String, _ written: String) throws {
        var document = Sample.twoJointsDocument
        document.joints[1].name = name
        let again = try BVHDocument.parse(document.serialized(), path: "again.bvh")
        #expect(again.joints[1].name == written)
        #expect(again.values == document.values)
    }

    @Test func aFileComesBackAsItWas() throws {
        try inTemporaryFolder { folder in
            let path = folder + "/take.bvh"
            try Sample.twoJointsDocument.write(to: path)
            #expect(try BVHDocument.read(path) == Sample.twoJointsDocument)
            #expect(try FileBytes.read(path) == Array(Sample.twoJoints.utf8))
        }
    }

    @Test("What is no number is never written", arguments: [Double.nan, .infinity, -.infinity])
    func notANumber(_ value: Double) throws {
        try inTemporaryFolder { folder in
            let path = folder + "/take.bvh"
            try Sample.twoJointsDocument.write(to: path)
            var broken = Sample.twoJointsDocument
            broken.values[16] = value
            let problem = #expect(throws: Problem.self) { try broken.write(to: path) }
            #expect(problem?.place == .file(path, joint: "Chest", frame: 2))
            #expect(try BVHDocument.read(path) == Sample.twoJointsDocument)
        }
    }

    private func inTemporaryFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bvh-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }
}
