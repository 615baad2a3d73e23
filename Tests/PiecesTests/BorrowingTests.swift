import BVHFormat
import Diagnostics
import GitStore
import Testing

@testable import Pieces

/// What was danced before is accounted for as such, wherever it comes in.
@Suite struct BorrowingTests {
    let studio: Studio
    var piece: Piece { studio.piece }

    init() throws {
        studio = try Studio()
        try piece.add(.phrase(), as: "opening", source: "opening.bvh", by: .ana(1))
    }

    private static let digest = String(repeating: "0f", count: 32)

    private static func quoted(_ file: String, _ start: Double, _ end: Double, mirrored: Bool = false)
        -> Quoted
    {
        Quoted(file: file, digest: digest, start: start, end: end, isMirrored: mirrored)
    }

    private static let spans = [
        QuotedSpan(frames: 0..<4, quoted: quoted("solo.bvh", 1.2, 1.6)),
        QuotedSpan(frames: 4..<10, quoted: quoted("sub/duet.bvh", 0.5, 1.1, mirrored: true)),
    ]

    /// A draft of one proposal out of two phrases.
    private static var draft: NewDraft {
        var draft = NewDraft.proposals(after: "opening", count: 1)
        draft.checkpoint = nil
        draft.proposals[0].quoted = spans
        return draft
    }

    private func origins(_ ledger: Ledger) -> [Origin.Proposed] {
        ledger.spans.compactMap { if case .proposed(let origin) = $0.origin { origin } else { nil } }
    }

    @Test func anAcceptedProposalSaysWhichPhraseEachSpanCameFrom() throws {
        try piece.keep(Self.draft, by: .ana(2))
        #expect(try piece.draft().proposals[0].quoted == Self.spans)
        try piece.accept(1, as: "answer", by: .ben(3))
        let ledger = try #require(try piece.phrase("answer").ledger)
        #expect(ledger.spans.map(\.frames) == [0..<4, 4..<10])
        #expect(origins(ledger).map(\.quoted) == Self.spans.map(\.quoted))
        #expect(origins(ledger).allSatisfy { $0.checkpoint == nil && $0.acceptedBy == "Ben" })
        try piece.save(by: .ben(4))
        try studio.expectSound("a proposal out of two phrases")

        // The ledger is written as it is read.
        let text = try #require(studio.read("phrases/answer.json"))
        let again = try Ledger.parse(Array(text.utf8), path: "answer.json")
        #expect(again == ledger)
        #expect(String(decoding: again.serialized(), as: UTF8.self) == text)

        let credits = try piece.credits().contributions
        let quoted = credits.filter(\.isQuoted)
        #expect(quoted.map(\.contributor) == ["sub/duet.bvh", "solo.bvh"])
        #expect(abs(credits.map(\.share).reduce(0, +) - 1) < 1e-12)
    }

    @Test func aProposalPutThereByHandIsAccountedForAlike() throws {
        try piece.keep(Self.draft, by: .ana(2))
        try studio.write(piece.proposal(1), to: "phrases/fall.bvh")
        try piece.save(by: .ben(3))
        let ledger = try #require(try piece.phrase("fall").ledger)
        #expect(origins(ledger).map(\.quoted) == Self.spans.map(\.quoted))
    }

    @Test func stylesStandInTheAccount() throws {
        var draft = NewDraft.proposals(after: "opening", count: 1)
        draft.styles = [
            StyleSource(file: "calm.bvh", digest: Self.digest, weight: 0.5),
            StyleSource(file: "wild: two.bvh", digest: Self.digest, weight: 2),
        ]
        try piece.keep(draft, by: .ana(2))
        try piece.accept(1, as: "answer", by: .ben(3))
        let ledger = try #require(try piece.phrase("answer").ledger)
        #expect(origins(ledger).map(\.styles) == [draft.styles])
        #expect(try Ledger.parse(ledger.serialized(), path: "l") == ledger)
        let credit = try #require(try piece.credits().contributions.first { $0.kind == .proposed })
        #expect(credit.styles == ["calm.bvh", "wild: two.bvh"])
    }

    /// A record beside a file with `context` frames of the phrase before the proposal.
    private func record(_ quoted: String, checkpoint: String = "", context: Int = 0) throws -> ProposalRecord
    {
        let id = try GitRepository.blobID(of: BVHDocument.phrase(lean: 3).serialized()).hex
        let text = """
            {\(checkpoint) "command": "c", "version": "1", "seed": 1, "parent": "opening", "parentMovement": "\(id)",
            "proposals": [{"file": "answer.bvh", "seed": 1, "movement": "\(id)", "contextFrames": \(context),
            "quoted": [\(quoted)]}]}
            """
        return try ProposalRecord(Array(text.utf8), path: "proposals.json")
    }

    private func stretch(_ first: Int, _ last: Int, _ file: String = "solo.bvh") -> String {
        """
        {"frames": [\(first), \(last)], "file": "\(file)", "sha256": "\(Self.digest)", "from": 1, "to": 2.5,
        "mirrored": true}
        """
    }

    @Test func aProposalAddedFromItsFolderKeepsItsSources() throws {
        let record = try record(stretch(6, 12) + "," + stretch(13, 20, "duet.bvh"), context: 5)
        let added = try piece.add(
            [.init(.phrase(lean: 3), as: "answer", source: "answer.bvh", record: record)], by: .ben(3))
        let spans = added[0].account.spans
        #expect(spans.map(\.frames) == [0..<5, 5..<12, 12..<20])
        #expect(spans.map(\.origin.kind) == [.captured, .proposed, .proposed])
        #expect(origins(added[0].account).map(\.quoted?.file) == ["solo.bvh", "duet.bvh"])
    }

    @Test func whatARecordClaimsBeyondThePhraseIsLeftOut() throws {
        let record = try record(stretch(1, 1000) + "," + stretch(500, 600), context: 5)
        let added = try piece.add(
            [.init(.phrase(lean: 3), as: "answer", source: "answer.bvh", record: record)], by: .ben(3))
        #expect(added[0].account.spans.map(\.frames) == [0..<5, 5..<20])
    }

    @Test func aRecordWithoutMakerIsNone() throws {
        #expect(problem { _ = try record("") }?.what.contains("checkpoint") == true)
        #expect(problem { _ = try record(stretch(0, 3)) } != nil)
        #expect(problem { _ = try record(stretch(5, 3)) } != nil)
        #expect(problem { _ = try record("7") } != nil)
        #expect(problem { _ = try record("", checkpoint: "\"checkpoint\": \"\(Self.digest)\",") } == nil)
    }

    @Test func aLedgerWithNeitherCheckpointNorSourceIsDamaged() throws {
        try piece.keep(Self.draft, by: .ana(2))
        try piece.accept(1, as: "answer", by: .ben(3))
        let text = try #require(studio.read("phrases/answer.json"))
        let broken = text.replacing("\"quoted\"", with: "\"quote\"")
        #expect(
            problem { _ = try Ledger.parse(Array(broken.utf8), path: "l") }?.what.contains("checkpoint")
                == true)
    }
}
