import Diagnostics
import Foundation
import GitStore

/// Takes the fields out of a JSON object one by one; what nobody took is kept for writing back.
struct JSONFields {
    /// Fields not taken yet.
    private(set) var rest: [String: JSONValue]
    private let path: String
    private let owner: JSONValue

    /// Begins to read `value`, which must be an object.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - name: What it describes, for messages: "a placement".
    ///   - path: The file it stands in.
    init(_ value: JSONValue, called name: String, path: String) throws(Problem) {
        self.path = path
        owner = value
        guard let fields = value.object else {
            throw Self.problem(
                "\(name) is not what it should be", value, path: path, expected: "an object in braces",
                found: Self.shown(value))
        }
        rest = fields
    }

    /// The field, converted; nil when it is missing or `null`.
    ///
    /// - Throws: ``Problem`` when `convert` gives nothing for what is there.
    mutating func optional<Value>(
        _ key: String, _ expected: String, _ convert: (JSONValue) -> Value?
    ) throws(Problem) -> Value? {
        guard let value = rest.removeValue(forKey: key), !value.isNull else { return nil }
        guard let converted = convert(value) else {
            throw problem(
                "`\(key)` is not what it should be", at: value, expected: expected, found: Self.shown(value))
        }
        return converted
    }

    /// The field, converted; it must be there.
    mutating func required<Value>(
        _ key: String, _ expected: String, _ convert: (JSONValue) -> Value?
    ) throws(Problem) -> Value {
        if let value = try optional(key, expected, convert) { return value }
        throw problem("`\(key)` is missing", at: owner, expected: "`\"\(key)\"`: \(expected)", found: "none")
    }

    /// A list whose items `convert` reads; empty when the field is missing.
    mutating func list<Value>(
        _ key: String, _ convert: (JSONValue) throws(Problem) -> Value
    ) throws(Problem) -> [Value] {
        guard let items = try optional(key, "a list in brackets", \.array) else { return [] }
        var values: [Value] = []
        for item in items { values.append(try convert(item)) }
        return values
    }

    /// Checks the field `format`: files of a later version of Choreo are not touched.
    mutating func requireFormat(_ newest: Int) throws(Problem) {
        let value = rest["format"]
        let format = try required("format", "a whole number") { $0.integer(Int.self) }
        guard (1...newest).contains(format) else {
            throw problem(
                "the file was written by a newer Choreo", at: value ?? owner,
                expected: "format 1 to \(newest)",
                found: "format \(format)", remedy: "install the newer version to work on this piece")
        }
    }

    /// A problem about a value of this file.
    func problem(
        _ what: String, at value: JSONValue? = nil, expected: String, found: String, remedy: String? = nil
    ) -> Problem {
        Self.problem(what, value ?? owner, path: path, expected: expected, found: found, remedy: remedy)
    }

    private static func problem(
        _ what: String, _ value: JSONValue, path: String, expected: String, found: String,
        remedy: String? = nil
    ) -> Problem {
        Problem(
            what, at: .file(path, line: value.line, column: value.column), expected: expected, found: found,
            remedy: remedy ?? PieceLayout.remedy(forFileAt: path))
    }

    private static func shown(_ value: JSONValue) -> String {
        let text = String(decoding: value.serialized(), as: UTF8.self).split(whereSeparator: \.isNewline)
        return "`" + String((text.first ?? "").prefix(40)) + "`"
    }
}

extension JSONValue {
    /// A moment in ISO 8601, in UTC and whole seconds: `2025-03-01T18:30:00Z`.
    static func moment(_ seconds: Int64) -> JSONValue {
        .string(Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601))
    }

    /// Seconds since 1970 of a moment in ISO 8601.
    var moment: Int64? {
        string.flatMap { try? Date($0, strategy: .iso8601) }.map { Int64($0.timeIntervalSince1970.rounded()) }
    }

    /// An object's id.
    var objectID: ObjectID? { string.flatMap { ObjectID(hex: $0) } }
}
