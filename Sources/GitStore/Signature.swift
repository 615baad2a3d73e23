import CGit2
public import Diagnostics

/// Who made a commit, and when.
///
/// The time is always given by the caller, so that the same work gives the same ids and tests can compare them.
public struct Signature: Sendable, Hashable {
    /// The person's name; not empty, without `<`, `>` or control characters.
    public let name: String
    /// An address in git's sense; need not be a real one.
    public let email: String
    /// Seconds since 1970-01-01 00:00 UTC.
    public var time: Int64
    /// The person's clock against UTC, in minutes east.
    public var minutesEastOfUTC: Int

    /// Creates a signature.
    ///
    /// - Throws: ``Problem`` when git could not store the name or address: empty, control characters, `<`, `>`.
    public init(name: String, email: String, time: Int64, minutesEastOfUTC: Int = 0) throws(Problem) {
        self.name = try Self.checked(name, called: "name")
        self.email = try Self.checked(email, called: "address")
        self.time = time
        self.minutesEastOfUTC = minutesEastOfUTC
    }

    private static func checked(_ text: String, called part: String) throws(Problem) -> String {
        // git strips these from both ends by itself ("crud"), which would leave a name that we did not choose.
        let crud = Set(" .,:;<>\"\\'")
        let trimmed = String(text.drop { crud.contains($0) }.reversed().drop { crud.contains($0) }.reversed())
        let forbidden = trimmed.unicodeScalars.contains {
            "<>".unicodeScalars.contains($0) || $0.value < 32 || $0.value == 127
        }
        guard !trimmed.isEmpty, !forbidden else {
            throw Problem(
                "this \(part) cannot sign a version", expected: "letters, without <, > or control characters",
                found: "`\(text)`", remedy: "give a plain name, for instance --by Ana")
        }
        return trimmed
    }
}

extension Signature {
    /// The signature as stored in a commit.
    init(_ raw: git_signature) {
        name = raw.name.map { String(cString: $0) } ?? ""
        email = raw.email.map { String(cString: $0) } ?? ""
        time = raw.when.time
        minutesEastOfUTC = Int(raw.when.offset)
    }

    /// Lends the signature to libgit2 for one call.
    func lend<Result>(
        _ body: (UnsafePointer<git_signature>) throws(Problem) -> Result
    ) throws(Problem) -> Result {
        var raw: UnsafeMutablePointer<git_signature>?
        try Libgit2.check(
            git_signature_new(&raw, name, email, time, Int32(clamping: minutesEastOfUTC)),
            "the author cannot be written", at: nil)
        defer { git_signature_free(raw) }
        guard let raw else {
            throw Problem("the author cannot be written", remedy: "give a plain name, for instance --by Ana")
        }
        return try body(raw)
    }
}
