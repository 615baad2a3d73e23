import Diagnostics
import Dispatch
import Synchronization

/// Reads a programme, and reads it anew when its files have changed, on a thread of its own.
///
/// The window's thread asks for ``news()``; ``wake`` is called when there are some.
final class ProgrammeWatch: Sendable {
    /// What was found since the last look.
    enum News: Sendable {
        case takes([Take])
        /// The files have changed but cannot be read; what was read before stays.
        case unreadable(Problem)
        /// A decision was written down.
        case decided(String)
        /// A decision could not be written down.
        case refused(Problem)
        case measured(EffectReport, take: String)
    }

    private struct Inbox {
        var news: [News] = []
        /// Takes whose lanes were asked for since they were read.
        var measured: Set<String> = []
        /// Counts readings, so that lanes of an older one are not taken for new.
        var version = 0
        var isOver = false
        /// Called when there are news.
        var wake: @Sendable () -> Void = {}
    }

    private let programme: Programme
    private let queue = DispatchQueue(label: "choreo.programme")
    /// Measuring takes long, and must not hold up a decision.
    private let measuring = DispatchQueue(label: "choreo.programme.measuring", qos: .utility)
    private let inbox = Mutex(Inbox())

    /// How often files are looked at, seconds.
    private static let interval = 0.4

    /// Begins to read.
    init(_ programme: Programme) {
        self.programme = programme
        queue.async { self.read(stamped: programme.stamp()) }
    }

    /// The first reading; waits for it.
    ///
    /// - Throws: ``Problem`` that it met.
    func first() throws(Problem) -> [Take] {
        // The queue is serial: what comes after the reading finds it done.
        queue.sync {}
        for item in news() {
            switch item {
            case .takes(let takes): return takes
            case .unreadable(let problem): throw problem
            default: continue
            }
        }
        preconditionFailure("the first reading has an outcome")
    }

    /// Looks after files from now on, and calls `wake` when there are news.
    func begin(wake: @escaping @Sendable () -> Void) {
        inbox.withLock { $0.wake = wake }
        look(after: nil)
    }

    /// Ends; `wake` is not called any more.
    func end() {
        inbox.withLock {
            $0.isOver = true
            $0.wake = {}
        }
    }

    /// What was found since the last look.
    func news() -> [News] {
        inbox.withLock { inbox in
            defer { inbox.news = [] }
            return inbox.news
        }
    }

    /// Writes down a decision, and reads what it changed.
    func decide(_ decision: Programme.Decision, about take: String) {
        queue.async {
            do throws(Problem) {
                let told = try self.programme.decide(decision, take)
                // Before the words, so that the picture that shows them shows what they tell of.
                self.read(stamped: self.programme.stamp())
                self.post(.decided(told))
            } catch {
                self.post(.refused(error))
            }
        }
    }

    /// Measures a take, unless that was asked for already.
    func measure(_ take: Take) {
        let version = inbox.withLock { inbox in
            inbox.measured.insert(take.id).inserted ? inbox.version : nil
        }
        guard let version else { return }
        measuring.async {
            guard self.inbox.withLock({ $0.version == version && !$0.isOver }) else { return }
            self.post(.measured(take.measure(), take: take.id))
        }
    }

    // MARK: On the queue

    private func read(stamped stamp: String) {
        do throws(Problem) {
            let takes = try programme.load()
            inbox.withLock {
                $0.version += 1
                $0.measured = []
            }
            post(.takes(takes))
        } catch {
            post(.unreadable(error))
        }
        current.withLock { $0 = stamp }
    }

    /// The stamp of the last reading.
    private let current = Mutex("")

    private func look(after last: String?) {
        queue.asyncAfter(deadline: .now() + Self.interval) {
            guard !self.inbox.withLock({ $0.isOver }) else { return }
            let stamp = self.programme.stamp()
            // Read once it has stayed the same for a while: a file that grows is not done.
            if stamp == last, stamp != self.current.withLock({ $0 }) { self.read(stamped: stamp) }
            self.look(after: stamp)
        }
    }

    private func post(_ item: News) {
        let wake = inbox.withLock { inbox in
            inbox.news.append(item)
            return inbox.wake
        }
        wake()
    }
}
