import ArgumentParser
import BVHFormat
import Diagnostics
import MotionIO
import Pieces

/// `choreo drafts`: the proposals that are kept beside the work.
struct DraftsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts",
        abstract: "List the proposals that are kept beside the piece, or write them out to look at",
        discussion: """
            Newest first, with what was decided about each. With -o, the movements of one draft are written as BVH \
            files, with a picture sheet.

            EXAMPLES
              choreo drafts
              choreo drafts opening -o look
            """)

    @Argument(
        help: "Which draft; without it, all are listed, and the newest written", completion: .drafts)
    var name: String?

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Folder to write the movements to", valueName: "folder"),
        completion: .directory)
    var output: String?

    @Flag(help: "One JSON object a line")
    var json = false

    @Flag(help: "Leave out the picture sheet")
    var noSheet = false

    @OptionGroup var force: ForceOption
    @OptionGroup var options: PieceOptions

    func run() throws {
        let piece = try options.open()
        let drafts = try name == nil && output == nil ? piece.drafts() : [piece.draft(name)]
        if let output, let draft = drafts.first {
            try write(draft, of: piece, to: output)
            Console.error("written to \(output.printable)")
        }
        for draft in drafts {
            if json { try Console.json(DraftFacts(draft)) } else { print(draft.inWords) }
        }
        if drafts.isEmpty, !json { print("no proposals yet: choreo propose --after PHRASE") }
    }

    private func write(_ draft: Draft, of piece: Piece, to folder: String) throws {
        try force.check(folder: folder, for: ProposalFolder.isOurs)
        let rows = try draft.proposals.map { proposal in
            let file = try MotionFile(
                piece.proposal(proposal.number, of: draft.name),
                path: ProposalFolder.movement(proposal.number))
            return ProposalFolder.Row(
                document: file.document, performer: file.performer(), why: proposal.why)
        }
        try ProposalFolder.write(
            rows, record: piece.record(of: draft.name), to: folder,
            sheetTitled: noSheet ? nil : "after \(draft.parent.phrase)")
    }
}
