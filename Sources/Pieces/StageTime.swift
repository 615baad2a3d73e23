import Foundation

/// A point in a piece's time, as people give it: in seconds, or in counts of the music.
public enum StageTime: Sendable, Equatable {
    /// Seconds from the beginning.
    case seconds(Double)
    /// Counts from the beginning; their length is the piece's tempo.
    case counts(Double)

    /// Reads `2s`, `8c` or `0:04.5`; nil for anything else, also for a time before the beginning.
    public init?(_ text: String) {
        func number(_ part: some StringProtocol) -> Double? {
            // Only what people write: `Double` would also take signs, exponents, hexadecimal digits and `nan`.
            part.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2e } ? Double(part) : nil
        }
        if text.hasSuffix("s"), let value = number(text.dropLast()) {
            self = .seconds(value)
        } else if text.hasSuffix("c"), let value = number(text.dropLast()) {
            self = .counts(value)
        } else {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let minutes = number(parts[0]), minutes == minutes.rounded(),
                let seconds = number(parts[1]),
                seconds < 60
            else { return nil }
            self = .seconds(minutes * 60 + seconds)
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
        func text(_ value: Double) -> String {
            // Below 2^53 a whole number has this exact form, and no exponent.
            value == value.rounded() && abs(value) < 9e15 ? String(Int64(value)) : value.description
        }
        switch self {
        case .seconds(let value): return text(value) + "s"
        case .counts(let value): return text(value) + "c"
        }
    }
}
