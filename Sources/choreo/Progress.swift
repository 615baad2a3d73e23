import Foundation
import Synchronization

/// Tells on stderr how far a longer work is: the share done, the time left, and the rate where things are counted.
///
/// On a terminal one line rewrites itself; elsewhere a line comes every ten seconds, so that a log stays short. Work
/// that is done within a second says nothing.
final class Progress: Sendable {
    private struct State {
        var lastTold: ContinuousClock.Instant
        var hasLine = false
    }

    private let title: String
    private let start: ContinuousClock.Instant
    private let state: Mutex<State>

    /// Begins to count; `title` says what is being done.
    init(_ title: String) {
        self.title = title
        start = ContinuousClock.now
        state = Mutex(State(lastTold: start))
    }

    /// Tells that a share of the work, 0 … 1, is done; may be called from any thread.
    func update(_ share: Double) { tell(share) { _ in "" } }

    /// Tells that so many of `count` things are done; may be called from any thread.
    ///
    /// - Parameter things: What they are, such as `frames`.
    func update(_ done: Int, of count: Int, _ things: String) {
        tell(Double(done) / Double(max(count, 1))) { seconds in
            String(format: ", %.1f %@/s", Double(done) / seconds, things)
        }
    }

    private func tell(_ share: Double, rate: (_ seconds: Double) -> String) {
        state.withLock { state in
            let now = ContinuousClock.now
            let pause: Duration = Console.isTerminal ? .milliseconds(200) : .seconds(10)
            guard now - start > .seconds(1), now - state.lastTold > pause, share > 0 else { return }
            state.lastTold = now
            let seconds = (now - start).seconds
            let left = seconds * (1 - share) / share
            let text = String(
                format: "%@ %3.0f %%%@, %.0f s left", title, 100 * share, rate(seconds), left.rounded(.up))
            if Console.isTerminal {
                state.hasLine = true
                Console.raw("\r\(text)\u{1B}[K")
            } else {
                Console.error(text)
            }
        }
    }

    /// Removes the line.
    func end() {
        state.withLock { state in
            if state.hasLine { Console.raw("\r\u{1B}[K") }
            state.hasLine = false
        }
    }
}

extension Duration {
    /// The duration in seconds.
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
