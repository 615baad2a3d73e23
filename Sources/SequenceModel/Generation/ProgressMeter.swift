import Synchronization

/// Counts steps of many workers and reports the share done, one report at a time and never falling.
final class ProgressMeter: Sendable {
    private let done = Mutex(0)
    private let total: Int
    private let report: @Sendable (Double) -> Void

    init(total: Int, report: @escaping @Sendable (Double) -> Void) {
        self.total = total
        self.report = report
    }

    func advance(by count: Int = 1) {
        done.withLock { done in
            done += count
            report(Double(done) / Double(total))
        }
    }
}
