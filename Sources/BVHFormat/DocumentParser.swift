import Diagnostics

/// The parser's state: what has been read so far, and the ways to complain.
///
/// The grammar is in two halves, `+Hierarchy` and `+Motion`. Neither recurses, so that no nesting in a file
/// can exhaust the stack.
struct DocumentParser {
    var scanner: ByteScanner
    let path: String
    /// False to read rows byte by byte, as the definition of a row does; the result is the same.
    var isFast = true
    /// Where the rows come from, if not from the scanner, which has the beginning of the file alone then.
    var stream: RowStream?
    var joints: [BVHDocument.Joint] = []
    /// Where each joint's keyword stands.
    var jointOffsets: [Int] = []
    var endSiteCount = 0
    /// For each column of a row as the file has it: the joint it belongs to, and whether it is kept.
    var columns: [Column] = []
    private(set) var warnings: [BVHWarning] = []
    private var suppressedWarnings = 0

    /// A column of the frame rows.
    struct Column {
        var joint: Int
        /// False for a scale channel, which a document doesn't have.
        var isKept: Bool
    }

    /// Most joints from a root to an end, and most joints at all: far more than any figure has, and few enough that
    /// work which walks up from every joint ends soon.
    static let deepestNesting = 1000
    static let mostJoints = 20_000

    /// Frame time of a file that has no motion.
    static let restFrameTime = 1.0 / 30

    init(_ bytes: [UInt8], path: String) {
        scanner = ByteScanner(bytes)
        self.path = path
    }

    /// Reads the whole file.
    mutating func parse() throws(Problem) -> BVHDocument {
        try refuseForeignFormats()
        try parseHierarchy()
        let motion = try parseMotion()
        var document = BVHDocument(joints: joints, frameTime: motion.frameTime, values: motion.values)
        if suppressedWarnings > 0 {
            warnings.append(
                BVHWarning(text: "\(suppressedWarnings) more warnings of this file are not listed"))
        }
        document.warnings = warnings
        return document
    }

    /// Tells apart what is no text in one byte per letter before the grammar stumbles over it.
    private func refuseForeignFormats() throws(Problem) {
        guard !scanner.isAtEnd else {
            throw Problem(
                "the file is empty", at: .file(path, line: 1, column: 1), expected: "`HIERARCHY`",
                found: "nothing", remedy: "export the motion again")
        }
        let bytes = scanner.bytes
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw Problem(
                "the file is UTF-16 text", at: .file(path, line: 1, column: 1),
                expected: "UTF-8 or ASCII text",
                found: "a UTF-16 byte order mark", remedy: "save the file as UTF-8, for example with iconv")
        }
    }

    /// Notes something odd at `offset`; a hostile file gets a bounded list.
    mutating func warn(_ text: String, at offset: Int? = nil) {
        guard warnings.count < 50 else {
            suppressedWarnings += 1
            return
        }
        warnings.append(BVHWarning(line: offset.map { scanner.position(of: $0).line }, text: text.printable))
    }

    /// A problem at the byte `offset`.
    mutating func problem(
        _ what: String, at offset: Int, joint: String? = nil, frame: Int? = nil, expected: String,
        found: String,
        remedy: String
    ) -> Problem {
        let (line, column) = scanner.position(of: offset)
        return Problem(
            what, at: .file(path, line: line, column: column, joint: joint?.excerpt, frame: frame),
            expected: expected,
            found: found, remedy: remedy)
    }

    /// Takes the next word as a finite number.
    mutating func takeNumber(for purpose: String, joint: String? = nil) throws(Problem) -> Double {
        let word = scanner.peekWord()
        var next = word.lowerBound
        let value = DecimalNumber.read(scanner.bytes.span, at: &next)
        guard let value, next == word.upperBound, value.isFinite else {
            throw notANumber(word, "\(purpose) needs a number", joint: joint)
        }
        scanner.offset = next
        return value
    }

    /// The problem of a word where a number should be, with a remedy that fits what is usually behind it.
    mutating func notANumber(
        _ word: Range<Int>, _ what: String, joint: String? = nil, frame: Int? = nil
    ) -> Problem {
        let text = scanner.bytes[word]
        let remedy =
            if text.contains(UInt8(ascii: ",")) {
                "write numbers with a decimal point, and separate them by spaces"
            } else if word.isEmpty {
                "the file looks cut off; copy or export it again"
            } else {
                "correct the file there, or export it again"
            }
        return problem(
            what, at: word.lowerBound, joint: joint, frame: frame, expected: "a finite decimal number",
            found: scanner.quoted(word), remedy: remedy)
    }
}

extension String {
    /// The beginning, for a message: a hostile file may have names of megabytes.
    var excerpt: String {
        let most = 80
        guard utf8.count > most else { return self }
        return String(unicodeScalars.prefix(most)) + "…"
    }
}
