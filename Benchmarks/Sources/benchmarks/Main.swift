import BVHFormat
import Foundation

/// Choreo's reader and writer beside others; see `Benchmarks/README.md`.
@main
struct Benchmarks {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch (words.first, words.count) {
        case ("generate", 3):
            guard let size = Int(words[2]) else { throw Failure("a size in bytes, please") }
            var motion = GeneratedMotion()
            try motion.write(to: words[1], size: size)
        case ("read", 3):
            let size = try Memory.fileSize(of: words[1])
            try Reading.check(words[1])
            print("reading \(size / 1_000_000) MB, millions of bytes a second, \(words[2]) rounds\n")
            let outcomes = try Contest.run(Reading.contestants(words[1]), rounds: Int(words[2]) ?? 5)
            Contest.print(outcomes, amount: size, dividedBy: Reading.digitLoop)
        case ("write", 3):
            try write(words[1], rounds: Int(words[2]) ?? 5)
        case ("memory", 2):
            try Memory.print(words[1])
        case ("command", 3):
            try Command.print(words[1], words[2])
        case ("read-once", 3):
            try Memory.read(words[1], contestant: Int(words[2]) ?? -1)
        case ("round-trip", 2...):
            try RoundTrip.print(Array(words.dropFirst()))
        default:
            throw Failure("this program is started by Benchmarks/run")
        }
    }

    /// Writes the numbers as they are in the file, and numbers that need all the digits of a `Double`.
    private static func write(_ path: String, rounds: Int) throws {
        let document = try BVHDocument.read(path)
        let long = BVHDocument(
            joints: document.joints, frameTime: document.frameTime,
            values: document.values.map { $0 * 1.000_000_1 })
        for (what, document) in [("4 to 6 decimals", document), ("all digits of a Double", long)] {
            let count = document.values.count
            let text = UnsafeMutablePointer<CChar>.allocate(capacity: 32 * count)
            defer { text.deallocate() }
            print("writing \(count) numbers with \(what), millions a second, \(rounds) rounds\n")
            let outcomes = try Contest.run(Writing.contestants(document, text: text), rounds: rounds)
            Contest.print(outcomes, amount: count, dividedBy: Writing.printf)
        }
    }
}
