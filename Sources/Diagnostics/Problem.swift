/// Something that could not be done, told so that a person can act on it.
///
/// Every error that reaches a user has four parts: what went wrong, where, what was expected and what was
/// found instead, and what to do about it. All rooms throw this one type, so that the command can print
/// every failure alike.
///
///     throw Problem(
///         "joint `LeftKnee` declares 3 channels but names 2",
///         at: .file("solo.bvh", line: 41, column: 12),
///         expected: "3 channel names", found: "`Zrotation`, `Xrotation`",
///         remedy: "add the missing channel, or change the count to 2")
public struct Problem: Error, Sendable, Equatable {
    /// What went wrong, lower case, without a final period.
    public var what: String
    /// Where, if the failure has a place.
    public var place: Place?
    /// What would have been right.
    public var expected: String?
    /// What was there instead.
    public var found: String?
    /// What to do: an action, best a command to paste.
    public var remedy: String

    /// Creates a problem; `expected` and `found` come together or not at all.
    public init(
        _ what: String, at place: Place? = nil, expected: String? = nil, found: String? = nil, remedy: String
    ) {
        self.what = what
        self.place = place
        self.expected = expected
        self.found = found
        self.remedy = remedy
    }
}

extension Problem {
    /// A place in a file: the path, and as much more as is known.
    ///
    /// Lines, columns and frames count from 1.
    public struct Place: Sendable, Equatable, CustomStringConvertible {
        /// Path of the file or folder as the user wrote it.
        public var path: String
        /// Line, from 1.
        public var line: Int?
        /// Column in bytes, from 1.
        public var column: Int?
        /// Name of the joint concerned.
        public var joint: String?
        /// Frame, from 1.
        public var frame: Int?

        /// Creates a place.
        public static func file(
            _ path: String, line: Int? = nil, column: Int? = nil, joint: String? = nil, frame: Int? = nil
        ) -> Place {
            Place(path: path, line: line, column: column, joint: joint, frame: frame)
        }

        /// Creates a place on the command line: an option and the words given to it.
        public static func option(_ name: String, _ words: String) -> Place {
            Place(path: "\(name) \(words)")
        }

        /// `path:line:column`, then joint and frame, safe to print.
        public var description: String {
            var text = path.printable
            if let line { text += ":\(line)" }
            if line != nil, let column { text += ":\(column)" }
            if let joint { text += ", joint `\(joint.printable)`" }
            if let frame { text += ", frame \(frame)" }
            return text
        }
    }
}

extension Problem {
    /// Runs `body`; a problem that knows no place gets the file at `path`.
    ///
    /// For rooms that work on movement or pictures and don't know which file it is about.
    public static func placed<Result>(
        at path: String, _ body: () throws(Problem) -> Result
    ) throws(Problem) -> Result {
        do throws(Problem) {
            return try body()
        } catch {
            var problem = error
            problem.place = error.place ?? .file(path)
            throw problem
        }
    }
}

extension Problem: CustomStringConvertible {
    /// The four parts on up to four lines, control characters made visible.
    public var description: String {
        var lines = [(place.map { "\($0): " } ?? "") + "error: " + what.printable]
        if let expected { lines.append("  expected: \(expected.printable)") }
        if let found { lines.append("  found:    \(found.printable)") }
        lines.append("hint: \(remedy.printable)")
        return lines.joined(separator: "\n")
    }
}
