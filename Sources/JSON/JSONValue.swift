/// A JSON value that remembers where in the file it stood.
///
/// A piece's and a rig's files are edited by hand and by git's merges, so every complaint about one must name its line,
/// and a field that this version does not know must survive being read and written. Foundation's coders offer
/// neither, nor the one-item-a-line form that keeps `git diff` readable.
package struct JSONValue: Sendable {
    /// What the value is.
    package indirect enum Content: Sendable, Equatable {
        case null
        case bool(Bool)
        /// The number as written, so that 64-bit seeds and the last digit of a decimal stay exact.
        case number(String)
        case string(String)
        case array([JSONValue])
        case object([String: JSONValue])
    }

    package var content: Content
    /// Line and column (in bytes) from 1; nil for a value that was not read from a file.
    package var line: Int?
    package var column: Int?

    package init(_ content: Content, line: Int? = nil, column: Int? = nil) {
        self.content = content
        self.line = line
        self.column = column
    }

    package static let null = JSONValue(.null)
    package static func bool(_ value: Bool) -> JSONValue { JSONValue(.bool(value)) }
    package static func string(_ text: String) -> JSONValue { JSONValue(.string(text)) }
    package static func array(_ items: [JSONValue]) -> JSONValue { JSONValue(.array(items)) }
    package static func object(_ fields: [String: JSONValue]) -> JSONValue { JSONValue(.object(fields)) }
    package static func number(_ value: some FixedWidthInteger) -> JSONValue {
        JSONValue(.number(String(value)))
    }

    /// The shortest decimal that reads back to the same number; whole numbers without a point.
    ///
    /// - Precondition: `value` is finite, since JSON has no other numbers.
    package static func number(_ value: Double) -> JSONValue {
        precondition(value.isFinite, "JSON holds finite numbers only")
        let text = value.description
        return JSONValue(.number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text))
    }

    package var bool: Bool? { if case .bool(let value) = content { value } else { nil } }
    package var string: String? { if case .string(let text) = content { text } else { nil } }
    package var array: [JSONValue]? { if case .array(let items) = content { items } else { nil } }
    package var object: [String: JSONValue]? { if case .object(let fields) = content { fields } else { nil } }
    package var isNull: Bool { content == .null }

    /// The number as a `Double`; nil when it is none or too large for one.
    package var double: Double? {
        guard case .number(let text) = content, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The number as an integer; nil when it has a fraction or does not fit.
    package func integer<Integer: FixedWidthInteger>(_ type: Integer.Type = Int.self) -> Integer? {
        guard case .number(let text) = content else { return nil }
        return Integer(text) ?? double.flatMap { Integer(exactly: $0) }
    }
}

extension JSONValue {
    /// Whether this value stands before the other one in the file that both were read from.
    package func isBefore(_ other: JSONValue) -> Bool {
        line == other.line ? (column ?? 0) < (other.column ?? 0) : (line ?? 0) < (other.line ?? 0)
    }
}

extension JSONValue: Equatable {
    /// Whether two values are the same, wherever they stood.
    package static func == (left: JSONValue, right: JSONValue) -> Bool { left.content == right.content }
}
