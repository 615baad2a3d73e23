import Diagnostics
import Foundation
import GitStore
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
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: path)
        process.environment = ProcessInfo.processInfo.environment.merging([
            "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C",
            "GIT_AUTHOR_NAME": "Git", "GIT_AUTHOR_EMAIL": "git@localhost",
            "GIT_COMMITTER_NAME": "Git", "GIT_COMMITTER_EMAIL": "git@localhost",
        ]) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let text = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(process.terminationStatus == status, "git \(arguments.joined(separator: " ")): \(text)")
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
