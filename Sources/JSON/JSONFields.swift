package import Diagnostics

/// Takes the fields out of a JSON object one by one; what nobody took is kept for writing back.
package struct JSONFields {
    /// Fields not taken yet.
    package private(set) var rest: [String: JSONValue]
    private let path: String
    private let remedy: String
    private let owner: JSONValue

    /// Begins to read `value`, which must be an object.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - name: What it describes, for messages: "a placement".
    ///   - path: The file it stands in.
    ///   - remedy: What to do about what is wrong in it.
    package init(
        _ value: JSONValue, called name: String, path: String, remedy: String
    ) throws(Problem) {
        self.path = path
        self.remedy = remedy
        owner = value
        guard let fields = value.object else {
            throw Problem(
                "\(name) is not what it should be", at: .file(path, line: value.line, column: value.column),
                expected: "an object in braces", found: Self.shown(value), remedy: remedy)
        }
        rest = fields
    }

    /// The field, converted; nil when it is missing or `null`.
    ///
    /// - Throws: ``Problem`` when `convert` gives nothing for what is there.
    package mutating func optional<Value>(
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
    package mutating func required<Value>(
        _ key: String, _ expected: String, _ convert: (JSONValue) -> Value?
    ) throws(Problem) -> Value {
        if let value = try optional(key, expected, convert) { return value }
        throw problem("`\(key)` is missing", at: owner, expected: "`\"\(key)\"`: \(expected)", found: "none")
    }

    /// A list whose items `convert` reads; empty when the field is missing.
    package mutating func list<Value>(
        _ key: String, _ convert: (JSONValue) throws(Problem) -> Value
    ) throws(Problem) -> [Value] {
        guard let items = try optional(key, "a list in brackets", \.array) else { return [] }
        var values: [Value] = []
        for item in items { values.append(try convert(item)) }
        return values
    }

    /// Checks the field `format`: files of a later version of Choreo are not touched.
    package mutating func requireFormat(_ newest: Int) throws(Problem) {
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
    package func problem(
        _ what: String, at value: JSONValue? = nil, expected: String, found: String, remedy: String? = nil
    ) -> Problem {
        let place = value ?? owner
        return Problem(
            what, at: .file(path, line: place.line, column: place.column), expected: expected, found: found,
            remedy: remedy ?? self.remedy)
    }

    private static func shown(_ value: JSONValue) -> String {
        let text = String(decoding: value.serialized(), as: UTF8.self).split(whereSeparator: \.isNewline)
        return "`" + String((text.first ?? "").prefix(40)) + "`"
    }
}
