import Foundation

/// Plain git, as anyone has it, to look at what Choreo wrote.
public enum PlainGit {
    /// Runs git in a folder without the user's settings.
    ///
    /// - Returns: Its exit status and what it printed, both streams, without line ends about it.
    /// - Throws: An error of Foundation when git cannot be started.
    public static func run(_ arguments: [String], in folder: String) throws -> (status: Int32, output: String)
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
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
        return (
            process.terminationStatus,
            String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
        )
    }
}
