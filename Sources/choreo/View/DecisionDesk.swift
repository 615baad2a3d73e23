import Diagnostics
import GitStore
import Pieces
import Stage
import Synchronization

/// Where decisions about takes are written down: in the piece that keeps them, if there is one.
final class DecisionDesk: Sendable {
    /// What a take is to a piece.
    enum Seat: Sendable {
        /// A proposal of a draft.
        case proposal(Int, draft: String, piece: String)
        /// A phrase.
        case phrase(String, piece: String)
        /// A file that no piece keeps.
        case loose(path: String)
    }

    private struct State {
        var seats: [String: Seat] = [:]
        /// For each piece the last operation of ours, and how many of them can be taken back.
        var done: [String: (latest: ObjectID?, count: Int)] = [:]
    }

    private let person: PersonOptions
    private let state = Mutex(State())

    init(_ person: PersonOptions) { self.person = person }

    /// Says what takes are, instead of all that was said before.
    func seat(_ seats: [String: Seat]) { state.withLock { $0.seats = seats } }

    /// Writes down a decision, and says what that did.
    ///
    /// - Throws: ``Problem`` when the take is not for a piece to decide about, or the piece refuses.
    func decide(_ decision: Programme.Decision, about take: String) throws(Problem) -> String {
        guard let seat = state.withLock({ $0.seats[take] }) else { return "" }
        switch seat {
        case .loose(let path): throw Self.nothingToDecide(path)
        case .phrase(let name, let folder): return try decide(decision, aboutPhrase: name, in: folder)
        case .proposal(let number, let draft, let folder):
            return try decide(decision, about: number, of: draft, in: folder)
        }
    }

    private func decide(
        _ decision: Programme.Decision, about number: Int, of draft: String, in folder: String
    ) throws(Problem) -> String {
        let (piece, author) = try open(folder)
        switch decision {
        case .accept:
            let addition = try piece.accept(number, of: draft, by: author)
            try remember(piece)
            return "accepted as \(addition.phrase)\(addition.placeInWords) (u takes it back)"
        case .reject:
            try piece.reject([number], of: draft, by: author)
            try remember(piece)
            return "rejected proposal \(number) (u takes it back)"
        case .note(let text):
            try piece.note(text, onProposal: number, of: draft, by: author)
            try remember(piece)
            return "noted on proposal \(number)"
        case .takeBack: return try takeBack(piece, author)
        }
    }

    private func decide(
        _ decision: Programme.Decision, aboutPhrase name: String, in folder: String
    ) throws(Problem) -> String {
        let (piece, author) = try open(folder)
        switch decision {
        case .accept, .reject:
            throw Problem(
                "\(name) is in the piece already", at: .file(folder), expected: "a proposal",
                found: "a phrase",
                remedy: "ask for proposals after it: choreo propose --after \(name)")
        case .note(let text):
            try piece.note(text, onPhrase: name, by: author)
            try remember(piece)
            return "noted on \(name)"
        case .takeBack: return try takeBack(piece, author)
        }
    }

    private func open(_ folder: String) throws(Problem) -> (Piece, Signature) {
        let piece = try Piece(at: folder)
        return (piece, try person.author(of: piece))
    }

    // MARK: Taking back

    private func remember(_ piece: Piece) throws(Problem) {
        let latest = try piece.operations(limit: 1).first?.id
        state.withLock { $0.done[piece.folder] = (latest, ($0.done[piece.folder]?.count ?? 0) + 1) }
    }

    /// Takes back what was decided here last, unless something else was done to the piece since.
    private func takeBack(_ piece: Piece, _ author: Signature) throws(Problem) -> String {
        let latest = try piece.operations(limit: 1).first
        let done = state.withLock { $0.done[piece.folder] }
        guard let done, done.count > 0, done.latest == latest?.id else {
            state.withLock { $0.done[piece.folder] = nil }
            throw Problem(
                "nothing that was decided in this window is left to take back", at: .file(piece.folder),
                expected: "a decision made here", found: latest?.summary ?? "no operation",
                remedy: "what was done elsewhere is taken back by: choreo undo")
        }
        let reversal = try piece.undo(by: author)
        let now = try piece.operations(limit: 1).first?.id
        state.withLock { $0.done[piece.folder] = (now, done.count - 1) }
        return reversal.summary
    }

    private static func nothingToDecide(_ path: String) -> Problem {
        Problem(
            "no piece keeps this, so there is nowhere to write a decision", at: .file(path),
            expected: "a proposal kept by a piece", found: "a file",
            remedy: "take it into a piece, from the piece's folder: choreo add \(path.shellWord)")
    }
}
