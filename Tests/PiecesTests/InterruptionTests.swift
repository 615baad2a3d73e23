import BVHFormat
import Diagnostics
import Foundation
import GitStore
import Testing

@testable import Pieces

/// A command may be killed at any moment: the next one finds the piece as it was before it, and works.
@Suite struct InterruptionTests {
    let studio: Studio

    init() throws {
        studio = try Studio()
        try studio.piece.add(.phrase(), as: "opening", by: .ana(1))
        try studio.piece.keep(.proposals(after: "opening"), by: .ana(2))
        try studio.piece.save("the opening", by: .ana(3))
        try studio.piece.branch("other", by: .ana(4))
        try studio.piece.accept(1, as: "falling", by: .ana(5))
        try studio.piece.save("falling", by: .ana(6))
    }

    /// What a killed process leaves beside its work: its number in the lock.
    private func leaveLock() throws { try studio.write("99999", to: ".git/choreo.lock") }

    private func references() throws -> String {
        try studio.git(
            "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/choreo/drafts")
            + (try studio.git("symbolic-ref", "HEAD"))
    }

    @Test(
        arguments: Piece.Step.allCases,
        ["accept", "save", "branch", "switch", "undo"])
    func aKilledOperationIsDoneOrNotDone(step: Piece.Step, kind: String) throws {
        if kind == "save" { try studio.piece.accept(2, as: "rising", by: .ana(7)) }
        let (files, references) = (try studio.contents(), try references())

        let dying = try Piece(at: studio.piece.folder)
        dying.diesBefore = step
        let killed = problem {
            switch kind {
            case "accept": try dying.accept(3, as: "turn", by: .ana(8))
            case "save": try dying.save("rising", by: .ana(8))
            case "branch": try dying.branch("third", by: .ana(8))
            case "switch": try dying.switch(to: "main", by: .ana(8))
            default: try dying.undo(by: .ana(8))
            }
        }
        #expect(killed?.what == "killed before \(step)")
        try leaveLock()

        _ = try studio.reopen()
        if step == .concluding {
            #expect(try self.references() != references || studio.contents() != files)
        } else {
            #expect(try studio.contents() == files)
            #expect(try self.references() == references)
        }
        try studio.expectSound("\(kind) killed before \(step)")
        try studio.piece.add(.phrase(lean: 6), as: "next", by: .ana(9))
        try studio.expectSound("the command after that")
        try studio.piece.undo(by: .ana(10))
        #expect(try step == .concluding || studio.contents() == files)
    }

    @Test func aSwitchKilledBetweenTwoFilesGoesBack() throws {
        let files = try studio.contents()
        let dying = try Piece(at: studio.piece.folder)
        dying.diesBefore = .changingFiles
        #expect(throws: Problem.self) { try dying.switch(to: "main", by: .ana(7)) }
        // Of the files that the switch would change, one was removed before the end came.
        try studio.remove("phrases/falling.bvh")
        try studio.write("half", to: "phrases/.123.part.bvh")
        try leaveLock()
        _ = try studio.reopen()
        #expect(try studio.contents() == files)
        try studio.expectSound("going back")
    }

    @Test func whatAPersonChangedAfterTheKillStays() throws {
        let dying = try Piece(at: studio.piece.folder)
        dying.diesBefore = .recording
        #expect(throws: Problem.self) { try dying.add(.phrase(lean: 4), as: "turn", by: .ana(7)) }
        try studio.write(.phrase(lean: 5), to: "phrases/turn.bvh")
        _ = try studio.reopen()
        #expect(try studio.piece.phrase("turn").document() == .phrase(lean: 5))
        #expect(try studio.piece.phrase("turn").ledger == nil)
    }

    @Test func locksThatAKilledCommandHeldAreCleared() throws {
        let dying = try Piece(at: studio.piece.folder)
        dying.diesBefore = .movingReferences
        try studio.piece.accept(2, as: "rising", by: .ana(7))
        #expect(throws: Problem.self) { try dying.save("rising", by: .ana(8)) }
        try studio.write("", to: ".git/refs/heads/other.lock")
        try studio.write("choreo 99999\n", to: ".git/index.lock")
        try leaveLock()
        try studio.reopen().save("rising", by: .ana(9))
        try studio.expectSound("saving after that")
        #expect(try studio.piece.history().first?.message == "rising")
    }

    @Test func aFailureInTheMiddleGoesBackAtOnce() throws {
        // The index is held by git, as during `git commit -a` with an editor open.
        try studio.piece.accept(2, as: "rising", by: .ana(7))
        let (files, references) = (try studio.contents(), try references())
        try studio.write("", to: ".git/index.lock")
        let found = try #require(
            problem { try studio.piece.save("rising", by: .ana(8)) })
        #expect(found.what == "another git program holds the index")
        try studio.remove(".git/index.lock")
        #expect(try studio.contents() == files)
        #expect(try self.references() == references)
        try studio.expectSound("a failed save")
        try studio.piece.save("rising", by: .ana(9))
        try studio.expectSound("the save after that")
    }

    @Test func aPieceIsReadWhileAnotherCommandWorks() throws {
        let other = try GitRepository(opening: studio.piece.folder)
        try other.locked { (_) throws(Problem) in
            let piece = try Piece(at: studio.piece.folder)
            #expect(try piece.phraseNames() == ["falling", "opening"])
        }
    }
}
