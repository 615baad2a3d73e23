public import Diagnostics

extension Piece {
    /// Who and what made a piece.
    public struct Credits: Sendable, Equatable {
        /// The contributions, the largest first; their shares sum to 1 unless the piece has no phrases.
        public var contributions: [Contribution]
        /// Phrases that were put there by hand and have no account yet; the next save gives them one.
        public var unaccounted: [String]
    }

    /// One person's or checkpoint's part.
    public struct Contribution: Sendable, Equatable {
        /// How it came about.
        public var kind: Origin.Kind
        /// The person; for proposals, the checkpoint's digest, or the file in which it was danced before.
        public var contributor: String
        /// Whether a proposal was danced before, in the file that `contributor` names.
        public var isQuoted: Bool
        /// Files whose manner proposals of a checkpoint were to take on, sorted.
        public var styles: [String]
        /// For proposals, those who accepted them, sorted.
        public var acceptedBy: [String]
        /// The part of all movement, in seconds × joints' share, of 1.
        public var share: Double
        /// The phrases in which it is found, sorted.
        public var phrases: [String]
    }

    /// Adds up the accounts of all phrases, each weighted by its length in seconds.
    public func credits() throws(Problem) -> Credits {
        var contributions: [String: Contribution] = [:]
        var unaccounted: [String] = []
        var seconds = 0.0
        for name in try phraseNames() {
            guard let ledger = try phrase(name).ledger else {
                unaccounted.append(name)
                continue
            }
            seconds += ledger.seconds
            for (origin, share) in ledger.shares {
                let (contributor, isQuoted, styles, accepter) = origin.contributor
                let key = origin.kind.rawValue + (isQuoted ? "\n\n" : "\n") + contributor
                var part =
                    contributions[key]
                    ?? Contribution(
                        kind: origin.kind, contributor: contributor, isQuoted: isQuoted, styles: [],
                        acceptedBy: [], share: 0, phrases: [])
                part.styles = Set(part.styles).union(styles).sorted()
                part.share += share * ledger.seconds
                if part.phrases.last != name { part.phrases.append(name) }
                if let accepter, !part.acceptedBy.contains(accepter) {
                    part.acceptedBy = (part.acceptedBy + [accepter]).sorted()
                }
                contributions[key] = part
            }
        }
        let parts = contributions.values.map { part in
            var part = part
            part.share /= seconds
            return part
        }
        return Credits(
            contributions: parts.sorted {
                ($1.share, $0.kind.rawValue, $0.contributor) < ($0.share, $1.kind.rawValue, $1.contributor)
            }, unaccounted: unaccounted)
    }
}

extension Origin {
    /// Who or what made it, and who let it in.
    fileprivate var contributor: (name: String, isQuoted: Bool, styles: [String], acceptedBy: String?) {
        switch self {
        case .captured(let captured): (captured.by, false, [], nil)
        case .edited(let edited): (edited.by, false, [], nil)
        case .proposed(let proposed):
            if let quoted = proposed.quoted {
                (quoted.file, true, [], proposed.acceptedBy)
            } else {
                (proposed.checkpoint ?? "", false, proposed.styles.map(\.file), proposed.acceptedBy)
            }
        }
    }
}
