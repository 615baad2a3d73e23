import Foundation

/// A folder of its own for one test, removed afterwards.
final class TestFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/choreo-film-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Names of the files inside, sorted, hidden ones too.
    var contents: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    /// Writes a program that stands in for `ffmpeg` and returns its folder's path.
    func fakeFFmpeg(_ script: String) throws -> String {
        let folder = path + "/bin"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let program = folder + "/ffmpeg"
        try ("#!/bin/sh\n" + script + "\n").write(toFile: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        return folder
    }
}
