import Cores
import Testing

@Suite("Work on all cores")
struct ConcurrentMapTests {
    @Test func resultsStandInOrder() {
        let squares = concurrentMap(count: 1000) { String($0 * $0) }
        #expect(squares == (0..<1000).map { String($0 * $0) })
        #expect(concurrentMap(count: 0) { $0 }.isEmpty)
    }
}
