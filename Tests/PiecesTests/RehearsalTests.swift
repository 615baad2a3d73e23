import BVHFormat
import Diagnostics
import GitStore
import Pieces
import Testing

/// A whole rehearsal, with plain git looking on after every step.
@Suite struct RehearsalTests {
    let studio: Studio
    var piece: Piece { studio.piece }

    init() throws { studio = try Studio() }

    @Test func aNewPieceIsAFolderWithAFirstSave() throws {
        try studio.expectSound("new")
        #expect(piece.folder == studio.folder + "/night-train")
        #expect(try studio.git("log", "--format=%an: %s") == "Ana: Begin Night Train")
        #expect(try studio.git("ls-files") == "piece.json\ntimeline.json")
        #expect(try piece.settings().title == "Night Train")
        #expect(
            studio.read("piece.json") == """
                {
                  "dancers": [
                    "A"
                  ],
                  "defaultRig": null,
                  "format": 1,
                  "rate": null,
                  "stage": {
                    "depth": 10,
                    "width": 12
                  },
                  "tempo": null,
                  "title": "Night Train"
                }

                """)
    }

    @Test func aPieceGrowsBranchesAndGoesBack() throws {
        let opening = BVHDocument.phrase()
        let added = try piece.add(opening, as: "opening", source: "opening.bvh", by: .ana(1))
        try studio.expectSound("add")
        #expect(added.placement?.start == .seconds(0))
        #expect(try piece.phrase("Opening").document() == opening)
        #expect(try piece.settings().frameRate == 10)
        #expect(try piece.settings().defaultRig == "opening")
        #expect(studio.read("rigs/opening.bvh") != nil)

        let draft = try piece.keep(.proposals(after: "opening"), by: .ana(2))
        try studio.expectSound("propose")
        #expect(draft.name == "opening")
        #expect(draft.waiting == 3)
        #expect(try piece.proposal(2).frameCount == 10)
        #expect(try studio.git("status", "--porcelain", "-uall").contains("proposal") == false)

        let accepted = try piece.accept(3, as: "falling", by: .ben(3))
        try studio.expectSound("accept")
        #expect(accepted.placement?.start == .seconds(2))
        let span = try #require(try piece.phrase("falling").ledger?.spans.first)
        let movement = try #require(try piece.phrase("opening").ledger?.movement)
        #expect(
            span.origin
                == .proposed(
                    Origin.Proposed(
                        checkpoint: "sha256:abc", seed: 10, command: "choreo propose --after opening",
                        version: "0.1.0", parent: Origin.Parent(phrase: "opening", movement: movement),
                        acceptedBy: "Ben", acceptedAt: 1_700_000_003)))
        #expect(movement.hex == (try studio.git("hash-object", "phrases/opening.bvh")))

        try piece.reject([1], by: .ana(4))
        try studio.expectSound("reject")
        #expect(try piece.draft().waiting == 1)
        #expect(try piece.draft().proposals[0].decision?.verdict == .rejected)
        #expect(try piece.proposal(1) == NewDraft.proposals(after: "opening").proposals[0].document)

        let saved = try piece.save("falling after the opening", by: .ana(5))
        try studio.expectSound("save")
        #expect(try studio.git("status", "--porcelain") == "")
        #expect(
            try studio.git("log", "-1", "--format=%H %s") == "\(saved.version.id) falling after the opening")
        #expect(
            saved.version.changes.map(\.description) == [
                "added phrase falling", "added phrase opening", "changed the piece's settings",
                "added rig opening", "changed the timeline",
            ])

        try piece.branch("quieter", by: .ana(6))
        try studio.expectSound("branch")
        try piece.accept(2, as: "rising", by: .ana(7))
        try piece.save(by: .ana(8))
        try studio.expectSound("save on the branch")
        #expect(try studio.git("log", "-1", "--format=%s") == "added phrase rising")
        let quieter = try studio.contents()

        let changes = try piece.switch(to: "main", by: .ana(9))
        try studio.expectSound("switch")
        #expect(changes.map(\.description).sorted() == ["changed the timeline", "removed phrase rising"])
        #expect(try piece.phraseNames() == ["falling", "opening"])

        try piece.undo(by: .ana(10))
        try studio.expectSound("undo of switch")
        #expect(try studio.contents() == quieter)
        #expect(try piece.status().branch == "quieter")

        #expect(try piece.branches().map(\.name) == ["main", "quieter"])
        #expect(try piece.history().map(\.message).last == "Begin Night Train")
    }

    @Test func aClonedPieceIsAPiece() throws {
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        try piece.save("the opening", by: .ana(2))
        try piece.keep(.proposals(after: "opening"), by: .ana(3))
        try studio.git("clone", "--quiet", ".", "../copy")
        let copy = try Piece(at: studio.folder + "/copy")
        #expect(try copy.phraseNames() == ["opening"])
        #expect(try copy.drafts().isEmpty)
        #expect(try copy.history() == piece.history())
        try copy.add(.phrase(lean: 2), as: "second", by: .ben(4))
        try copy.undo(by: .ben(5))
        #expect(try copy.phraseNames() == ["opening"])
    }

    @Test func everythingSurvivesGitsOwnHousekeeping() throws {
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        try piece.keep(.proposals(after: "opening"), by: .ana(2))
        try piece.accept(1, as: "falling", by: .ana(3))
        try piece.save("both", by: .ana(4))
        let both = try studio.contents()
        for step in 0..<4 { try piece.undo(by: .ana(5 + Int64(step))) }
        try studio.git(
            "-c", "gc.reflogExpire=now", "-c", "gc.pruneExpire=now", "gc", "--quiet", "--prune=now")
        try studio.expectSound("gc")
        for step in 0..<4 { try studio.reopen().redo(by: .ana(10 + Int64(step))) }
        try studio.expectSound("redo after gc")
        #expect(try studio.contents() == both)
        #expect(try piece.draft().proposals[0].decision?.verdict == .accepted(as: "falling"))
    }

    @Test func aPieceIsFoundFromAFolderBelow() throws {
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        #expect(try Piece.enclosing(piece.folder + "/phrases").folder == piece.folder)
        #expect(try Piece.enclosing(piece.folder + "/phrases/../phrases/").folder == piece.folder)
    }

    @Test func creditsSumToOne() throws {
        try piece.add(.phrase(frames: 20), as: "opening", by: .ana(1))
        try piece.add(.phrase(frames: 10, lean: 3), as: "turn", by: .ben(2))
        try piece.keep(.proposals(after: "opening"), by: .ana(3))
        try piece.accept(1, as: "falling", by: .ana(4))
        try studio.write(.phrase(lean: 9), to: "phrases/byhand.bvh")
        let credits = try piece.credits()
        #expect(credits.unaccounted == ["byhand"])
        #expect(credits.contributions.map(\.contributor) == ["Ana", "Ben", "sha256:abc"])
        #expect(credits.contributions.map(\.share) == [0.5, 0.25, 0.25])
        #expect(credits.contributions[2].acceptedBy == ["Ana"])
        #expect(credits.contributions[2].phrases == ["falling"])
    }

    @Test func theAuthorIsWhoGitSaysUnlessNamed() throws {
        try studio.git("config", "user.name", "Ana Lima")
        try studio.git("config", "user.email", "ana@example.org")
        #expect(try piece.author().name == "Ana Lima")
        #expect(try piece.author().email == "ana@example.org")
        #expect(try piece.author(named: "Ben").email == "ben@localhost")
        let cleo = try piece.author(named: "Cleo Ito <cleo@example.org>")
        #expect(cleo.name == "Cleo Ito")
        #expect(cleo.email == "cleo@example.org")
        #expect(throws: Problem.self) { try piece.author(named: "\u{1b}[31mRed") }
        #expect(throws: Problem.self) { try piece.author(named: " ") }
    }
}
