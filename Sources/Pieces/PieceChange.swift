import GitStore

/// One thing of a piece that differs between two states, in a dancer's terms rather than in files.
public struct PieceChange: Sendable, Hashable, CustomStringConvertible {
    /// What happened to it.
    public var kind: Kind
    /// What it is.
    public var subject: Subject

    /// What happened.
    public enum Kind: String, Sendable, Hashable {
        case added
        case changed
        case removed
    }

    /// What a change is about.
    public enum Subject: Sendable, Hashable {
        /// A phrase: its movement.
        case phrase(String)
        /// A phrase's account or notes, the movement being the same.
        case notes(String)
        /// The timeline.
        case timeline
        /// The piece's settings.
        case settings
        /// A rig.
        case rig(String)
        /// A person's taste.
        case taste(String)
        /// A file that belongs to the repository but is none of the piece's.
        case file(String)
    }

    /// Whether a phrase's movement came, changed or went.
    var isAboutPhrase: Bool { if case .phrase = subject { true } else { false } }

    /// In words: `added phrase falling`.
    public var description: String { "\(kind.rawValue) \(subject.words)" }

    /// The changes behind differing files, phrases first; a phrase's movement and its account are one.
    static func list(_ differences: [TreeDifference]) -> [PieceChange] {
        let changes = differences.map { difference in
            let kind: Kind =
                difference.before == nil ? .added : difference.after == nil ? .removed : .changed
            return PieceChange(kind: kind, subject: Subject(path: difference.path))
        }
        let phrases = changes.filter(\.isAboutPhrase).sorted { $0.description < $1.description }
        let moved = Set(phrases.map(\.subject))
        return phrases
            + changes.filter {
                if case .notes(let name) = $0.subject { return !moved.contains(.phrase(name)) }
                return !$0.isAboutPhrase
            }
    }
}

extension PieceChange.Subject {
    /// In words: `phrase falling`.
    var words: String {
        switch self {
        case .phrase(let name): "phrase \(name)"
        case .notes(let name): "notes on \(name)"
        case .timeline: "the timeline"
        case .settings: "the piece's settings"
        case .rig(let name): "rig \(name)"
        case .taste(let person): "the taste of \(person)"
        case .file(let path): "file \(path)"
        }
    }

    fileprivate init(path: String) {
        self =
            switch PieceLayout.subject(of: path) {
            case .settings: .settings
            case .timeline: .timeline
            case .movement(let name): .phrase(name)
            case .ledger(let name): .notes(name)
            case .rig(let name): .rig(name)
            case .taste(let person): .taste(person)
            case nil: .file(path)
            }
    }
}
