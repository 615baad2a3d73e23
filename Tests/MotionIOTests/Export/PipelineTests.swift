import Diagnostics
import Foundation
import Testing

@testable import MotionIO

@Suite("pipelines")
struct PipelineTests {
    private static let folder = URL(fileURLWithPath: #filePath).appendingPathComponent(
        "../../../../pipelines"
    )
    .standardizedFileURL.path

    @Test("each that ships is read, gives its reasons, and is in the table of the folder's README")
    func shipped() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
            .filter { $0.hasSuffix(".json") }
        #expect(
            files.sorted() == [
                "blender.json", "maya.json", "motionbuilder.json", "unity.json", "unreal.json",
            ])
        let readme = try String(contentsOfFile: Self.folder + "/README.md", encoding: .utf8)
        for file in files {
            let pipeline = try Pipeline.read(Self.folder + "/" + file)
            let style = pipeline.style
            let row =
                "| [\(pipeline.name)](\(file)) | \(style.unit?.name ?? "keep") | \(style.up?.rawValue ?? "keep") | "
                + "\(style.rotationOrder?.description ?? "each joint's own") | \(style.endSites.rawValue) | "
                + "\(style.positions.rawValue) | \(style.tPose.rawValue) |"
            #expect(readme.contains(row), "\(row)")
            #expect(
                ["unit", "up", "rotationOrder", "endSites", "positions", "tPose"].allSatisfy {
                    pipeline.why[$0] != nil
                })
        }
    }

    @Test(
        "one that asks for what there is not is refused where it does",
        arguments: [
            (#"{"description": "x", "unit": "furlong"}"#, "metres as a number"),
            (#"{"description": "x", "up": "X"}"#, "Y or Z"),
            (#"{"description": "x", "rotationOrder": "ZXX"}"#, "once each"),
            (#"{"description": "x", "positions": "some"}"#, "keep, moving, root, all"),
            (#"{"description": "x", "fps": 30}"#, "tPose"),
            (#"{"unit": "m"}"#, "description"), ("[]", "error"),
        ])
    func refused(text: String, expected: String) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).json")
            .path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let problem = try #require(throws: Problem.self) { try Pipeline.read(path) }
        #expect(problem.description.contains(expected), "\(problem)")
        #expect(problem.place?.line != nil)
    }

    @Test("units are known by name and by number")
    func units() {
        #expect(LengthUnit("cm")?.metres == 0.01 && LengthUnit("0.3048")?.metres == 0.3048)
        #expect(LengthUnit("In")?.metres == 0.0254 && LengthUnit("") == nil && LengthUnit("-1") == nil)
        #expect(LengthUnit("nan") == nil && LengthUnit("inf") == nil)
    }
}
