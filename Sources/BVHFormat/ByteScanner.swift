import Diagnostics

/// Walks over the bytes of a file word by word, and knows line and column of every byte.
///
/// Lines end with LF, CR LF or CR, also mixed in one file. Lines and columns are counted only when somebody
/// asks, so that reading numbers doesn't pay for it.
struct ByteScanner {
    let bytes: [UInt8]
    /// Index behind the last byte of text: padding by NUL or the end mark of DOS is not text.
    let end: Int
    /// Index of the next byte.
    var offset: Int

    /// Index of the first byte behind a byte order mark.
    private let start: Int
    /// Line and beginning of that line for the place asked for last; the next one mostly lies behind it.
    private var mark: (lineStart: Int, line: Int)

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        offset = start
        mark = (start, 1)
        let isPadding: (UInt8) -> Bool = { $0 == 0 || $0 == 0x1A }
        end = max(start, (bytes.lastIndex { !isPadding($0) } ?? -1) + 1)
    }

    /// Lines from the middle of a file: what is no text there is for their reader to find out.
    init(lines bytes: [UInt8]) {
        self.bytes = bytes
        start = 0
        offset = 0
        mark = (0, 1)
        end = bytes.count
    }

    /// Whether all text has been read.
    var isAtEnd: Bool { offset >= end }

    /// Whether `byte` is blank space within a line.
    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0B || byte == 0x0C
    }

    /// Whether `byte` ends a line.
    static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    /// Whether `byte` separates words: a blank or a line end.
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 0x09 < 5 }

    /// Whether `byte` is a brace, a word of its own wherever it stands.
    static func isBrace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") }

    /// Moves to the next byte that is no blank; stays on this line.
    mutating func skipBlanks() {
        while offset < end, Self.isBlank(bytes[offset]) { offset += 1 }
    }

    /// Moves to the next byte that is neither blank nor a line end nor part of a comment.
    mutating func skipSpace() {
        while offset < end {
            if Self.isSpace(bytes[offset]) {
                offset += 1
            } else if isComment(at: offset) {
                offset = lineEnd(from: offset)
            } else {
                return
            }
        }
    }

    /// Whether the word at `index` begins a comment, which reaches to the end of the line: `#` or `//`.
    ///
    /// Names are taken by ``takeName()``, so that a joint may be called `#1`.
    func isComment(at index: Int) -> Bool {
        bytes[index] == UInt8(ascii: "#")
            || (bytes[index] == UInt8(ascii: "/") && index + 1 < end && bytes[index + 1] == UInt8(ascii: "/"))
    }

    /// The end of the line that `index` is on.
    func lineEnd(from index: Int) -> Int {
        var last = index
        while last < end, !Self.isLineEnd(bytes[last]) { last += 1 }
        return last
    }

    /// Moves to the next word and returns where it lies.
    ///
    /// A word reaches to the next space or brace; a brace is a word. It is empty at the end of the file.
    mutating func peekWord() -> Range<Int> {
        skipSpace()
        return offset..<wordEnd(from: offset)
    }

    /// End of the word that begins at `index`.
    func wordEnd(from index: Int) -> Int {
        var last = index
        while last < end {
            let byte = bytes[last]
            if Self.isSpace(byte) { break }
            if Self.isBrace(byte) { return last == index ? last + 1 : last }
            last += 1
        }
        return last
    }

    /// Moves behind the rest of the line, or in front of an opening brace on it, and returns what was passed
    /// without the blanks around it.
    mutating func takeName() -> Range<Int> {
        skipBlanks()
        let first = offset
        while offset < end, !Self.isLineEnd(bytes[offset]), bytes[offset] != UInt8(ascii: "{") { offset += 1 }
        var last = offset
        while last > first, Self.isBlank(bytes[last - 1]) { last -= 1 }
        return first..<last
    }

    /// A word with a meaning in the hierarchy.
    enum Keyword: CaseIterable {
        case hierarchy, root, joint, end, offset, channels, motion, openingBrace, closingBrace

        /// The spelling in lower case.
        var spelling: StaticString {
            switch self {
            case .hierarchy: "hierarchy"
            case .root: "root"
            case .joint: "joint"
            case .end: "end"
            case .offset: "offset"
            case .channels: "channels"
            case .motion: "motion"
            case .openingBrace: "{"
            case .closingBrace: "}"
            }
        }
    }

    /// The keyword at `range`, written in any case; `EndSite` in one word counts as `End`.
    func keyword(_ range: Range<Int>) -> Keyword? {
        matches(range, "endsite") ? .end : Keyword.allCases.first { matches(range, $0.spelling) }
    }

    /// Whether the bytes at `range` spell `keyword` (given in lower case), in any case.
    func matches(_ range: Range<Int>, _ keyword: StaticString) -> Bool {
        guard range.count == keyword.utf8CodeUnitCount else { return false }
        return keyword.withUTF8Buffer { letters in
            zip(range, letters).allSatisfy { lowercased(bytes[$0]) == $1 }
        }
    }

    /// The ASCII letter in lower case; any other byte as it is.
    func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    /// The bytes at `range` as a short quotation for a message; `end of file` for nothing.
    func quoted(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return range.lowerBound >= end ? "the end of the file" : "nothing" }
        let most = 40
        let text = String(decoding: bytes[range.prefix(most)], as: UTF8.self).printable
        return "`\(text)\(range.count > most ? "…" : "")`"
    }

    /// Line and column of the byte at `index`, both from 1, columns in bytes.
    mutating func position(of index: Int) -> (line: Int, column: Int) {
        if index < mark.lineStart { mark = (start, 1) }
        var scan = mark.lineStart
        while scan < index {
            let byte = bytes[scan]
            scan += 1
            guard Self.isLineEnd(byte) else { continue }
            if byte == 0x0D, scan < bytes.count, bytes[scan] == 0x0A {
                // The second half of a CR LF still belongs to the line it ends.
                guard scan < index else { break }
                scan += 1
            }
            mark = (scan, mark.line + 1)
        }
        return (mark.line, index - mark.lineStart + 1)
    }
}
