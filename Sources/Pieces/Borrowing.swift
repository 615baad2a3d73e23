import Diagnostics
import JSON

/// A stretch of a movement file that a proposal took over as it was danced.
public struct Quoted: Sendable, Equatable, Encodable {
    /// The file, by its name in the folder that was searched.
    public var file: String
    /// SHA-256 of the file, in hexadecimal.
    public var digest: String
    /// Where the stretch begins in it, s.
    public var start: Double
    /// Where it ends, s.
    public var end: Double
    /// Whether left and right have changed places.
    public var isMirrored: Bool

    enum CodingKeys: String, CodingKey {
        case file, digest = "sha256", start = "from", end = "to", isMirrored = "mirrored"
    }

    /// Creates an account of a stretch.
    public init(file: String, digest: String, start: Double, end: Double, isMirrored: Bool) {
        self.file = file
        self.digest = digest
        self.start = start
        self.end = end
        self.isMirrored = isMirrored
    }
}

/// Frames of a proposal's file that were taken over.
public struct QuotedSpan: Sendable, Equatable, Encodable {
    /// Frames of the file, counted from 0 (in files from 1, both ends included).
    public var frames: Range<Int>
    /// Where they are taken from.
    public var quoted: Quoted

    /// Creates an account of frames.
    public init(frames: Range<Int>, quoted: Quoted) {
        self.frames = frames
        self.quoted = quoted
    }

    private enum CodingKeys: String, CodingKey { case frames }

    /// Writes the frames beside what is said of the stretch, in one object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode([frames.lowerBound + 1, frames.upperBound], forKey: .frames)
        try quoted.encode(to: encoder)
    }
}

/// A movement file whose manner proposals were to take on.
public struct StyleSource: Sendable, Equatable, Encodable {
    /// The file, by its name.
    public var file: String
    /// SHA-256 of the file, in hexadecimal.
    public var digest: String
    /// How much of its manner: 1 all of it, up to 2 exaggerated.
    public var weight: Double

    enum CodingKeys: String, CodingKey { case file, digest = "sha256", weight }

    /// Creates an account of an example.
    public init(file: String, digest: String, weight: Double) {
        self.file = file
        self.digest = digest
        self.weight = weight
    }
}

// MARK: - In files

extension JSONValue {
    /// A stretch, as it stands in ledgers, drafts and records.
    static func quoted(_ quoted: Quoted) -> JSONValue { .object(fields(of: quoted)) }

    /// Frames with where they are from.
    static func span(_ span: QuotedSpan) -> JSONValue {
        var fields = fields(of: span.quoted)
        fields["frames"] = .array([.number(span.frames.lowerBound + 1), .number(span.frames.upperBound)])
        return .object(fields)
    }

    /// An example of a manner.
    static func style(_ style: StyleSource) -> JSONValue {
        .object([
            "file": .string(style.file), "sha256": .string(style.digest), "weight": .number(style.weight),
        ])
    }

    private static func fields(of quoted: Quoted) -> [String: JSONValue] {
        [
            "file": .string(quoted.file), "sha256": .string(quoted.digest), "from": .number(quoted.start),
            "to": .number(quoted.end), "mirrored": .bool(quoted.isMirrored),
        ]
    }

    /// First and last frame, counted from 1, as a range counted from 0.
    var frameRange: Range<Int>? {
        let bounds = array?.compactMap { $0.integer(Int.self) } ?? []
        guard bounds.count == 2, bounds[0] >= 1, bounds[0] <= bounds[1] else { return nil }
        return bounds[0] - 1..<bounds[1]
    }

    /// A SHA-256 digest in hexadecimal.
    var digest: String? {
        string.flatMap { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) ? $0 : nil }
    }
}

extension JSONFields {
    /// The stretch that these fields tell of.
    mutating func quoted() throws(Problem) -> Quoted {
        Quoted(
            file: try required("file", "a file's name", \.string),
            digest: try required("sha256", "a SHA-256 digest, 64 hexadecimal digits", \.digest),
            start: try required("from", "a time in seconds", \.double),
            end: try required("to", "a time in seconds", \.double),
            isMirrored: try required("mirrored", "true or false", \.bool))
    }

    /// The field `quoted` of a ledger's span; nil where there is none.
    mutating func optionalQuoted(path: String, remedy: String) throws(Problem) -> Quoted? {
        guard let value = try optional("quoted", "where it was danced before", { $0 }) else { return nil }
        var fields = try JSONFields(value, called: "what is quoted", path: path, remedy: remedy)
        return try fields.quoted()
    }

    /// The field `quoted` of a proposal: the frames that were taken over; none where it is missing.
    mutating func quotedSpans(path: String, remedy: String) throws(Problem) -> [QuotedSpan] {
        try list("quoted") { (value) throws(Problem) in
            var fields = try JSONFields(value, called: "what is quoted", path: path, remedy: remedy)
            let frames = try fields.required(
                "frames", "first and last frame in brackets, from 1", \.frameRange)
            return QuotedSpan(frames: frames, quoted: try fields.quoted())
        }
    }

    /// The field `styles`; none where it is missing.
    mutating func styles(path: String, remedy: String) throws(Problem) -> [StyleSource] {
        try list("styles") { (value) throws(Problem) in
            var fields = try JSONFields(value, called: "a style", path: path, remedy: remedy)
            return StyleSource(
                file: try fields.required("file", "a file's name", \.string),
                digest: try fields.required("sha256", "a SHA-256 digest, 64 hexadecimal digits", \.digest),
                weight: try fields.required("weight", "a number", \.double))
        }
    }
}

// MARK: - Accounts

extension Origin.Proposed {
    /// Spans of a ledger for the frames of a proposal that were taken over, each with its own origin.
    ///
    /// What lies outside `frames`, which a record from elsewhere may claim, is left out.
    func spans(_ quoted: [QuotedSpan], within frames: Range<Int>) -> [Ledger.Span] {
        quoted.compactMap { span in
            let part = span.frames.clamped(to: frames)
            guard !part.isEmpty else { return nil }
            var origin = self
            origin.checkpoint = nil
            origin.quoted = span.quoted
            return Ledger.Span(frames: part, joints: .all, origin: .proposed(origin))
        }
    }
}
