import BVHFormat
import Diagnostics
import Foundation
import GitStore
import Pieces
import Testing

@Suite struct UndoTests {
    let studio: Studio
    var piece: Piece { studio.piece }

    init() throws { studio = try Studio() }

    /// What undo must bring back exactly: the files, the branches and drafts, and the current branch.
    private struct State: Equatable {
        var contents: [String: Data]
        var references: String
        var branch: String
    }

    private func state() throws -> State {
        State(
            contents: try studio.contents(),
            references: try studio.git(
                "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/choreo/drafts"),
            branch: try studio.git("symbolic-ref", "HEAD"))
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func undoLeadsBackThroughAnySequenceAndRedoForthAgain(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var states = [try state()]
        var kinds: [String] = []
        for step in 0..<14 {
            let kind = try perform(&dice, at: Int64(step * 10), beginning: step < 2)
            guard let kind else { continue }
            kinds.append(kind)
            states.append(try state())
            try studio.expectSound("\(kind), seed \(seed), steps \(kinds)")
        }
        #expect(kinds.count > 3, "seed \(seed) did too little")
        #expect(try piece.operations().count == kinds.count)

        for index in states.indices.dropLast().reversed() {
            try studio.reopen().undo(by: .ana(1000))
            #expect(try state() == states[index], "undo of \(kinds[index]), seed \(seed)")
        }
        try studio.expectSound("undoing everything, seed \(seed)")
        #expect(problem { try piece.undo(by: .ana()) }?.what == "there is nothing to undo")

        for index in states.indices.dropFirst() {
            try studio.reopen().redo(by: .ana(2000))
            #expect(try state() == states[index], "redo of \(kinds[index - 1]), seed \(seed)")
        }
        try studio.expectSound("redoing everything, seed \(seed)")
        #expect(problem { try piece.redo(by: .ana()) }?.what == "there is nothing to redo")
    }

    /// Does one thing at random; returns its name, or nil when the piece refused, which must change nothing.
    ///
    /// - Parameter isBeginning: Whether to do something from which other things can follow.
    private func perform(
        _ dice: inout Dice, at second: Int64, beginning isBeginning: Bool
    ) throws -> String? {
        let kinds =
            isBeginning
            ? ["add", "propose"]
            : [
                "add", "add", "propose", "accept", "accept", "reject", "save", "save", "branch", "switch",
                "restore",
            ]
        let kind = kinds[dice.roll(kinds.count)]
        let before = try state()
        let count = try piece.operations().count
        let author = try Signature.ana(second)
        let phrases = try piece.phraseNames()
        let names = ["arc", "bow", "curl", "dip", "echo", "fall"]
        let name = names[dice.roll(names.count)]
        let number = 1 + dice.roll(3)
        do {
            switch kind {
            case "add": try piece.add(.phrase(lean: Double(dice.roll(90))), as: name, by: author)
            case "propose":
                let parent = phrases.isEmpty ? name : phrases[dice.roll(phrases.count)]
                try piece.keep(.proposals(after: parent, seed: UInt64(dice.roll(1000))), by: author)
            case "accept": try piece.accept(number, as: name, by: author)
            case "reject": try piece.reject([number], by: author)
            case "save": try piece.save("at \(second)", by: author)
            case "branch": try piece.branch("\(name)-\(number)", by: author)
            case "switch":
                let branches = try piece.branches()
                try piece.switch(to: branches[dice.roll(branches.count)].name, by: author)
            default:
                let versions = try piece.history()
                try piece.restore(versions[dice.roll(versions.count)].id.short, by: author)
            }
        } catch {
            #expect(try state() == before, "a refused \(kind) left something behind")
            return nil
        }
        // Some requests are fulfilled already: a switch to the current branch, a restore of what is there.
        return try piece.operations().count == count ? nil : kind
    }

    @Test func undoAfterRedoAndNewWorkFollowsWhatWasDone() throws {
        try piece.add(.phrase(), as: "a", by: .ana(1))
        try piece.add(.phrase(lean: 2), as: "b", by: .ana(2))
        try piece.undo(by: .ana(3))
        try piece.undo(by: .ana(4))
        #expect(try piece.redo(by: .ana(5)).summary == "redid: added a")
        #expect(try piece.phraseNames() == ["a"])
        try piece.add(.phrase(lean: 3), as: "c", by: .ana(6))
        // New work ends the way forward to b, and undo goes back over c to a.
        #expect(throws: Problem.self) { try piece.redo(by: .ana(7)) }
        #expect(try piece.undo(by: .ana(8)).summary == "undid: added c")
        #expect(try piece.phraseNames() == ["a"])
        #expect(try piece.undo(by: .ana(9)).summary == "undid: added a")
        #expect(try piece.phraseNames() == [])
    }

    @Test func undoLeavesAloneWhatItsOperationDidNotTouch() throws {
        try piece.add(.phrase(), as: "a", by: .ana(1))
        let edited = try #require(studio.read("piece.json")).replacing(
            "\"tempo\": null", with: "\"tempo\": 96")
        try piece.add(.phrase(lean: 2), as: "b", by: .ana(2))
        try studio.write(edited, to: "piece.json")
        let reversal = try piece.undo(by: .ana(3))
        #expect(reversal.setAside == [])
        #expect(try piece.settings().tempo == 96)
        #expect(try piece.phraseNames() == ["a"])
    }

    @Test func workByHandThatUndoSetsAsideComesBackWithRedo() throws {
        try piece.add(.phrase(), as: "a", by: .ana(1))
        let byHand = BVHDocument.phrase(lean: 5)
        try studio.write(byHand, to: "phrases/a.bvh")
        let reversal = try piece.undo(by: .ana(2))
        #expect(reversal.setAside == ["phrases/a.bvh"])
        #expect(studio.read("phrases/a.bvh") == nil)
        try piece.redo(by: .ana(3))
        #expect(try piece.phrase("a").document() == byHand)
    }

    @Test func aSaveUndoneLeavesItsWorkUnsaved() throws {
        try piece.add(.phrase(), as: "a", by: .ana(1))
        let before = try studio.git("status", "--porcelain")
        try piece.save("a", by: .ana(2))
        try piece.undo(by: .ana(3))
        #expect(try studio.git("status", "--porcelain") == before)
        #expect(try piece.history().count == 1)
        try piece.save("a, again", by: .ana(4))
        try studio.expectSound("saving again")
    }

    @Test func whatPlainGitDidCanBeUndoneToo() throws {
        try piece.add(.phrase(), as: "a", by: .ana(1))
        try studio.git("add", ".")
        try studio.git("commit", "--quiet", "-m", "with plain git")
        let saved = try state()
        #expect(try piece.status().unsaved.isEmpty)
        try piece.add(.phrase(lean: 2), as: "b", by: .ana(2))
        try studio.expectSound("add after a commit with git")
        #expect(try piece.operations().map(\.kind) == [.add, .outside, .add])
        try piece.undo(by: .ana(3))
        #expect(try state() == saved)
        try piece.undo(by: .ana(4))
        #expect(try piece.history().count == 1)
        #expect(try piece.phraseNames() == ["a"])
        try studio.expectSound("undo of a commit with git")
    }

    @Test func filesOfOthersAreKeptThroughSaveAndSwitch() throws {
        try studio.write("notes", to: "README.md")
        try studio.git("add", "README.md")
        try studio.git("commit", "--quiet", "-m", "a readme")
        try piece.branch("other", by: .ana(1))
        try studio.write("other notes", to: "README.md")
        try studio.git("commit", "--quiet", "-am", "another readme")
        try studio.write("scratch", to: "scratch.txt")
        try piece.add(.phrase(), as: "a", by: .ana(2))
        try piece.save("a", by: .ana(3))
        #expect(try studio.git("ls-tree", "--name-only", "HEAD").contains("scratch") == false)
        try piece.switch(to: "main", by: .ana(4))
        #expect(studio.read("README.md") == "notes")
        #expect(studio.read("scratch.txt") == "scratch")
        #expect(try studio.git("status", "--porcelain") == "?? scratch.txt")

        // An unsaved change to such a file is not ours to throw away.
        try studio.write("new notes", to: "README.md")
        let found = try #require(problem { try piece.switch(to: "other", by: .ana(5)) })
        #expect(found.what == "unsaved changes in `README.md` would be lost")
        #expect(studio.read("README.md") == "new notes")
        #expect(try piece.phraseNames() == [])
        #expect(try studio.git("branch", "--show-current") == "main")
    }
}

/// A small seeded generator (SplitMix64), so that a failing sequence can be run again.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((z ^ (z >> 31)) % UInt64(sides))
    }
}
