import BVHFormat
import Diagnostics
import Foundation
import Testing

/// Files in many dialects, each with what a reader should make of it, and one table of what this one does.
///
/// The files are our own, in `Fixtures/dialects`. A folder of others, with its `expectations.json` or `zoo.json` in the
/// same form, is named by `CHOREO_ZOO` (CONTRIBUTING.md).
@Suite("Every file of the zoo reads, warns or is refused as it should")
struct DialectTableTests {
    /// What should come of a file.
    struct Expectation: Decodable {
        var file: String
        /// `read`, `warn` or `refuse`.
        var expect: String
        /// What else can be defended.
        var alsoOk: [String]?
        var why: String
        var joints: Int?
        /// Sum of the channel counts, channels of scale included.
        var channels: Int?
        var frames: Int?
        var framesAlsoOk: [Int]?
        var frameTime: Double?
        /// Where a refused file is refused.
        var line: Int?
        var column: Int?
    }

    static let folders: [URL] = {
        let own = Bundle.module.resourceURL.map { $0.appendingPathComponent("Fixtures/dialects") }
        let other = ProcessInfo.processInfo.environment["CHOREO_ZOO"].map { URL(fileURLWithPath: $0) }
        return [own, other].compactMap { $0 }
    }()

    @Test("as its expectation says", arguments: folders)
    func table(_ folder: URL) throws {
        let expectations = try Self.expectations(in: folder)
        #expect(!expectations.isEmpty)
        var rows = [["file", "expected", "outcome", "joints", "frames", "what is told"]]
        for expectation in expectations { rows.append(try check(expectation, in: folder)) }
        let exact = zip(expectations, rows.dropFirst()).count { $0.expect == $1[2] }
        print(
            Self.text(of: rows)
                + "\n\(expectations.count) files of \(folder.lastPathComponent): \(exact) as expected, "
                + "\(expectations.count - exact) otherwise, as is also allowed")
    }

    private static func expectations(in folder: URL) throws -> [Expectation] {
        let names = ["expectations.json", "zoo.json"]
        let files = names.map { folder.appendingPathComponent($0) }
        let file = try #require(files.first { FileManager.default.fileExists(atPath: $0.path) })
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode([Expectation].self, from: Data(contentsOf: file))
    }

    /// Reads a file, compares, and returns its row of the table.
    private func check(_ expected: Expectation, in folder: URL) throws -> [String] {
        let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(expected.file)))
        let accepted = [expected.expect] + (expected.alsoOk ?? [])
        let row = [expected.file, expected.expect]
        let note: Comment = "\(expected.file): \(expected.why)"
        do throws(Problem) {
            let document = try BVHDocument.parse(bytes, path: expected.file)
            let outcome = document.warnings.isEmpty ? "read" : "warn"
            #expect(accepted.contains(outcome), note)
            let scales = document.warnings.count { $0.text.contains("scale is not used") }
            if let joints = expected.joints { #expect(document.joints.count == joints, note) }
            if let channels = expected.channels { #expect(document.channelCount + scales == channels, note) }
            if let frames = expected.frames {
                #expect(([frames] + (expected.framesAlsoOk ?? [])).contains(document.frameCount), note)
            }
            if let time = expected.frameTime { #expect(document.frameTime == time, note) }
            #expect(try BVHDocument.parse(document.serialized(), path: "again.bvh") == document, note)
            let told = document.warnings.first.map { ($0.line.map { "line \($0): " } ?? "") + $0.text } ?? ""
            return row + [outcome, String(document.joints.count), String(document.frameCount), told]
        } catch {
            #expect(accepted.contains("refuse"), "\(error)")
            #expect(error.place?.line != nil && error.place?.column != nil, note)
            if let line = expected.line { #expect(error.place?.line == line, note) }
            if let column = expected.column { #expect(error.place?.column == column, note) }
            let place = "\(error.place?.line ?? 0):\(error.place?.column ?? 0): "
            return row + ["refuse", "", "", place + error.what]
        }
    }

    /// Columns side by side.
    private static func text(of rows: [[String]]) -> String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
                .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }.joined(separator: "\n")
    }
}
