import ArgumentParser
import Composer
import Diagnostics
import Foundation
import Motion
import MotionIO
import Pieces
import SequenceModel

/// `choreo propose`: follow-on phrases, ranked.
struct ProposeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Propose phrases that follow a phrase, ranked, with a picture sheet",
        discussion: """
            Proposals go to a folder, with a record and a picture sheet. In a piece, those that follow one of its \
            phrases are kept beside the work instead, until they are accepted or rejected.

            With locks the phrase itself is changed, and everything else of it stays, digit for digit: --fill makes a \
            stretch anew, joined on both sides; --only makes a part of the body anew; --keep holds a part, in what \
            --fill makes or, by itself, while all the rest of the phrase is made anew. With --loop proposals lead from \
            the end of the phrase back to its beginning. A report tells that nothing else changed.

            EXAMPLES
              choreo propose opening.bvh --count 3 --seconds 6 --seed 7 -o ideas
              choreo propose opening.bvh --style calm.bvh --style wild.bvh:0.5
              choreo propose opening.bvh --from-vocabulary dances/
              choreo propose --after opening
              choreo propose opening.bvh --fill 2s..4s --keep legs
              choreo propose opening.bvh --only arms@1s..
            """)

    @Argument(help: "The phrase that the proposals follow", completion: .file(extensions: ["bvh"]))
    var phrase: String?

    @Option(
        help: ArgumentHelp("The same, by its name in the piece", valueName: "phrase"), completion: .phrases)
    var after: String?

    @Option(help: "How many proposals")
    var count = 6

    @Option(help: "Length of each, seconds; with locks the phrase says it (default: 4.0)")
    var seconds: Double?

    @Option(help: "The same seed gives the same proposals; without it 1, or in a piece one not used yet")
    var seed: UInt64?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "Folder to write to; without it `proposals`, or in a piece none", valueName: "folder"),
        completion: .directory)
    var output: String?

    @Flag(help: "Put the phrase before each proposal that is written")
    var withContext = false

    @Flag(help: "Leave out the picture sheet")
    var noSheet = false

    @OptionGroup(title: "Locks") var locks: LockOptions
    @OptionGroup var style: MannerOptions
    @OptionGroup var vocabulary: VocabularyOptions
    @OptionGroup var network: CheckpointOption
    @OptionGroup var body: BodyOptions
    @OptionGroup var force: ForceOption
    @OptionGroup var work: WorkOptions

    func validate() throws {
        guard (phrase == nil) != (after == nil) else {
            throw ValidationError("name one phrase: a file, or --after and a phrase of the piece")
        }
        guard !locks.changesPhrase || (seconds == nil && !withContext) else {
            throw ValidationError(
                "with --fill, --only or --keep proposals are the whole phrase: leave out "
                    + (seconds == nil ? "--with-context" : "--seconds"))
        }
        guard vocabulary.folder == nil || style.isEmpty else {
            throw ValidationError(
                "a vocabulary answers as it was danced: --style and --temperature are for the network")
        }
        guard vocabulary.folder == nil || network.checkpoint == nil else {
            throw ValidationError("a vocabulary answers as it was danced: --checkpoint is for the network")
        }
        guard vocabulary.folder == nil || !(locks.changesPhrase || locks.loop) else {
            throw ValidationError("a vocabulary answers as it was danced: locks are for the network")
        }
    }

    func run() throws {
        // What would stand in the way of keeping the proposals is told before they are made.
        let home = try home()
        if let folder = home.folder { try force.check(folder: folder, for: ProposalFolder.isOurs) }
        let batch = try propose(after: home.file, seed: home.seed)
        if let folder = home.folder {
            try ProposalFolder.write(
                batch.rows(withContext: withContext), record: batch.record(withContext: withContext),
                to: folder, sheetTitled: noSheet ? nil : (batch.phrase.path as NSString).lastPathComponent)
        }
        let draft = try home.shelf?.keep(batch)
        // Told when they are kept: a list of proposals that could not be written would be of no use.
        for line in ProposalTable.lines(of: batch.entries.map { ($0.file, $0.proposal) }) { print(line) }
        if Console.isTerminal { Console.error(ProposalTable.legend) }
        for line in batch.lockLines { print(line) }
        if let folder = home.folder { Console.next("choreo view \(folder.shellWord), to see them") }
        if let draft {
            Console.error("kept beside the piece as draft \(draft.name)")
            Console.next("choreo drafts -o look, to see them; choreo accept N --as NAME, to take one")
        }
    }

    /// Proposals that follow a phrase, or change it.
    private func propose(after file: MotionFile, seed: UInt64) throws -> ProposalBatch {
        let task = try ProposalTask(of: file, locks, seconds: seconds ?? 4)
        var request = task.request
        request.count = count
        request.seed = seed
        request.temperature = try style.warmth()
        if let library = try vocabulary.library(answering: file, rigs: Resources.rigs()) {
            let proposals = try proposals(request, of: library.generator, after: file)
            let quoted = Set(proposals.flatMap(\.quotations).map(\.phrase))
            return ProposalBatch(
                proposals, for: task, seed: seed, by: .init(digests: try library.digests(of: quoted)))
        }
        let examples = try style.examples(rigs: Resources.rigs())
        request.styles = examples.map(\.example)
        let network = try network.read(for: request)
        return ProposalBatch(
            try proposals(request, of: network, after: file), for: task, seed: seed,
            by: .init(checkpoint: network.digest, styles: examples.map(\.source)))
    }

    private func proposals(
        _ request: Request, of generator: some Generator, after file: MotionFile
    ) throws -> [Proposal] {
        let progress = Progress("proposing")
        defer { progress.end() }
        let proposals = try Problem.placed(at: file.path) { () throws(Problem) in
            try Composer(generator).propose(request, progress: progress.update)
        }
        if proposals.count < request.count {
            Console.error(
                "note: the vocabulary has no more than \(proposals.count.counted("answer")) that differ")
        }
        return proposals
    }

    /// The seed where none is given: of a vocabulary nothing is passed over.
    private var firstSeed: UInt64 { vocabulary.folder == nil ? 1 : 0 }

    // MARK: - Where proposals go

    /// Where the phrase is, and where its proposals go.
    private struct Home {
        /// The phrase.
        var file: MotionFile
        /// The seed to use.
        var seed: UInt64
        /// The folder to write to, if any.
        var folder: String?
        /// The piece to keep them beside, if any.
        var shelf: DraftShelf?
    }

    private func home() throws -> Home {
        if let after { return try home(in: DraftShelf(of: after, in: work.open())) }
        let path = phrase ?? ""
        let isThere = FileManager.default.fileExists(atPath: path)
        // In a piece, a phrase of it may also be named by its file, or just so.
        if let piece = try? work.piece.open() {
            let isName = !isThere && !path.contains { $0 == "." || $0 == "/" }
            if let name = try isName ? path : piece.phraseName(ofFile: path) {
                return try home(in: DraftShelf(of: name, in: (piece, work.person.author(of: piece))))
            }
            if isThere {
                Console.error(
                    "note: this is no phrase of the piece, so its proposals are not kept beside it; "
                        + "to make it one: choreo add \(path.shellWord)".printable)
            }
        }
        return Home(
            file: try MotionFile.open(path, rigs: Resources.rigs(), map: body.rig()), seed: seed ?? firstSeed,
            folder: output ?? "proposals")
    }

    private func home(in shelf: DraftShelf) throws -> Home {
        Home(
            file: try MotionFile.open(shelf.phrase.path, rigs: Resources.rigs(), map: body.rig()),
            seed: try seed ?? shelf.freshSeed(quoted: vocabulary.folder != nil) ?? firstSeed, folder: output,
            shelf: shelf)
    }
}
