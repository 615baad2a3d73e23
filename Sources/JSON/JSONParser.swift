package import Diagnostics

extension JSONValue {
    /// Reads a JSON text (RFC 8259), strictly: no comments, no trailing commas, no key twice in one object.
    ///
    /// - Parameters:
    ///   - bytes: The text, in UTF-8.
    ///   - path: The name that messages give to the file.
    ///   - remedy: What to do about a damaged file.
    /// - Throws: ``Problem`` with line and column.
    package static func parse(_ bytes: [UInt8], path: String, remedy: String) throws(Problem) -> JSONValue {
        var parser = JSONParser(bytes: bytes, path: path, remedy: remedy)
        return try parser.parseFile()
    }
}

/// A recursive-descent parser over bytes; one value of lookahead is a byte.
private struct JSONParser {
    /// Deeper nesting is refused, so that a hostile file cannot exhaust the stack.
    static let deepest = 64

    let bytes: [UInt8]
    let path: String
    let remedy: String
    var position = 0
    var line = 1
    var lineStart = 0

    init(bytes: [UInt8], path: String, remedy: String) {
        self.bytes = bytes
        self.path = path
        self.remedy = remedy
    }

    mutating func parseFile() throws(Problem) -> JSONValue {
        let value = try parseValue(depth: 0)
        skipBlanks()
        guard position == bytes.count else { throw problem(expected: "the end of the file") }
        return value
    }

    private mutating func parseValue(depth: Int) throws(Problem) -> JSONValue {
        skipBlanks()
        let (line, column) = (line, position - lineStart + 1)
        guard depth <= Self.deepest else {
            throw problem(expected: "at most \(Self.deepest) levels of nesting")
        }
        let content: JSONValue.Content
        switch peek {
        case UInt8(ascii: "{"): content = try parseObject(depth: depth)
        case UInt8(ascii: "["): content = try parseArray(depth: depth)
        case UInt8(ascii: "\""): content = .string(try parseString())
        case UInt8(ascii: "t"): content = try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): content = try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): content = try parseWord("null", .null)
        default: content = try parseNumber()
        }
        return JSONValue(content, line: line, column: column)
    }

    private mutating func parseObject(depth: Int) throws(Problem) -> JSONValue.Content {
        var fields: [String: JSONValue] = [:]
        position += 1
        skipBlanks()
        if take("}") { return .object(fields) }
        while true {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw problem(expected: "a name in double quotes") }
            let key = try parseString()
            guard fields[key] == nil else {
                throw problem(expected: "each name once", found: "`\(key)` again")
            }
            skipBlanks()
            guard take(":") else { throw problem(expected: "`:`") }
            fields[key] = try parseValue(depth: depth + 1)
            skipBlanks()
            if take("}") { return .object(fields) }
            guard take(",") else { throw problem(expected: "`,` or `}`") }
        }
    }

    private mutating func parseArray(depth: Int) throws(Problem) -> JSONValue.Content {
        var items: [JSONValue] = []
        position += 1
        skipBlanks()
        if take("]") { return .array(items) }
        while true {
            items.append(try parseValue(depth: depth + 1))
            skipBlanks()
            if take("]") { return .array(items) }
            guard take(",") else { throw problem(expected: "`,` or `]`") }
        }
    }

    private mutating func parseWord(
        _ word: String, _ content: JSONValue.Content
    ) throws(Problem) -> JSONValue.Content {
        guard bytes[position...].starts(with: word.utf8) else { throw problem(expected: "a value") }
        position += word.utf8.count
        return content
    }

    private mutating func parseNumber() throws(Problem) -> JSONValue.Content {
        let start = position
        while let byte = peek,
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
        {
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // `Double` takes a few forms that JSON does not: a leading plus or point, a bare final point, leading zeros.
        let digits = text.drop { $0 == "-" }
        let isPlain =
            digits.first?.isNumber == true
            && !(digits.hasPrefix("0") && digits.dropFirst().first?.isNumber == true)
            && !text.hasSuffix(".") && !text.contains(".e") && !text.contains(".E") && !text.hasPrefix("--")
        guard isPlain, Double(text) != nil else {
            position = start
            throw problem(expected: "a value")
        }
        return .number(text)
    }

    private mutating func parseString() throws(Problem) -> String {
        position += 1
        if let plain = takePlainString() { return plain }
        var text: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw problem(expected: "text in UTF-8", found: "other bytes")
                }
                position += 1
                return string
            case UInt8(ascii: "\\"):
                position += 1
                text.append(contentsOf: String(try parseEscape()).utf8)
            case 0..<0x20:
                throw problem(
                    expected: "`\"` at the end of the text", found: "a line break or control character")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw problem(expected: "`\"` at the end of the text")
    }

    /// The string behind an opening quote where it is printable ASCII without escapes, as nearly every one is.
    private mutating func takePlainString() -> String? {
        var end = position
        while end < bytes.count, 0x20...0x7E ~= bytes[end], bytes[end] != UInt8(ascii: "\\") {
            if bytes[end] == UInt8(ascii: "\"") {
                defer { position = end + 1 }
                return String(decoding: bytes[position..<end], as: UTF8.self)
            }
            end += 1
        }
        return nil
    }

    private mutating func parseEscape() throws(Problem) -> Unicode.Scalar {
        guard let byte = peek else { throw problem(expected: "an escape") }
        let simple: [UInt8: Unicode.Scalar] = [
            UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
            UInt8(ascii: "b"): "\u{8}",
            UInt8(ascii: "f"): "\u{c}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r",
            UInt8(ascii: "t"): "\t",
        ]
        if let scalar = simple[byte] {
            position += 1
            return scalar
        }
        guard byte == UInt8(ascii: "u") else { throw problem(expected: "an escape such as \\n") }
        let first = try parseHexadecimal()
        if let scalar = Unicode.Scalar(first) { return scalar }
        // A high surrogate must be followed by a low one; together they are one character.
        guard (0xd800..<0xdc00).contains(first), take("\\"), peek == UInt8(ascii: "u") else {
            throw problem(expected: "a pair of surrogates")
        }
        let second = try parseHexadecimal()
        guard (0xdc00..<0xe000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { throw problem(expected: "a pair of surrogates") }
        return scalar
    }

    private mutating func parseHexadecimal() throws(Problem) -> UInt32 {
        let digits = bytes.dropFirst(position + 1).prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw problem(expected: "four hexadecimal digits") }
        position += 5
        return value
    }

    // MARK: bytes

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
            position += 1
            if byte == 0x0a { (line, lineStart) = (line + 1, position) }
        }
    }

    private func problem(expected: String, found: String? = nil) -> Problem {
        let next = bytes.dropFirst(position).prefix { $0 != 0x0a }.prefix(24)
        let seen = next.isEmpty ? "the end of the line" : "`\(String(decoding: next, as: UTF8.self))`"
        return Problem(
            "the file is damaged", at: .file(path, line: line, column: position - lineStart + 1),
            expected: expected, found: found ?? (position >= bytes.count ? "the end of the file" : seen),
            remedy: remedy)
    }
}
