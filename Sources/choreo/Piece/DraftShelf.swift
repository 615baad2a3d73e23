import Composer
import Diagnostics
import GitStore
import Pieces

/// The place beside a piece where proposals that follow one of its phrases are kept.
struct DraftShelf {
    let piece: Piece
    let author: Signature
    /// The phrase that they follow.
    let phrase: Phrase

    /// Finds the phrase.
    ///
    /// - Throws: ``Problem`` when the piece has no such phrase.
    init(of name: String, in work: (piece: Piece, author: Signature)) throws(Problem) {
        (piece, author) = work
        phrase = try piece.phrase(name)
    }

    /// A seed beyond those of all proposals that follow this phrase, so that asking again brings something new.
    func freshSeed() throws(Problem) -> UInt64 {
        let used = try piece.drafts().filter { $0.parent.phrase == phrase.name }
            .flatMap { $0.proposals.map(\.seed) }
        return (used.max() ?? 0) &+ 1
    }

    /// Keeps proposals as a draft.
    func keep(_ batch: ProposalBatch) throws -> Draft {
        try piece.keep(
            NewDraft(
                after: phrase.name, command: batch.command, version: Version.text,
                checkpoint: batch.checkpoint, seed: batch.seed, isVariation: batch.isVariation,
                proposals: batch.entries.map {
                    .init(document: $0.document, seed: $0.proposal.seed, why: $0.why)
                },
                record: batch.record(withContext: false)), by: author)
    }
}
