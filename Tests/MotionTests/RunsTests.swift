import Testing

@testable import Motion

@Suite("Neighbours that are flagged are taken together")
struct RunsTests {
    @Test func runs() {
        #expect([Bool]().runs.isEmpty && [false, false].runs.isEmpty)
        #expect([true, true, false, true].runs == [0..<2, 3..<4])
        #expect([false, true, false, false, true, true].runs == [1..<2, 4..<6])
    }
}
