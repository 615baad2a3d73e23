import Diagnostics
import Foundation
import GitStore
import Pieces

// What a piece is told in: few words for people, stable keys for programs.

extension Piece.Addition {
    /// Where the phrase went, as the end of a sentence; empty when it was not placed.
    var placeInWords: String {
        guard let placement else { return "" }
        let later = moved == 0 ? "" : "; \(moved) later \(moved == 1 ? "phrase" : "phrases") moved back"
        return ", danced by \(placement.dancer.printable) from \(placement.start.inWords) on\(later)"
    }
}

extension StageTime {
    /// `4.0 s`, or `8 counts`.
    fileprivate var inWords: String {
        switch self {
        case .seconds(let seconds): seconds.inSeconds
        case .counts(let counts): String(format: counts == 1 ? "%.4g count" : "%.4g counts", counts)
        }
    }
}

extension Piece.Reversal {
    /// Prints what was taken back or done again.
    func tell() {
        print(summary.printable)
        for path in setAside {
            Console.warning("\(path) had been changed by hand since; it went back too")
        }
    }
}

extension Pieces.Version {
    /// The first line of what was said about it.
    var title: String { String(message.prefix { !$0.isNewline }) }
}

extension Signature {
    /// Day and minute on the clock of the person who signed.
    var clock: String {
        let local = Date(timeIntervalSince1970: Double(time) + Double(minutesEastOfUTC) * 60)
        return String(local.formatted(.iso8601).prefix(16)).replacing("T", with: " ")
    }
}

extension Int64 {
    /// Seconds since 1970 as a moment in ISO 8601, UTC.
    var moment: String { Date(timeIntervalSince1970: Double(self)).formatted(.iso8601) }
}

extension Double {
    /// `4.0 s`.
    var inSeconds: String { String(format: "%.1f s", self) }
}

extension String {
    /// The text as one word of a shell command.
    var shellWord: String {
        let isPlain =
            !isEmpty
            && unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.numericType != nil
                    || "-_./~+,=".unicodeScalars.contains($0)
            }
        return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
    }
}

extension Draft {
    /// `1 proposal` or `5 proposals`, of those that wait.
    var waitingInWords: String { "\(waiting) \(waiting == 1 ? "proposal" : "proposals")" }

    /// The draft as a paragraph: what it follows, and a line for each proposal.
    var inWords: String {
        let lines = proposals.flatMap { proposal in
            ["  \(proposal.number)  \(proposal.standingInWords): \(proposal.why)".printable]
                + proposal.notes.map { "     note: \($0)".printable }
        }
        return (["\(name): \(proposals.count) after \(parent.phrase), \(waiting) waiting".printable] + lines)
            .joined(separator: "\n")
    }
}

extension Draft.Proposal {
    fileprivate var standingInWords: String {
        guard let decision else { return "waiting" }
        switch decision.verdict {
        case .accepted(let phrase): return "accepted as \(phrase) by \(decision.by)"
        case .rejected: return "rejected by \(decision.by)"
        }
    }
}

/// A draft as a program reads it; the JSON keys are stable.
struct DraftFacts: Encodable {
    struct Proposal: Encodable {
        var number: Int
        var seed: UInt64
        var why: String
        var quoted: [QuotedSpan]?
        var notes: [String]?
        var standing: String
        var phrase: String?
        var by: String?
        var at: String?
    }
    var draft: String
    var after: String
    var command: String
    var version: String
    var checkpoint: String?
    var styles: [StyleSource]?
    var seed: UInt64
    var waiting: Int
    var proposals: [Proposal]

    init(_ draft: Draft) {
        self.draft = draft.name
        (after, command, version) = (draft.parent.phrase, draft.command, draft.version)
        (checkpoint, seed, waiting) = (draft.checkpoint, draft.seed, draft.waiting)
        styles = draft.styles.isEmpty ? nil : draft.styles
        proposals = draft.proposals.map { proposal in
            var facts = Proposal(
                number: proposal.number, seed: proposal.seed, why: proposal.why,
                quoted: proposal.quoted.isEmpty ? nil : proposal.quoted,
                notes: proposal.notes.isEmpty ? nil : proposal.notes, standing: "waiting")
            if let decision = proposal.decision {
                (facts.by, facts.at) = (decision.by, decision.at.moment)
                switch decision.verdict {
                case .accepted(let phrase): (facts.standing, facts.phrase) = ("accepted", phrase)
                case .rejected: facts.standing = "rejected"
                }
            }
            return facts
        }
    }
}

/// A change as a program reads it; the JSON keys are stable.
struct ChangeFacts: Encodable {
    var change: String
    var subject: String
    var name: String?

    init(_ change: PieceChange) {
        self.change = change.kind.rawValue
        (subject, name) =
            switch change.subject {
            case .phrase(let name): ("phrase", name)
            case .notes(let name): ("notes", name)
            case .timeline: ("timeline", nil)
            case .settings: ("settings", nil)
            case .rig(let name): ("rig", name)
            case .taste(let person): ("taste", person)
            case .file(let path): ("file", path)
            }
    }
}
