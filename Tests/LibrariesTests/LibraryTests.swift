import Dispatch
import Testing

@testable import Libraries

@Suite("Libraries are loaded when they are first needed")
struct LibraryTests {
    @Test("Every library has every function that is called", arguments: Library.allCases)
    func load(_ library: Library) throws {
        try library.load()
    }

    @Test func manyThreadsMayAskAtOnce() {
        DispatchQueue.concurrentPerform(iterations: 64) { index in
            let library = Library.allCases[index % Library.allCases.count]
            #expect(throws: Never.self) { try library.load() }
        }
    }
}
