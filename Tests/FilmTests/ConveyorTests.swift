import Diagnostics
import Synchronization
import Testing

@testable import Film

@Suite("Pictures are drawn on one thread and used on others")
struct ConveyorTests {
    private let problem = Problem("it broke", remedy: "mend it")

    @Test("One user gets everything in order; several get everything once", arguments: [1, 3])
    func order(users: Int) throws {
        let used = Mutex<[Int]>([])
        try (5..<205).conveyed(
            capacity: 2, users: users, make: { (index) throws(Problem) in index * 2 },
            use: { (index, double) throws(Problem) in
                #expect(double == index * 2)
                used.withLock { $0.append(index) }
            })
        let all = used.withLock { $0 }
        #expect((users == 1 ? all : all.sorted()) == Array(5..<205))
        try (0..<0).conveyed(
            capacity: 1, users: users, make: { (index) throws(Problem) in index },
            use: { (_, _) throws(Problem) in Issue.record("there is nothing to use") })
    }

    @Test("A problem of a user ends the making", arguments: [1, 3])
    func userFails(users: Int) {
        let problem = problem
        var made = 0
        #expect(throws: problem) {
            try (0..<100_000).conveyed(
                capacity: 4, users: users,
                make: { (index) throws(Problem) in
                    made += 1
                    return index
                },
                use: { (index, _) throws(Problem) in if index == 7 { throw problem } })
        }
        #expect(made < 100_000)
    }

    @Test("A problem while making is told after the users have ended, and the stuck one was freed")
    func makerFails() {
        let problem = problem
        let isFreed = Atomic(false)
        #expect(throws: problem) {
            try (0..<100).conveyed(
                capacity: 4, users: 1,
                make: { (index) throws(Problem) in
                    if index == 3 { throw problem }
                    return index
                },
                abandon: { isFreed.store(true, ordering: .sequentiallyConsistent) },
                use: { (_, _) throws(Problem) in
                    while !isFreed.load(ordering: .sequentiallyConsistent) {}
                })
        }
    }
}
