public import GitStore

/// Where a part of a phrase's movement comes from.
public enum Origin: Sendable, Equatable {
    /// A person's movement, brought in as it was.
    case captured(Captured)
    /// A person's change to movement that was there.
    case edited(Edited)
    /// A proposal of the sequence model that a person accepted.
    case proposed(Proposed)

    /// Movement that came in from a file.
    public struct Captured: Sendable, Equatable {
        /// Whose movement it is.
        public var by: String
        /// The file it came from, by its name; nil when unknown.
        public var source: String?

        /// Creates an account of captured movement.
        public init(by: String, source: String? = nil) {
            self.by = by
            self.source = source
        }
    }

    /// Movement changed by hand.
    public struct Edited: Sendable, Equatable {
        /// Who changed it.
        public var by: String
        /// When, in seconds since 1970.
        public var at: Int64
        /// The phrase it was before, by name and content; nil when it was this phrase.
        public var parent: Parent?

        /// Creates an account of a change.
        public init(by: String, at: Int64, parent: Parent? = nil) {
            self.by = by
            self.at = at
            self.parent = parent
        }
    }

    /// Movement made by the sequence model, or taken over from a phrase; with these fields it can be made again.
    public struct Proposed: Sendable, Equatable {
        /// Digest of the checkpoint that made it; nil where it was danced before.
        public var checkpoint: String?
        /// Where it was danced before; nil where a checkpoint made it.
        public var quoted: Quoted?
        /// Movement whose manner it was to take on.
        public var styles: [StyleSource]
        /// The proposal's own seed.
        public var seed: UInt64
        /// The command that asked for it.
        public var command: String
        /// The version of Choreo.
        public var version: String
        /// The phrase it continues.
        public var parent: Parent?
        /// Who accepted it.
        public var acceptedBy: String
        /// When, in seconds since 1970.
        public var acceptedAt: Int64

        /// Creates an account of an accepted proposal.
        public init(
            checkpoint: String?, quoted: Quoted? = nil, styles: [StyleSource] = [], seed: UInt64,
            command: String, version: String, parent: Parent?, acceptedBy: String, acceptedAt: Int64
        ) {
            self.checkpoint = checkpoint
            self.quoted = quoted
            self.styles = styles
            self.seed = seed
            self.command = command
            self.version = version
            self.parent = parent
            self.acceptedBy = acceptedBy
            self.acceptedAt = acceptedAt
        }
    }

    /// A phrase as it was at one moment.
    public struct Parent: Sendable, Hashable {
        /// Its name then.
        public var phrase: String
        /// The content of its movement file, as git names it.
        public var movement: ObjectID

        /// Creates a reference to a phrase.
        public init(phrase: String, movement: ObjectID) {
            self.phrase = phrase
            self.movement = movement
        }
    }

    /// Which of the three it is, in the ledger's word.
    public var kind: Kind {
        switch self {
        case .captured: .captured
        case .edited: .edited
        case .proposed: .proposed
        }
    }

    /// The three kinds of origin.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case captured
        case edited
        case proposed
    }
}
