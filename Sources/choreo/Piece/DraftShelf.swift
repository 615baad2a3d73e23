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

    /// A seed beyond those of all proposals of a kind that follow this phrase, so that asking again brings something new.
    ///
    /// - Parameter areQuoted: Whether proposals from a vocabulary count, or those of the network.
    func freshSeed(quoted areQuoted: Bool) throws(Problem) -> UInt64? {
        let used = try piece.drafts().filter { $0.parent.phrase == phrase.name }
            .flatMap { $0.proposals.filter { $0.quoted.isEmpty != areQuoted }.map(\.seed) }
        return used.max().map { $0 &+ 1 }
    }

    /// Keeps proposals as a draft.
    func keep(_ batch: ProposalBatch) throws -> Draft {
        try piece.keep(
            NewDraft(
                after: phrase.name, command: batch.command, version: Version.text,
                checkpoint: batch.makers.checkpoint, styles: batch.makers.styles, seed: batch.seed,
                isVariation: batch.isVariation,
                proposals: batch.entries.map {
                    .init(document: $0.document, seed: $0.proposal.seed, why: $0.why, quoted: $0.quoted)
                },
                record: batch.record(withContext: false)), by: author)
    }
}
