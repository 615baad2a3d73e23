import BVHFormat
import Diagnostics
import GitStore
import Pieces
import Testing

/// What people note stays with what they noted it about.
@Suite struct NoteTests {
    let studio: Studio
    var piece: Piece { studio.piece }

    init() throws {
        studio = try Studio()
        try piece.add(.phrase(), as: "opening", source: "opening.bvh", by: .ana(1))
        try piece.keep(.proposals(after: "opening"), by: .ana(2))
    }

    @Test func aNoteOnAProposalGoesWithItIntoThePiece() throws {
        try piece.note("  softer landing ", onProposal: 2, by: .ben(3))
        try studio.expectSound("note")
        try piece.note("again with breath", onProposal: 2, by: .ana(4))
        #expect(
            try piece.draft().proposals.map(\.notes) == [[], ["softer landing", "again with breath"], []])
        #expect(
            try piece.operations(limit: 1).first?.summary
                == "noted on proposal 2 after opening: again with breath")
        try piece.accept(2, as: "falling", by: .ana(5))
        #expect(try piece.phrase("falling").ledger?.notes == ["softer landing", "again with breath"])
        try piece.accept(1, as: "rising", by: .ana(6))
        #expect(try piece.phrase("rising").ledger?.notes == [])
    }

    @Test func aNoteOnAPhraseIsSavedWithIt() throws {
        try piece.save("opening", by: .ana(3))
        try piece.note("quieter than this", onPhrase: "Opening", by: .ana(4))
        #expect(try piece.phrase("opening").ledger?.notes == ["quieter than this"])
        #expect(try piece.status().unsaved.map(\.description) == ["changed notes on opening"])
        try studio.expectSound("note")
    }

    @Test func aNoteIsTakenBackLikeAnythingElse() throws {
        try piece.note("no", onProposal: 1, by: .ana(3))
        #expect(try piece.undo(by: .ana(4)).summary == "undid: noted on proposal 1 after opening: no")
        #expect(try piece.draft().proposals[0].notes == [])
        try piece.redo(by: .ana(5))
        #expect(try piece.draft().proposals[0].notes == ["no"])
    }

    @Test func aDecisionLeavesNotesAlone() throws {
        try piece.note("not yet", onProposal: 3, by: .ana(3))
        try piece.reject([3], by: .ana(4))
        #expect(try piece.draft().proposals[2].notes == ["not yet"])
    }

    @Test func whatIsNoNoteIsRefused() throws {
        for text in ["", " \n ", String(repeating: "long ", count: 1000)] {
            #expect(throws: Problem.self) { try piece.note(text, onProposal: 1, by: .ana(3)) }
        }
        #expect(throws: Problem.self) { try piece.note("who", onProposal: 4, by: .ana(3)) }
        #expect(throws: Problem.self) { try piece.note("who", onPhrase: "closing", by: .ana(3)) }
    }
}
