import Diagnostics
import Foundation
import GitStore
import PlainGit
import Testing

/// A temporary folder that goes away with the test, and plain git to look at it with.
final class Scratch {
    let path: String

    init() throws {
        path =
            FileManager.default.temporaryDirectory.appendingPathComponent("gitstore-\(UUID().uuidString)")
            .path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func repository() throws -> GitRepository { try GitRepository(creating: path) }

    func write(_ text: String, to relative: String) throws {
        let url = URL(fileURLWithPath: path).appendingPathComponent(relative)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    func read(_ relative: String) -> String? {
        try? String(contentsOfFile: path + "/" + relative, encoding: .utf8)
    }

    /// Runs plain git here, without the user's settings; returns what it printed, both streams.
    @discardableResult
    func git(_ arguments: String..., expecting status: Int32 = 0) throws -> String {
        let (found, text) = try PlainGit.run(arguments, in: path)
        #expect(found == status, "git \(arguments.joined(separator: " ")): \(text)")
        return text
    }
}

extension Signature {
    /// Ana, at a fixed time, so that ids are the same in every run.
    static func ana(_ second: Int64 = 0) throws -> Signature {
        try Signature(name: "Ana", email: "ana@localhost", time: 1_700_000_000 + second, minutesEastOfUTC: 60)
    }
}

/// The problem that `body` throws; nil when it throws none.
func problem(_ body: () throws -> Void) -> Problem? {
    do {
        try body()
        return nil
    } catch {
        #expect(error is Problem)
        return error as? Problem
    }
}
