public import Diagnostics
import Foundation
public import GitStore

/// What people note about proposals and phrases.
extension Piece {
    /// Keeps a note about a proposal, beside those that there are; a phrase that it becomes has them too.
    ///
    /// - Parameters:
    ///   - text: One line, or several.
    ///   - number: The proposal's number, from 1.
    ///   - draft: The draft's name; nil for the newest.
    ///   - author: Who notes it; the log of operations says so.
    /// - Throws: ``Problem`` when there is no such proposal, or the text is empty.
    public func note(
        _ text: String, onProposal number: Int, of draft: String? = nil, by author: Signature
    ) throws(Problem) {
        let text = try Self.note(text)
        try perform(.note, by: author) { (standing) throws(Problem) in
            var draft = try self.draft(draft)
            _ = try proposal(number, in: draft)
            draft.proposals[number - 1].notes.append(text)
            let summary = "noted on proposal \(number) after \(draft.parent.phrase): \(text)"
            let commit = try write(draft, by: author, summary)
            return (Intention(summary: summary, references: [Draft.reference(draft.name): commit]), ())
        }
    }

    /// Keeps a note about a phrase of the piece, in its account; it is saved with the next save.
    ///
    /// - Parameters:
    ///   - text: One line, or several.
    ///   - name: The phrase.
    ///   - author: Who notes it; the log of operations says so.
    /// - Throws: ``Problem`` when there is no such phrase, it has no account yet, or the text is empty.
    public func note(_ text: String, onPhrase name: String, by author: Signature) throws(Problem) {
        let text = try Self.note(text)
        let phrase = try phrase(name).name
        try perform(.note, by: author) { (standing) throws(Problem) in
            var files = NewFiles(standing, in: repository, folder: folder)
            guard var ledger = try files.ledger(phrase) else {
                throw Problem(
                    "there is no account yet in which a note could stand",
                    at: .file(folder + "/" + PieceLayout.movement(phrase)),
                    expected: PieceLayout.ledger(phrase), found: "a movement that was put there by hand",
                    remedy: "save it first: choreo save")
            }
            ledger.notes.append(text)
            try files.write(ledger.serialized(), to: PieceLayout.ledger(phrase))
            return (Intention(summary: "noted on \(phrase): \(text)", files: files.entries), ())
        }
    }

    /// A note as it is kept: without space around it.
    private static func note(_ text: String) throws(Problem) -> String {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !trimmed.isEmpty, trimmed.utf8.count <= 4000 else {
            throw Problem(
                "this note cannot be kept", expected: "some words, at most 4000 bytes",
                found: trimmed.isEmpty ? "nothing" : "\(trimmed.utf8.count) bytes",
                remedy: "write a line or two; what is longer goes into a file beside the phrases")
        }
        return trimmed
    }
}
