import Foundation

/// Words for people go to stderr, results to stdout.
enum Console {
    /// Prints a line to stderr.
    static func error(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// True when stderr is a terminal, where a progress line may rewrite itself.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
