import ArgumentParser
import Diagnostics
import Foundation

/// Words for people go to stderr, results to stdout.
enum Console {
    /// Prints a line to stderr.
    static func error(_ text: String) {
        // What was printed before must also come before it where both go to one file.
        fflush(nil)
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Writes to stderr without ending the line.
    static func raw(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

    /// Prints a warning, made safe for a terminal, to stderr.
    static func warning(_ text: String) { error("warning: " + text.printable) }

    /// Prints what could be done next to stderr.
    static func next(_ text: String) { error("next: " + text.printable) }

    /// Prints a value as one line of JSON to stdout.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// True when stderr is a terminal, where a progress line may rewrite itself.
    static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Does the same to many files: a problem with one is told, and costs the others nothing.
    ///
    /// - Throws: `ExitCode.failure` at the end when there was a problem with any.
    static func forEach<Item>(_ items: [Item], _ body: (Item) throws -> Void) throws {
        var failed = false
        for item in items {
            do {
                try body(item)
            } catch let problem as Problem {
                Console.error(problem.description)
                failed = true
            }
        }
        if failed { throw ExitCode.failure }
    }
}
