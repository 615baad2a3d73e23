import Synchronization

/// Counts pieces of work of many workers and reports the share done, one report at a time and never falling.
final class Counter: Sendable {
    private let done = Mutex(0)
    private let total: Int
    private let report: @Sendable (Double) -> Void

    init(total: Int, report: @escaping @Sendable (Double) -> Void) {
        self.total = max(total, 1)
        self.report = report
    }

    func advance() {
        done.withLock { done in
            done += 1
            report(Double(done) / Double(total))
        }
    }
}
