import Motion

/// A point in a piece's time, as people give it: in seconds, or in counts of the music.
public enum StageTime: Sendable, Equatable {
    /// Seconds from the beginning.
    case seconds(Double)
    /// Counts from the beginning; their length is the piece's tempo.
    case counts(Double)

    /// Reads `2s`, `8c` or `0:04.5`; nil for anything else, also for a time before the beginning.
    public init?(_ text: String) {
        switch TimeWord(text) {
        case .seconds(let value): self = .seconds(value)
        case .counts(let value): self = .counts(value)
        // A piece has phrases of several rates: frames of which one?
        case .frames, nil: return nil
        }
    }

    /// The time in seconds; nil for counts when there is no tempo.
    public func seconds(tempo: Double?) -> Double? {
        switch self {
        case .seconds(let value): value
        case .counts(let value): tempo.map { value * 60 / $0 }
        }
    }

    /// The same kind of time, later by `seconds`; unchanged for counts when there is no tempo.
    func moved(by seconds: Double, tempo: Double?) -> StageTime {
        switch self {
        case .seconds(let value): .seconds(Self.rounded(value + seconds))
        case .counts(let value): .counts(tempo.map { Self.rounded(value + seconds * $0 / 60) } ?? value)
        }
    }

    /// Rounds to a microsecond, so that sums of frame times such as 0.0333333 stay readable in the file.
    static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}

extension StageTime: CustomStringConvertible {
    /// `2s` or `8c`, the form that is read back.
    public var description: String {
        switch self {
        case .seconds(let value): TimeWord.seconds(value).description
        case .counts(let value): TimeWord.counts(value).description
        }
    }
}
