import Diagnostics
import Foundation
import Stage

/// The `ffmpeg` command: where it is, and how it is started.
struct FFmpeg {
    /// Full path of the command.
    let command: String

    /// The folders of PATH, separated by colons.
    static var searchPath: String { ProcessInfo.processInfo.environment["PATH"] ?? "" }

    /// Finds `ffmpeg` in the folders of `search`.
    ///
    /// - Throws: ``Problem`` naming the package to install.
    static func locate(for path: String, in search: String) throws(Problem) -> FFmpeg {
        for folder in search.split(separator: ":") {
            let command = "\(folder)/ffmpeg"
            if FileManager.default.isExecutableFile(atPath: command) { return FFmpeg(command: command) }
        }
        throw Problem(
            "films need ffmpeg", at: .file(path), expected: "`ffmpeg` in PATH", found: "none",
            remedy: "apt-get install ffmpeg, or render to a folder of PNG frames instead")
    }

    /// Starts the command; it then waits for pictures.
    func start(_ arguments: [String], for path: String) throws(Problem) -> EncoderProcess {
        // A pipe to a process that has died must give an error, not end this one.
        signal(SIGPIPE, SIG_IGN)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command)
        process.arguments = arguments
        let (pictures, result, complaints) = (Pipe(), Pipe(), Pipe())
        process.standardInput = pictures
        process.standardOutput = result
        process.standardError = complaints
        do {
            try process.run()
        } catch {
            throw Problem(
                "ffmpeg does not start", at: .file(path), expected: "a working `ffmpeg`", found: "\(command)",
                remedy: "apt-get install --reinstall ffmpeg")
        }
        return EncoderProcess(process, input: pictures, output: result, errors: complaints)
    }
}
