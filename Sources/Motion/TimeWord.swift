public import Diagnostics

/// A time as people write it: `2s`, `48f`, `8c`, `0:04.5`.
///
/// The one reader of such words: for edits, for cutting, for places in a piece. What a frame or a count is in seconds
/// is known only where the word is used, so it stays in the unit it was written in.
public enum TimeWord: Sendable, Equatable {
    /// Seconds: `2s`, `0:04.5`, `1:02`.
    case seconds(Double)
    /// Frames of the file: `48f`.
    case frames(Double)
    /// Counts of the music: `8c`; a tempo says how long they are.
    case counts(Double)

    /// Reads a time; nil for anything else, also for one before the beginning.
    ///
    /// Digits and a point only: what people write, not signs, exponents, hexadecimal digits or `nan`.
    public init?(_ text: String) {
        if text.hasSuffix("s"), let value = Self.number(text.dropLast()) {
            self = .seconds(value)
        } else if text.hasSuffix("f"), let value = Self.number(text.dropLast()) {
            self = .frames(value)
        } else if text.hasSuffix("c"), let value = Self.number(text.dropLast()) {
            self = .counts(value)
        } else {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let minutes = Self.number(parts[0]), minutes == minutes.rounded(),
                let seconds = Self.number(parts[1]), seconds < 60
            else { return nil }
            self = .seconds(minutes * 60 + seconds)
        }
    }

    /// Reads digits with at most one point.
    static func number(_ text: some StringProtocol) -> Double? {
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2e }
        // Beyond this a time is no time, and products with a rate would leave the integers.
        return isPlain ? Double(text).flatMap { $0 < 1e9 ? $0 : nil } : nil
    }

    /// The time in seconds; nil for counts when there is no tempo.
    ///
    /// - Parameters:
    ///   - rate: Frames per second of the file that frames are counted in.
    ///   - tempo: Counts per minute.
    public func seconds(rate: Double, tempo: Double?) -> Double? {
        switch self {
        case .seconds(let value): value
        case .frames(let value): value / rate
        case .counts(let value): tempo.map { value * 60 / $0 }
        }
    }

    /// What a time may look like, for messages.
    public static let forms = "a time such as 2s, 48f, 8c or 0:04.5"
}

/// A stretch of a file as people write it: `2s..4s`, `8c..16c`, `..0:04.5`, `1..240`.
///
/// Times bound a stretch that ends just before the second one, so that `0s..2s` and `2s..4s` meet without sharing a
/// frame. Bare numbers are frames counted from 1, both of them included, as animation programs show them. Either end
/// may be left out.
public enum TimeRange: Sendable, Equatable {
    /// From a time until just before another; nil is the beginning or the end.
    case times(from: TimeWord?, until: TimeWord?)
    /// From a frame to another, counted from 1, both included; nil is the first or the last.
    case frames(first: Int?, last: Int?)

    /// Reads a stretch; nil for anything else.
    public init?(_ text: String) {
        guard let dots = text.firstRange(of: "..") else { return nil }
        let (start, end) = (text[..<dots.lowerBound], text[dots.upperBound...])
        guard !start.isEmpty || !end.isEmpty else { return nil }
        func isNumber(_ part: Substring) -> Bool { part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        if isNumber(start), isNumber(end) {
            let (first, last) = (Int(start), Int(end))
            guard (first != nil || start.isEmpty) && (last != nil || end.isEmpty) else { return nil }
            self = .frames(first: first, last: last)
        } else {
            let (from, until) = (TimeWord(String(start)), TimeWord(String(end)))
            guard (from != nil || start.isEmpty) && (until != nil || end.isEmpty) else { return nil }
            self = .times(from: from, until: until)
        }
    }

    /// The frames of a file that the stretch means, counted from 0.
    ///
    /// - Parameters:
    ///   - count: Frames of the file.
    ///   - rate: Frames per second.
    ///   - tempo: Counts per minute, if known.
    ///   - option: The word on the command line that holds the stretch, for the message.
    /// - Throws: ``Problem`` when it is empty, lies outside the file, or needs a tempo.
    public func frames(of count: Int, rate: Double, tempo: Double?, option: String) throws(Problem)
        -> Range<Int>
    {
        let range: (Int, Int)
        switch self {
        case .frames(let first, let last):
            range = ((first ?? 1) - 1, last ?? count)
        case .times(let from, let until):
            func frame(_ time: TimeWord?, else other: Int) throws(Problem) -> Int {
                guard let time else { return other }
                guard let seconds = time.seconds(rate: rate, tempo: tempo) else {
                    throw Problem.tempoMissing(option: option)
                }
                return Int((min(seconds, 1e9) * rate).rounded())
            }
            // A stretch may end a little after the last frame: 4 s of a file of 3.97 s.
            let end = try frame(until, else: count)
            range = (try frame(from, else: 0), end <= count + Int(rate / 10) ? min(end, count) : end)
        }
        guard range.0 >= 0, range.0 < range.1, range.1 <= count else {
            throw Problem(
                "these frames are not in the file", at: .option(option, description),
                expected: "a stretch within 1..\(count), or within 0s..\(Self.text(Double(count) / rate))s",
                found: description, remedy: "run `choreo info FILE` to see how long it is")
        }
        return range.0..<range.1
    }

    private static func text(_ seconds: Double) -> String { "\((seconds * 1000).rounded() / 1000)" }
}

extension TimeWord: CustomStringConvertible {
    /// The form that is read back: `2s`, `48f`, `8c`.
    public var description: String {
        func text(_ value: Double) -> String {
            // Below 2^53 a whole number has this exact form, and no exponent.
            value == value.rounded() && abs(value) < 9e15 ? String(Int64(value)) : value.description
        }
        switch self {
        case .seconds(let value): return text(value) + "s"
        case .frames(let value): return text(value) + "f"
        case .counts(let value): return text(value) + "c"
        }
    }
}

extension TimeRange: CustomStringConvertible {
    /// The form that is read back.
    public var description: String {
        switch self {
        case .times(let from, let until):
            (from?.description ?? "") + ".." + (until?.description ?? "")
        case .frames(let first, let last):
            (first?.description ?? "") + ".." + (last?.description ?? "")
        }
    }
}

extension Problem {
    /// Counts were given, but nothing says how long they are.
    public static func tempoMissing(option: String) -> Problem {
        Problem(
            "counts need a tempo", at: .option(option, "in counts"), expected: "--bpm with counts per minute",
            found: "no --bpm", remedy: "add --bpm, such as --bpm 96")
    }
}
