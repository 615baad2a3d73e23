import ArgumentParser
import Pieces

/// What the shell offers for names of the piece around the current folder; nothing outside of a piece.
extension CompletionKind {
    /// The piece's phrases.
    static var phrases: CompletionKind { names { piece in try piece.phraseNames() } }
    /// Its branches.
    static var branches: CompletionKind { names { piece in try piece.branches().map(\.name) } }
    /// Its drafts, the newest first.
    static var drafts: CompletionKind { names { piece in try piece.drafts().map(\.name) } }

    private static func names(_ list: @escaping @Sendable (Piece) throws -> [String]) -> CompletionKind {
        .custom { _, _, _ in (try? list(Piece.enclosing("."))) ?? [] }
    }
}
