import Diagnostics
import Dispatch
import Foundation
import Synchronization

/// A belt between a thread that makes things and threads that use them; it never holds more than so many.
///
/// Whoever is faster waits for the other. Both sides may end it.
final class Conveyor<Element: Sendable>: Sendable {
    private struct State {
        var waiting: [Element] = []
        /// Nothing more will be taken off.
        var isStopped = false
    }

    private let state = Mutex(State())
    /// Counts free places, and things that wait.
    private let places = DispatchSemaphore(value: 0)
    private let things = DispatchSemaphore(value: 0)

    /// Creates a belt with room for `capacity` things.
    init(capacity: Int) {
        precondition(capacity > 0, "a belt has a place")
        // A semaphore may not end below what it began with.
        for _ in 0..<capacity { places.signal() }
    }

    /// Puts on one thing when there is a place; false when nobody takes it any more.
    func put(_ element: Element) -> Bool {
        places.wait()
        let isTaken = state.withLock { state in
            if !state.isStopped { state.waiting.append(element) }
            return !state.isStopped
        }
        // The next call must not wait for a place that never comes.
        if isTaken { things.signal() } else { places.signal() }
        return isTaken
    }

    /// Takes off the next thing; nil when there are no more.
    func take() -> Element? {
        things.wait()
        let element: Element? = state.withLock { state in
            state.isStopped || state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
        // Whoever else waits is to see the end as well.
        if element == nil { things.signal() } else { places.signal() }
        return element
    }

    /// Tells the users that no more will come: one of them finds the belt empty, and tells the next.
    func complete() { things.signal() }

    /// Tells both sides that no more will be taken; what waits is dropped.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            state.waiting = []
        }
        places.signal()
        things.signal()
    }
}

extension Range<Int> {
    /// Makes a thing for each number on this thread, and meanwhile uses those that are made on others.
    ///
    /// Things are taken up in order; with one user they are used in order too.
    ///
    /// - Parameters:
    ///   - capacity: Things that may wait at most.
    ///   - users: Threads that use them.
    ///   - make: Called on this thread: OpenGL draws where it was started.
    ///   - abandon: Called when `make` fails, before the users are waited for: frees one that is stuck.
    /// - Throws: the first problem on either side, when all users have ended.
    func conveyed<Element: Sendable>(
        capacity: Int, users: Int, make: (Int) throws(Problem) -> Element, abandon: () -> Void = {},
        use: @escaping @Sendable (Int, Element) throws(Problem) -> Void
    ) throws(Problem) {
        let belt = Conveyor<(Int, Element)>(capacity: capacity)
        var failure: Problem?
        let ended = DispatchSemaphore(value: 0)
        let first = FirstProblem()
        for _ in 0..<users {
            Thread.detachNewThread {
                while let (number, element) = belt.take() {
                    do throws(Problem) {
                        try use(number, element)
                    } catch {
                        first.note(error)
                        belt.stop()
                    }
                }
                ended.signal()
            }
        }
        do throws(Problem) {
            for number in self {
                guard belt.put((number, try make(number))) else { break }
            }
            belt.complete()
        } catch {
            failure = error
            belt.stop()
            abandon()
        }
        for _ in 0..<users { ended.wait() }
        if let problem = failure ?? first.problem { throw problem }
    }
}

/// What went wrong first on any of several threads.
private final class FirstProblem: Sendable {
    private let state = Mutex<Problem?>(nil)

    func note(_ problem: Problem) { state.withLock { $0 = $0 ?? problem } }

    var problem: Problem? { state.withLock { $0 } }
}
