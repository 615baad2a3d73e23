import BVHFormat
import Foundation
import Motion
import Testing

@testable import MotionIO

@Suite("What is in a file")
struct SummaryTests {
    static func summary(_ text: String) throws -> MotionSummary {
        MotionSummary(try BVHDocument.parse(Array(text.utf8), path: "dance.bvh"), path: "dance.bvh")
    }

    @Test("a figure at rest is told like any other, and that it cannot move is not hidden")
    func atRest() throws {
        let rest = BVHDocument(
            joints: BVHDocument(RetargetTests.swaying()).joints, frameTime: 0.04, values: [])
        let summary = MotionSummary(rest, path: "rest.bvh")
        #expect(summary.frames == 0)
        #expect(summary.rig == MotionSummary.byNames)
        #expect(abs((summary.heightMetres ?? 0) - 1.7) < 0.01)
        #expect(summary.unit == "m")
    }

    @Test("several figures are counted, with a word about why they cannot be played")
    func twoFigures() throws {
        let second = "ROOT Partner\n{\n  OFFSET 0 0 0\n  CHANNELS 3 Zrotation Xrotation Yrotation\n}\n"
        let summary = try Self.summary(
            HostileMovementTests.text(row: "0 0 0 0 0 0 0 0 0 0 0 0", more: second))
        #expect(summary.joints == 3)
        #expect(summary.rig == MotionSummary.unknown)
        #expect(summary.warnings.contains { $0.contains("more than one figure") })
    }

    @Test("a figure of joints without channels is told too")
    func noChannels() throws {
        let summary = try Self.summary("HIERARCHY\nROOT Rock\n{\n  OFFSET 0 0 0\n}\nMOTION\n")
        #expect(summary.joints == 1 && summary.channels == 0 && summary.frames == 0)
    }

    @Test("the JSON has every key, also where nothing is known")
    func json() throws {
        let data = try JSONEncoder().encode(try Self.summary(HostileMovementTests.text()))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        for key in [
            "file", "joints", "frames", "frameTime", "seconds", "heightMetres", "unit", "rig", "warnings",
        ] {
            #expect(object[key] != nil, "no key \(key)")
        }
    }
}
