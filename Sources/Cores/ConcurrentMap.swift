import Dispatch

/// The results of `body` for 0 ..< `count`, computed on all cores.
///
/// Each index is one piece of work whatever the number of cores and however they are scheduled, so a `body` that
/// depends on its index alone gives the same results everywhere. Returns when all are done.
public func concurrentMap<Result: Sendable>(
    count: Int, _ body: @Sendable (_ index: Int) -> Result
) -> [Result] {
    [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
        // Each index writes its own slot and none reads another's.
        nonisolated(unsafe) let slots = buffer
        DispatchQueue.concurrentPerform(iterations: count) { index in
            (slots.baseAddress! + index).initialize(to: body(index))
        }
        initialized = count
    }
}
