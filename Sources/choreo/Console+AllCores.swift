import ArgumentParser
import Cores
import Diagnostics
import Foundation
import Synchronization

extension Console {
    /// Does the same to many files on all cores: a problem with one is told, and costs the others nothing.
    ///
    /// What is told comes in the order of the files, each as soon as those before it are done.
    ///
    /// - Parameters:
    ///   - paths: The files.
    ///   - title: What is being done, for the progress.
    ///   - body: Does it to the file of an index, telling which share of that is done; returns what tells of it.
    /// - Throws: `ExitCode.failure` at the end when there was a problem with any.
    static func forEachOnAllCores(
        _ paths: [String], _ title: String,
        _ body: @escaping @Sendable (Int, _ report: (Double) -> Void) throws -> @Sendable () throws -> Void
    ) throws {
        let progress = Progress(title)
        let done = Mutex(0.0)
        let tellings = Tellings()
        let memory = WorkingMemory()
        _ = concurrentMap(count: paths.count) { index in
            // What this file has added to the share of all that is done.
            var told = 0.0
            func report(_ share: Double) {
                let sum = done.withLock { done in
                    done += share - told
                    return done
                }
                told = share
                progress.update(sum / Double(paths.count))
            }
            let telling: @Sendable () throws -> Void
            do {
                telling = try memory.lend(to: paths[index]) { try body(index, report) }
            } catch {
                telling = { throw error }
            }
            report(1)
            // The line of progress makes room for what is told.
            tellings.add(telling, at: index, before: progress.end)
        }
        progress.end()
        if let failure = tellings.failure { throw failure }
    }
}

/// What is to be told of each file, told in their order.
private final class Tellings: Sendable {
    private struct State {
        var waiting: [Int: @Sendable () throws -> Void] = [:]
        var next = 0
        var failure: (any Error)?
    }
    private let state = Mutex(State())

    /// The failure to end with, once all is told.
    var failure: (any Error)? { state.withLock { $0.failure } }

    /// Adds what is to be told of file `index`, and tells whatever has nothing to wait for any more.
    func add(_ telling: @escaping @Sendable () throws -> Void, at index: Int, before clear: () -> Void) {
        state.withLock { state in
            state.waiting[index] = telling
            while let telling = state.waiting.removeValue(forKey: state.next) {
                state.next += 1
                clear()
                do {
                    try telling()
                } catch let problem as Problem {
                    Console.error(problem.description)
                    state.failure = ExitCode.failure
                } catch {
                    state.failure = error
                }
            }
        }
    }
}

/// Keeps files that are worked on at once within half of the machine's memory, by the size of the files.
///
/// One file is always let in, however large.
private final class WorkingMemory: Sendable {
    /// Bytes in memory for a byte of BVH: the text, its numbers, and what is written.
    private static let expansion = 4
    private let limit = Int(clamping: ProcessInfo.processInfo.physicalMemory / 2)
    private nonisolated(unsafe) var taken = 0
    /// Guards `taken`, and wakes who waits for it to sink.
    private let change = NSCondition()

    func lend<Result>(to path: String, _ body: () throws -> Result) rethrows -> Result {
        var status = stat()
        let size = stat(path, &status) == 0 ? Int(status.st_size) * Self.expansion : 0
        change.lock()
        while taken > 0, taken + size > limit { change.wait() }
        taken += size
        change.unlock()
        defer {
            change.lock()
            taken -= size
            change.broadcast()
            change.unlock()
        }
        return try body()
    }
}
