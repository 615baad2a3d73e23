import BVHFormat
import Diagnostics
import GitStore
import Testing

@testable import Pieces

@Suite struct LedgerTests {
    static let ana = Origin.captured(Origin.Captured(by: "Ana", source: "opening.bvh"))
    static let ben = Origin.edited(Origin.Edited(by: "Ben", at: 1_700_000_000))
    static let names = ["Hips", "Spine", "Head"]

    private func ledger(frames: Int = 20) throws -> Ledger {
        let document = BVHDocument.phrase(frames: frames)
        return Ledger(
            of: document, movement: try GitRepository.blobID(of: document.serialized()), rig: "opening",
            origin: Self.ana)
    }

    @Test func aWholePhraseHasOneOrigin() throws {
        let ledger = try ledger()
        #expect(ledger.shares.map(\.share) == [1])
        #expect(ledger.seconds == 2)
    }

    @Test func anEditTakesItsRectangleOutOfTheWhole() throws {
        var ledger = try ledger()
        // 5 of 20 frames of 1 of 3 joints: a twelfth.
        ledger.mark(frames: 5..<10, joints: ["Head"], of: Self.names, as: Self.ben)
        #expect(
            ledger.spans == [
                Ledger.Span(frames: 0..<5, joints: .all, origin: Self.ana),
                Ledger.Span(frames: 5..<10, joints: .some(["Head"]), origin: Self.ben),
                Ledger.Span(frames: 5..<10, joints: .some(["Hips", "Spine"]), origin: Self.ana),
                Ledger.Span(frames: 10..<20, joints: .all, origin: Self.ana),
            ])
        let shares = ledger.shares
        #expect(abs(shares[0].share - 11.0 / 12) < 1e-12)
        #expect(abs(shares[1].share - 1.0 / 12) < 1e-12)
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func sharesSumToOneWhateverIsMarked(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var ledger = try ledger()
        // The same account, kept cell by cell.
        var cells = [[String]](repeating: [String](repeating: "Ana", count: 3), count: 20)
        for step in 0..<20 {
            let (a, b) = (dice.roll(21), dice.roll(21))
            let frames = min(a, b)..<max(a, b)
            let joints = Set(Self.names.filter { _ in dice.roll(2) == 0 })
            let by = "person \(step)"
            let origin = Origin.edited(Origin.Edited(by: by, at: 0))
            ledger.mark(frames: frames, joints: joints, of: Self.names, as: origin)
            for frame in frames {
                for (column, name) in Self.names.enumerated() where joints.contains(name) {
                    cells[frame][column] = by
                }
            }
            #expect(abs(ledger.shares.map(\.share).reduce(0, +) - 1) < 1e-12, "seed \(seed), step \(step)")
            // Reading back checks that the spans cover every cell exactly once.
            #expect(
                try Ledger.parse(ledger.serialized(), path: "x.json") == ledger, "seed \(seed), step \(step)")
        }
        for (origin, share) in ledger.shares {
            let name =
                switch origin {
                case .captured(let captured): captured.by
                case .edited(let edited): edited.by
                case .proposed(let proposed): proposed.acceptedBy
                }
            let expected = Double(cells.joined().count { $0 == name }) / 60
            #expect(abs(share - expected) < 1e-12, "\(name), seed \(seed)")
        }
    }

    @Test func theFileHasOneSpanALine() throws {
        var ledger = try ledger()
        ledger.mark(frames: 0..<20, joints: ["Head"], of: Self.names, as: Self.ben)
        ledger.notes = ["slower at the end"]
        #expect(
            String(decoding: ledger.serialized(), as: UTF8.self) == """
                {
                  "format": 1,
                  "frameTime": 0.1,
                  "frames": 20,
                  "joints": 3,
                  "movement": "\(ledger.movement)",
                  "notes": [
                    "slower at the end"
                  ],
                  "rig": "opening",
                  "spans": [
                    {"at": "2023-11-14T22:13:20Z", "by": "Ben", "frames": [1, 20], "joints": ["Head"], "kind": "edited"},
                    {"by": "Ana", "frames": [1, 20], "joints": ["Hips", "Spine"], "kind": "captured", "source": "opening.bvh"}
                  ]
                }

                """)
    }

    @Test(arguments: [
        (
            "[1, 20], \"joints\": \"all\"", "[1, 19], \"joints\": \"all\"",
            "an account of a part of the phrase only"
        ),
        ("[1, 20], \"joints\": \"all\"", "[1, 21], \"joints\": \"all\"", "frames 1 to 21 of 20"),
        ("[1, 20], \"joints\": \"all\"", "[1, 20], \"joints\": [\"A\", \"A\"]", "a joint named twice"),
        (
            "{\"by\"",
            "{\"by\": \"B\", \"frames\": [3, 4], \"joints\": [\"A\"], \"kind\": \"captured\"}, {\"by\"",
            "frame 3 accounted for twice"
        ),
    ])
    func anAccountThatDoesNotAddUpIsRefused(part: String, wrong: String, fault: String) throws {
        let text = String(decoding: try ledger().serialized(), as: UTF8.self)
        let found = try #require(
            problem {
                _ = try Ledger.parse(Array(text.replacing(part, with: wrong).utf8), path: "phrases/x.json")
            })
        #expect(found.what == "the ledger does not account for the phrase")
        #expect(found.found == fault)
        #expect(found.remedy.hasSuffix("choreo restore phrases/x.json"))
    }

    @Test func fieldsOfALaterVersionSurvive() throws {
        let text = String(decoding: try ledger().serialized(), as: UTF8.self)
            .replacing("\"format\": 1,", with: "\"format\": 1,\n  \"colour\": \"red\",")
            .replacing("{\"by\"", with: "{\"added\": 1e3, \"by\"")
        let ledger = try Ledger.parse(Array(text.utf8), path: "x.json")
        #expect(Set(String(decoding: ledger.serialized(), as: UTF8.self)) == Set(text))
        #expect(String(decoding: ledger.serialized(), as: UTF8.self).contains("\"added\": 1e3, \"by\""))
    }

    @Test func jointsOfOneNameAreToldApart() {
        var document = BVHDocument.phrase()
        document.joints[2].name = "Spine"
        #expect(Ledger.labels(of: document) == ["Hips", "Spine", "Spine#2"])
    }
}

/// A phrase changed by hand gets a true account with the next save.
@Suite struct AccountTests {
    let studio: Studio
    var piece: Piece { studio.piece }

    init() throws {
        studio = try Studio()
        try piece.add(.phrase(), as: "opening", by: .ana(1))
        try piece.save("the opening", by: .ana(2))
    }

    @Test func anEditByHandIsMarkedFrameByFrameAndJointByJoint() throws {
        let before = try #require(try piece.phrase("opening").ledger).movement
        // Column 9 to 11 are the head's rotations, 6 to 8 the spine's.
        let edited = BVHDocument.phrase().with(7, frame: 4, column: 9).with(7, frame: 6, column: 10)
            .with(3, frame: 4, column: 6).with(3, frame: 6, column: 7)
        try studio.write(edited, to: "phrases/opening.bvh")
        let saved = try piece.save("a softer head", by: .ben(3))
        try studio.expectSound("save of an edit")
        #expect(saved.notes == ["opening was edited by hand; its account now says so"])
        #expect(saved.version.changes.map(\.description) == ["changed phrase opening"])

        let ledger = try #require(try piece.phrase("opening").ledger)
        let origin = Origin.edited(
            Origin.Edited(
                by: "Ben", at: 1_700_000_003, parent: Origin.Parent(phrase: "opening", movement: before)))
        #expect(
            ledger.spans.first { $0.origin == origin }
                == Ledger.Span(frames: 4..<7, joints: .some(["Head", "Spine"]), origin: origin))
        #expect(abs(ledger.shares.map(\.share).reduce(0, +) - 1) < 1e-12)
        #expect(ledger.movement.hex == (try studio.git("hash-object", "phrases/opening.bvh")))
    }

    @Test func anotherLengthIsAnEditOfTheWhole() throws {
        try studio.write(.phrase(frames: 12), to: "phrases/opening.bvh")
        try piece.save(by: .ben(3))
        let ledger = try #require(try piece.phrase("opening").ledger)
        #expect(ledger.frameCount == 12)
        #expect(ledger.shares.map(\.origin.kind) == [.edited])
        #expect(ledger.rig == "opening")
    }

    @Test func anotherSpellingOfTheSameMovementIsNoEdit() throws {
        let text = try #require(studio.read("phrases/opening.bvh"))
        try studio.write(
            text.replacing("\n", with: "\r\n").replacing("\t", with: "    "), to: "phrases/opening.bvh")
        try studio.write("{\"taste\": 1}", to: "taste/Ana.json")
        let saved = try piece.save(by: .ben(3))
        #expect(saved.notes == ["opening was put back into its usual form"])
        #expect(saved.version.changes.map(\.description) == ["added the taste of Ana"])
        #expect(studio.read("phrases/opening.bvh") == text)
    }

    @Test func aFilePutThereByHandIsTheSaversOwn() throws {
        try studio.write(.phrase(lean: 4), to: "phrases/turn.bvh")
        let saved = try piece.save(by: .ben(3))
        try studio.expectSound("save of a new file")
        #expect(saved.notes == ["turn was put here by hand; its account says that it is Ben's"])
        let ledger = try #require(try piece.phrase("turn").ledger)
        #expect(ledger.shares.map(\.origin) == [.captured(Origin.Captured(by: "Ben"))])
        #expect(ledger.rig == "opening")
    }

    @Test func aProposalThatComesByAnotherWayIsStillTheNetworks() throws {
        try piece.keep(.proposals(after: "opening"), by: .ana(3))
        let proposal = try piece.proposal(2)
        let added = try piece.add(proposal, as: "turn", source: "proposal-2.bvh", by: .ben(4))
        #expect(added.account.shares.map(\.origin.kind) == [.proposed])
        try studio.write(piece.proposal(1), to: "phrases/fall.bvh")
        try studio.write(piece.proposal(3), to: "phrases/opening.bvh")
        let saved = try piece.save(by: .ben(5))
        #expect(
            saved.notes == [
                "fall is a proposal that was put here by hand; its account says so",
                "opening is a proposal that was put here by hand; its account says so",
            ])
        for (name, seed, second) in [("turn", 9, 4), ("fall", 8, 5), ("opening", 10, 5)] {
            let ledger = try #require(try piece.phrase(name).ledger)
            guard case .proposed(let origin)? = ledger.shares.first?.origin else {
                Issue.record("\(name) is said to be a person's")
                continue
            }
            #expect(origin.seed == UInt64(seed) && origin.checkpoint == "sha256:abc")
            #expect(origin.acceptedBy == "Ben" && origin.acceptedAt == 1_700_000_000 + Int64(second))
        }
        // One value changed by hand: from here on it is also a person's.
        try studio.write(proposal.with(1, frame: 2, column: 9), to: "phrases/turn.bvh")
        try piece.save(by: .ana(6))
        #expect(try piece.phrase("turn").ledger?.shares.map(\.origin.kind) == [.proposed, .edited])
        try studio.expectSound("proposals by hand")
    }

    @Test func aFileThatIsNoMovementStopsTheSave() throws {
        try studio.write("not a BVH", to: "phrases/turn.bvh")
        let found = try #require(problem { try piece.save(by: .ben(3)) })
        #expect(found.place?.path == studio.path("phrases/turn.bvh"))
        #expect(studio.read("phrases/turn.bvh") == "not a BVH")
    }

    @Test func aPhraseTakenOutByHandTakesItsAccountAlong() throws {
        try studio.remove("phrases/opening.bvh")
        let timeline = try #require(studio.read("timeline.json"))
        let lines = timeline.split(separator: "\n").filter { !$0.contains("opening") }.joined(separator: "\n")
        try studio.write(lines + "\n", to: "timeline.json")
        let saved = try piece.save(by: .ben(3))
        try studio.expectSound("save without the phrase")
        #expect(saved.notes == ["opening is gone, and its account with it"])
        #expect(
            saved.version.changes.map(\.description) == ["removed phrase opening", "changed the timeline"])
    }

    @Test func phrasesOfOneRigShareItsFile() throws {
        try piece.add(.phrase(frames: 7, lean: 3), as: "turn", by: .ana(3))
        var tall = BVHDocument.phrase()
        tall.joints[1].offset.y = 40
        try piece.add(tall, as: "tall", rig: "opening", by: .ben(4))
        #expect(try piece.phrase("turn").ledger?.rig == "opening")
        #expect(try piece.phrase("tall").ledger?.rig == "opening-2")
        let rig = try BVHDocument.read(studio.path("rigs/opening-2.bvh"))
        #expect(rig.frameCount == 1)
        #expect(rig.values == [0, 90, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    }
}
