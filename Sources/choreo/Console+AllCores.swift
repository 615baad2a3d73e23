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
    ///   - body: Does it to the file of an index; returns what tells of it.
    /// - Throws: `ExitCode.failure` at the end when there was a problem with any.
    static func forEachOnAllCores(
        _ paths: [String], _ title: String,
        _ body: @escaping @Sendable (Int) throws -> @Sendable () throws -> Void
    ) throws {
        let progress = Progress(title)
        let tellings = Tellings()
        let memory = WorkingMemory()
        _ = concurrentMap(count: paths.count) { index in
            let telling: @Sendable () throws -> Void
            do {
                telling = try memory.lend(to: paths[index]) { try body(index) }
            } catch {
                telling = { throw error }
            }
            tellings.add(telling, at: index) { progress.update(Double($0) / Double(paths.count)) }
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
        var done = 0
        var failure: (any Error)?
    }
    private let state = Mutex(State())

    /// The failure to end with, once all is told.
    var failure: (any Error)? { state.withLock { $0.failure } }

    /// Adds what is to be told of file `index`, and tells whatever has nothing to wait for any more.
    func add(_ telling: @escaping @Sendable () throws -> Void, at index: Int, progress: (Int) -> Void) {
        state.withLock { state in
            state.waiting[index] = telling
            state.done += 1
            progress(state.done)
            while let telling = state.waiting.removeValue(forKey: state.next) {
                state.next += 1
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
    private let taken = Mutex(0)
    private let returned = NSCondition()

    func lend<Result>(to path: String, _ body: () throws -> Result) rethrows -> Result {
        var status = stat()
        let size = stat(path, &status) == 0 ? Int(status.st_size) * Self.expansion : 0
        returned.lock()
        while !taken.withLock({ taken in
            guard taken == 0 || taken + size <= limit else { return false }
            taken += size
            return true
        }) { returned.wait() }
        returned.unlock()
        defer {
            returned.lock()
            taken.withLock { $0 -= size }
            returned.broadcast()
            returned.unlock()
        }
        return try body()
    }
}
