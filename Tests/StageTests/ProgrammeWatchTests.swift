import Diagnostics
import Foundation
import Synchronization
import Testing

@testable import Stage

@Suite("What the viewer shows is read anew when it changes")
struct ProgrammeWatchTests {
    /// A disk with one file on it that can change and be damaged.
    private final class Disk: Sendable {
        let state = Mutex((names: ["a"], isDamaged: false, decisions: [String]()))

        func programme() -> Programme {
            Programme(
                load: { () throws(Problem) in
                    let (names, isDamaged, _) = self.state.withLock { $0 }
                    if isDamaged { throw Problem("the file is cut off", remedy: "write it again") }
                    return names.map {
                        Take(id: $0, performer: Performer(clip: Dancers.still(), name: $0), group: "")
                    }
                },
                stamp: { self.state.withLock { "\($0.names) \($0.isDamaged)" } },
                decide: { (decision, take) throws(Problem) in
                    guard decision != .accept else { throw Problem("no piece keeps this", remedy: "add it") }
                    self.state.withLock { $0.decisions.append(take) }
                    return "rejected \(take)"
                })
        }
    }

    /// The next news, waited for as long as a slow machine may take.
    private func next(_ watch: ProgrammeWatch) throws -> ProgrammeWatch.News {
        for _ in 0..<2000 {
            if let first = watch.news().first { return first }
            usleep(5000)
        }
        throw Problem("there are no news", remedy: "look at ProgrammeWatch")
    }

    @Test("A file that changes is read; one that cannot be read is told of, and read when it is whole again")
    func changes() throws {
        let disk = Disk()
        let watch = ProgrammeWatch(disk.programme())
        #expect(try watch.first().map(\.id) == ["a"])
        watch.begin {}
        defer { watch.end() }
        disk.state.withLock { $0.isDamaged = true }
        guard case .unreadable(let problem) = try next(watch) else { throw Problem("not told", remedy: "") }
        #expect(problem.what == "the file is cut off")
        disk.state.withLock { ($0.names, $0.isDamaged) = (["a", "b"], false) }
        guard case .takes(let takes) = try next(watch) else { throw Problem("not read", remedy: "") }
        #expect(takes.map(\.id) == ["a", "b"])
    }

    @Test("What cannot be read at all is thrown before there is a window")
    func neverRead() throws {
        let disk = Disk()
        disk.state.withLock { $0.isDamaged = true }
        #expect(throws: Problem.self) { try ProgrammeWatch(disk.programme()).first() }
    }

    @Test("A decision is written, what it changed is read, and then it is told")
    func decides() throws {
        let disk = Disk()
        let watch = ProgrammeWatch(disk.programme())
        _ = try watch.first()
        watch.decide(.reject, about: "a")
        guard case .takes = try next(watch) else { throw Problem("not read", remedy: "") }
        watch.decide(.accept, about: "a")
        for _ in 0..<2000 where disk.state.withLock({ $0.decisions.isEmpty }) { usleep(5000) }
        #expect(disk.state.withLock { $0.decisions } == ["a"])
    }
}
