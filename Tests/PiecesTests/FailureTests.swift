import BVHFormat
import Diagnostics
import Foundation
import GitStore
import Pieces
import Testing

/// What goes wrong is said in four parts and changes nothing.
@Suite struct FailureTests {
    let studio: Studio
    var piece: Piece { studio.piece }

    init() throws { studio = try Studio() }

    /// The problem of `body`, which must be whole and must have left the piece as it was.
    private func refusal(
        sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) throws -> Problem {
        let (files, operations) = (try studio.contents(), try piece.operations())
        let refused = problem(body)
        let found = try #require(refused, sourceLocation: sourceLocation)
        // An empty word on the command line has no place to point to; everything else has.
        #expect(found.isWhole || found.found == "``", "\(found)", sourceLocation: sourceLocation)
        #expect(try studio.contents() == files, sourceLocation: sourceLocation)
        #expect(try piece.operations() == operations, sourceLocation: sourceLocation)
        try studio.expectSound("a refusal", sourceLocation: sourceLocation)
        return found
    }

    @Test func aFolderThatIsNoPiece() throws {
        for open in [{ (path: String) throws in _ = try Piece(at: path) }, { _ = try Piece.enclosing($0) }] {
            let found = try #require(problem { try open(studio.folder) })
            #expect(found.what == "this folder is not a piece")
            #expect(found.isWhole)
        }
        try FileManager.default.removeItem(atPath: studio.path(".git"))
        let found = try #require(problem { _ = try Piece(at: piece.folder) })
        #expect(found.what == "this piece is not under version control")
    }

    @Test func aPieceWhereNothingCanBeWritten() throws {
        try Data().write(to: URL(fileURLWithPath: studio.folder + "/file"))
        for parent in ["/file", "/file/below", "/nowhere"] {
            let found = try #require(
                problem {
                    _ = try Piece.create(titled: "Day", in: studio.folder + parent, by: .ana())
                })
            #expect(found.isWhole, "\(found)")
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: studio.folder).sorted() == [
                "file", "night-train",
            ])
    }

    @Test(arguments: ["", "   ", "???", "../../etc", "a/b", "con", "\u{1b}[31mred", ".", "--"])
    func aTitleThatGivesNoFolder(title: String) throws {
        #expect(throws: Problem.self) { try Piece.create(titled: title, in: studio.folder, by: .ana()) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: studio.folder) == ["night-train"])
    }

    @Test func aTitleThatIsTaken() throws {
        let found = try refusal {
            _ = try Piece.create(titled: "night  train!", in: studio.folder, by: .ana())
        }
        #expect(found.what == "there is something of this name already")
        let inside = try refusal {
            _ = try Piece.create(titled: "Day", in: studio.piece.folder, by: .ana())
        }
        #expect(inside.what == "a piece cannot be inside another")
    }

    @Test(arguments: ["../x", "a/b", "\u{7}", "", "...", "\u{202e}gnilaf", "x\ny", "nul"])
    func aPhraseNameThatIsNoFileName(name: String) throws {
        _ = try refusal { try piece.add(.phrase(), as: name, by: .ana(1)) }
    }

    @Test func aPhraseNameThatIsTakenInAnyCase() throws {
        try piece.add(.phrase(), as: "Opening", by: .ana(1))
        let found = try refusal {
            try piece.add(.phrase(lean: 2), as: "opening", by: .ana(2))
        }
        #expect(found.remedy == "choose another: --as opening-2")
    }

    @Test func aPhraseWithoutFrames() throws {
        let found = try refusal {
            try piece.add(.phrase(frames: 0), as: "still", by: .ana(1))
        }
        #expect(found.what == "the phrase `still` has no frames")
    }

    @Test func aPhraseThatThereIsNot() throws {
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        let found = try refusal { _ = try piece.phrase("closing") }
        #expect(found.found == "opening")
        _ = try refusal { try piece.keep(.proposals(after: "closing"), by: .ana(2)) }
    }

    @Test func aProposalThatThereIsNot() throws {
        let none = try refusal { try piece.accept(1, by: .ana(1)) }
        #expect(none.what == "there are no proposals here")
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        try piece.keep(.proposals(after: "opening"), by: .ana(2))
        for number in [0, 4, -1, Int.max] {
            let found = try refusal { try piece.accept(number, by: .ana(3)) }
            #expect(found.what == "there is no proposal \(number)")
            #expect(found.expected == "1 to 3, of the draft `opening`")
            _ = try refusal { try piece.reject([number], by: .ana(3)) }
        }
        _ = try refusal { try piece.accept(1, of: "nowhere", by: .ana(3)) }
    }

    @Test func aProposalIsInThePieceOnce() throws {
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        try piece.keep(.proposals(after: "opening"), by: .ana(2))
        try piece.accept(1, as: "falling", by: .ana(3))
        let again = try refusal { try piece.accept(1, as: "again", by: .ana(4)) }
        #expect(again.found == "the phrase `falling`")
        _ = try refusal { try piece.reject([1], by: .ana(4)) }
        try piece.reject([2], by: .ana(5))
        try piece.reject([2], by: .ana(6))
        try piece.accept(2, by: .ana(7))
        #expect(try piece.phraseNames() == ["falling", "opening", "opening-2"])
    }

    @Test func severalAtOnceAreAllOrNone() throws {
        let phrases = ["rise", "sink", "Rise"].map { Piece.NewPhrase(.phrase(), as: $0) }
        _ = try refusal { try piece.add(phrases, by: .ana(1)) }
        #expect(try piece.phraseNames() == [])
        try piece.add(Array(phrases.prefix(2)), by: .ana(2))
        try piece.keep(.proposals(after: "rise"), by: .ana(3))
        _ = try refusal { try piece.accept([2, 3, 2], by: .ana(4)) }
        _ = try refusal { try piece.reject([1, 4], by: .ana(4)) }
        #expect(try piece.draft().waiting == 3)
        try piece.accept([3, 2], by: .ana(5))
        #expect(try piece.timeline().placements.map(\.phrase) == ["rise", "rise-3", "rise-2", "sink"])
        #expect(try piece.timeline().placements.map(\.start.description) == ["0s", "2s", "3s", "4s"])
        try piece.undo(by: .ana(6))
        try piece.undo(by: .ana(7))
        try piece.undo(by: .ana(8))
        #expect(try piece.phraseNames() == [])
    }

    @Test func nobodyAtWork() throws {
        // A name set for the whole machine must not answer here.
        try studio.git("config", "user.name", "")
        let found = try refusal { _ = try piece.author() }
        #expect(found.remedy.contains("--by"))
    }

    @Test func aSaveOfNothing() throws {
        let found = try refusal { try piece.save("nothing", by: .ana(1)) }
        #expect(found.what == "there is nothing to save")
    }

    @Test(arguments: ["", " \n", "\u{1b}[2J"])
    func aMessageWithoutWords(message: String) throws {
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        #expect(throws: Problem.self) { try piece.save(message, by: .ana(2)) }
        #expect(try piece.history().count == 1)
    }

    @Test func aSwitchWithUnsavedWork() throws {
        try piece.branch("other", by: .ana(1))
        try piece.add(.phrase(), as: "opening", by: .ana(2))
        let found = try refusal { try piece.switch(to: "main", by: .ana(3)) }
        #expect(found.what == "unsaved work would be lost")
        #expect(found.found?.contains("added phrase opening") == true)
        #expect(found.remedy == "keep it: choreo save -m \"…\", or drop it: choreo restore")
        try piece.restore(by: .ana(4))
        try piece.switch(to: "main", by: .ana(5))
        try studio.expectSound("switch")
    }

    @Test func aBranchThatThereIsNotOrIsAlready() throws {
        let missing = try refusal { try piece.switch(to: "nowhere", by: .ana(1)) }
        #expect(missing.found == "main")
        for name in ["main", "Main", "main/deeper"] {
            let taken = try refusal { try piece.branch(name, by: .ana(1)) }
            #expect(taken.what == "there is a branch `main` already")
        }
        #expect(throws: Problem.self) { try piece.branch("../x", by: .ana(1)) }
        try piece.switch(to: "main", by: .ana(1))
        #expect(try piece.operations().isEmpty)
    }

    @Test func aVersionThatThereIsNot() throws {
        _ = try refusal { try piece.restore("deadbeef", by: .ana(1)) }
        _ = try refusal { try piece.restore("piece.json", from: "nowhere", by: .ana(1)) }
        _ = try refusal { try piece.restore("../../etc/passwd", by: .ana(1)) }
        let log = try piece.add(.phrase(), as: "a", by: .ana(1))
        #expect(log.phrase == "a")
        _ = try refusal {
            try piece.restore("refs/choreo/operations/log", by: .ana(2))
        }
    }

    @Test func damagedSettingsAreNamedByLineAndCanBeBroughtBack() throws {
        let whole = try #require(studio.read("piece.json"))
        try studio.write(whole.replacing("\"format\": 1,", with: "\"format\": 1"), to: "piece.json")
        for body in [
            { _ = try piece.settings() },
            { try piece.save("x", by: .ana(1)) },
            { try piece.add(.phrase(), as: "a", by: .ana(1)) },
        ] {
            let found = try #require(problem(body))
            #expect(found.place?.path == studio.path("piece.json"))
            #expect(found.place?.line == 7)
            #expect(found.expected == "`,` or `}`")
            #expect(found.remedy.contains("choreo restore piece.json"))
            #expect(found.isWhole)
        }
        try piece.restore("piece.json", by: .ana(2))
        #expect(studio.read("piece.json") == whole)
    }

    @Test func aPieceOfANewerChoreoIsLeftAlone() throws {
        let whole = try #require(studio.read("piece.json"))
        try studio.write(whole.replacing("\"format\": 1", with: "\"format\": 2"), to: "piece.json")
        let found = try #require(problem { try piece.add(.phrase(), as: "a", by: .ana(1)) })
        #expect(found.what == "the file was written by a newer Choreo")
    }

    @Test func aTimelineThatPlacesWhatIsNotThere() throws {
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        try piece.save("the opening", by: .ana(2))
        try studio.remove("phrases/opening.bvh")
        let found = try refusal { try piece.save("gone", by: .ana(3)) }
        #expect(found.what == "the timeline places `opening`, which is not in the piece")
        #expect(found.remedy.contains("choreo restore opening"))
        #expect(try piece.restore("opening", by: .ana(4)).map(\.description) == ["added phrase opening"])
        #expect(try piece.status().unsaved.isEmpty)
    }

    @Test func anotherCommandAtWork() throws {
        let other = try GitRepository(opening: piece.folder)
        try other.locked { (_) throws(Problem) in
            let found = problem {
                try GitRepository(opening: piece.folder).locked(patience: 0) { _ in }
            }
            #expect(found?.what == "another choreo command is working here")
            #expect(found?.isWhole == true)
        }
    }

    @Test func gitInTheMiddleOfAMerge() throws {
        try studio.write(String(repeating: "a", count: 40) + "\n", to: ".git/MERGE_HEAD")
        let found = try #require(problem { try piece.save("x", by: .ana(1)) })
        #expect(found.what == "git is in the middle of a merge here")
        #expect(found.remedy == "finish it with `git merge --continue`, or drop it with `git merge --abort`")
    }

    @Test func anOldVersionLookedAtWithGitTakesNoSave() throws {
        try studio.git("checkout", "--quiet", "--detach")
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        let found = try refusal { try piece.save("x", by: .ana(2)) }
        #expect(found.remedy == "begin one here: choreo branch NAME")
        try piece.branch("from-here", by: .ana(3))
        try piece.save("the opening", by: .ana(4))
        try studio.expectSound("a save after all")
        for step in 0..<3 { try piece.undo(by: .ana(5 + Int64(step))) }
        #expect(try piece.status().branch == nil)
        try studio.expectSound("undoing back to no branch")
    }

    @Test func aFileWithAnUnusableNameIsSaidNotSaved() throws {
        try studio.write(.phrase(), to: "phrases/My Phrase.bvh")
        #expect(try piece.status().passedOver == ["phrases/My Phrase.bvh"])
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        #expect(try piece.save(by: .ana(2)).passedOver == ["phrases/My Phrase.bvh"])
        #expect(try studio.git("status", "--porcelain") == "?? \"phrases/My Phrase.bvh\"")
    }

    @Test func aLinkInPlaceOfThePhrasesIsRefused() throws {
        try FileManager.default.createDirectory(
            atPath: studio.folder + "/outside", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: studio.path("phrases"), withDestinationPath: studio.folder + "/outside")
        #expect(throws: Problem.self) { try piece.add(.phrase(), as: "opening", by: .ana(1)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: studio.folder + "/outside").isEmpty)
    }
}
