import Foundation

/// A program run to its end, and what it took.
struct ChildProcess {
    /// Wall time.
    var seconds: Double
    /// Most memory that it held at a time, in bytes.
    var peakMemory: Int

    /// Runs the program at a path and waits for it; what it prints is thrown away.
    init(_ words: [String]) throws {
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        arguments.append(nil)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)

        let start = ContinuousClock.now
        var child = pid_t()
        guard posix_spawn(&child, words[0], &actions, nil, arguments, environ) == 0 else {
            throw Failure("\(words[0]) cannot be run")
        }
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(child, &status, 0, &usage) == child, status == 0 else {
            throw Failure("\(words.joined(separator: " ")) failed")
        }
        seconds = (ContinuousClock.now - start) / .seconds(1)
        peakMemory = usage.ru_maxrss * 1024
    }
}
