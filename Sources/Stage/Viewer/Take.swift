public import Diagnostics

/// One thing to watch: a phrase, or a proposal with the phrase that it follows before it.
public struct Take: Sendable {
    /// Tells it apart from others, and stays the same when its file is read anew.
    public var id: String
    /// Who dances; of a proposal after its phrase, both in one clip.
    public var performer: Performer
    /// What it belongs to: takes of one group are compared with each other.
    public var group: String
    /// Where the given phrase ends and the proposal begins; nil where there is no such place.
    public var seam: Seam?
    /// What is known of it, in sentences: why it is proposed, where it was danced before.
    public var words: [String] = []
    /// What was decided about it; nil where nothing is to be decided.
    public var standing: Standing?
    /// What a person noted about it.
    public var note: String?
    /// Measures its effect; slow, so it is asked on a thread of its own, once the take is on stage.
    public var measure: @Sendable () -> EffectReport = { EffectReport() }

    /// Creates a take.
    public init(id: String, performer: Performer, group: String) {
        self.id = id
        self.performer = performer
        self.group = group
    }

    /// The place where one movement flows into another.
    public struct Seam: Sendable, Equatable {
        /// The first frame of the second one, from 1 on.
        public var frame: Int
        /// What the first one is called.
        public var given: String

        /// Creates a seam.
        public init(frame: Int, given: String) {
            self.frame = frame
            self.given = given
        }
    }

    /// What a person decided about a proposal.
    public enum Standing: Sendable, Equatable {
        /// Nothing yet.
        case waiting
        /// It is in the piece: under which name, by whom.
        case accepted(String)
        /// It is not wanted: by whom.
        case rejected(String)
    }
}

/// What a take does to someone who watches, as far as it can be measured.
public struct EffectReport: Sendable, Equatable {
    /// What is to be said about it, in sentences.
    public var words: [String]
    /// Its parts over time.
    public var lanes: [EffectLane]

    /// Creates a report.
    public init(words: [String] = [], lanes: [EffectLane] = []) {
        (self.words, self.lanes) = (words, lanes)
    }
}

/// One part of a take's effect, unrolled under the time line.
public struct EffectLane: Sendable, Equatable {
    /// What it is called: Time.
    public var name: String
    /// Its score over the whole take, as text; empty where there is none.
    public var score: String
    /// What a low and a high value mean: sustained, sudden.
    public var low: String
    /// See ``low``.
    public var high: String
    /// Values from 0 (low) to 1 (high), evenly spread over the frames that the lane covers.
    public var values: [Float]
    /// The share of the take before the lane begins, 0 to below 1.
    public var start: Float = 0

    /// Creates a lane.
    public init(
        name: String, score: String, low: String, high: String, values: [Float], start: Float = 0
    ) {
        (self.name, self.score, self.low, self.high) = (name, score, low, high)
        (self.values, self.start) = (values, start)
    }
}

/// What the viewer shows, where it comes from, and what may be decided about it.
///
/// Its functions are called on threads other than the window's, these three never at the same time.
public struct Programme: Sendable {
    /// Reads everything, at the beginning and whenever ``stamp`` has changed; at least one take.
    public var load: @Sendable () throws(Problem) -> [Take]
    /// Something that differs whenever ``load`` would find something else; cheap, asked twice a second.
    public var stamp: @Sendable () -> String
    /// Writes down what a person decided about the take of an id, and says in a sentence what that did.
    public var decide: @Sendable (Decision, _ take: String) throws(Problem) -> String

    /// What a person may want to keep about a take.
    public enum Decision: Sendable, Equatable {
        /// Takes it into the piece.
        case accept
        /// Marks it as not wanted.
        case reject
        /// Keeps a note about it.
        case note(String)
        /// Takes back the last decision that was made in this window.
        case takeBack
    }

    /// Creates a programme.
    public init(
        load: @escaping @Sendable () throws(Problem) -> [Take],
        stamp: @escaping @Sendable () -> String = { "" },
        decide: @escaping @Sendable (Decision, _ take: String) throws(Problem) -> String
    ) {
        (self.load, self.stamp, self.decide) = (load, stamp, decide)
    }
}
