import Diagnostics

extension DocumentParser {
    /// Reads the frame rows: all there are, each `columns.count` wide.
    ///
    /// A row is a line. A line of another width is an error, since a value lost or gained would shift every
    /// value behind it, with two exceptions: the values fit `Frames:` when rows wrap over lines, or the declared
    /// frames are complete (a trailer, left out).
    mutating func parseRows(declared: (count: Int, offset: Int)?) throws(Problem) -> [Double] {
        let start = scanner.offset
        let width = columns.count
        // The fast reader takes all the rows of a sound file. The loop finds nothing left then; where there is
        // something, it says what that is.
        var (values, rows) = readPlainRows(declared: declared?.count ?? 0)
        while true {
            scanner.skipSpace()
            guard !scanner.isAtEnd else { break }
            let rowStart = scanner.offset
            let (stop, isNumeric) = scanLine(from: rowStart, into: &values)
            scanner.offset = stop
            let found = values.count - rows * width
            if isNumeric, found == width {
                rows += 1
                continue
            }

            values.removeLast(found)
            if let declared, declared.count > 0, rows >= declared.count {
                warn("what follows the \(declared.count) declared frames is left out", at: rowStart)
                values.removeLast((rows - declared.count) * width)
                return values
            }
            if let declared, isNumeric, let wrapped = readWrappedRows(declared.count, from: start) {
                return wrapped
            }
            let row = Row(offset: rowStart, found: found, frame: rows + 1, isNumeric: isNumeric)
            throw found < width && isCutOff(isNumeric: isNumeric) ? cutOff(row) : misfit(row)
        }
        try compare(rows: rows, declared: declared)
        return values
    }

    /// A line that is no frame row.
    private struct Row {
        var offset: Int
        /// Numbers on the line, or before the word that is none.
        var found: Int
        var frame: Int
        var isNumeric: Bool
    }

    /// Appends the numbers of the line that begins at `start`, a byte at a time.
    ///
    /// This is what a row is; `PlainRows` is the same, made fast.
    ///
    /// - Returns: The end of the line, or the place of the first word that is no number.
    private func scanLine(from start: Int, into values: inout [Double]) -> (stop: Int, isNumeric: Bool) {
        let bytes = scanner.bytes.span.extracting(first: scanner.end)
        var index = start
        while true {
            while index < bytes.count, ByteScanner.isBlank(bytes[index]) { index &+= 1 }
            guard index < bytes.count, !ByteScanner.isLineEnd(bytes[index]) else { return (index, true) }
            var next = index
            guard let value = DecimalNumber.read(bytes, at: &next), value.isFinite,
                next == bytes.count || ByteScanner.isSpace(bytes[next])
            else {
                let isComment = scanner.isComment(at: index)
                return (isComment ? scanner.lineEnd(from: index) : index, isComment)
            }
            values.append(value)
            index = next
        }
    }

    /// The rows when lines and rows don't coincide: a row over several lines, or several rows on one.
    ///
    /// - Returns: Nil unless there are exactly as many values as declared, and every line holds a part of one
    ///   row or whole rows; else a value lost from one row and one gained in another would go unseen.
    private func readWrappedRows(_ count: Int, from start: Int) -> [Double]? {
        let width = columns.count
        let (claimed, overflow) = count.multipliedReportingOverflow(by: width)
        guard !overflow, width > 0 else { return nil }
        var reader = scanner
        reader.offset = start
        var values: [Double] = []
        while true {
            reader.skipSpace()
            guard !reader.isAtEnd else { break }
            let before = values.count
            let line = scanLine(from: reader.offset, into: &values)
            let column = before % width
            let added = values.count - before
            let isInStep = column + added <= width || (column == 0 && added.isMultiple(of: width))
            guard line.isNumeric, isInStep, values.count <= claimed else { return nil }
            reader.offset = line.stop
        }
        return values.count == claimed ? values : nil
    }

    /// Whether the file ends with this line, be it in the middle of a number such as `-` or `1.5e`.
    private func isCutOff(isNumeric: Bool) -> Bool {
        var rest = scanner
        let word = rest.peekWord()
        guard !word.isEmpty, !isNumeric else { return word.isEmpty }
        let numeric = Array("+-.eE0123456789".utf8)
        guard word.allSatisfy({ numeric.contains(rest.bytes[$0]) }) else { return false }
        return word.upperBound == rest.end
    }

    /// The problem of a file that ends in the middle of a row.
    private mutating func cutOff(_ row: Row) -> Problem {
        problem(
            "the file is cut off in the middle of a row", at: scanner.offset,
            joint: joints[columns[row.found].joint].name, frame: row.frame,
            expected: "\(columns.count) values", found: "\(row.found), then the end of the file",
            remedy:
                "copy or export the file again, or delete the last line and set `Frames:` to \(row.frame - 1)"
        )
    }

    /// Compares the rows with `Frames:`.
    private mutating func compare(rows: Int, declared: (count: Int, offset: Int)?) throws(Problem) {
        let count = declared?.count ?? rows
        let offset = declared?.offset ?? scanner.offset
        if columns.isEmpty {
            warn("no joint has channels: a figure at rest, no frames", at: offset)
        } else if rows == 0, count > 0 {
            throw problem(
                "the file declares \(count) frames and holds none", at: offset, expected: "\(count) rows",
                found: "none", remedy: "export the motion again, or set `Frames:` to 0 for a figure at rest")
        } else if rows == 0 {
            warn("there are no frames: a figure at rest", at: offset)
        } else if rows > 0, count / rows >= 10_000 {
            // No miscount: the header is damaged, or the file is a fraction of what it was.
            throw problem(
                "`Frames:` claims what the file cannot hold", at: offset,
                expected: "\(rows), the rows counted", found: "\(count)",
                remedy: "set `Frames:` to \(rows), or export the motion again")
        } else if rows != count {
            // Cut off behind a digit, a number looks whole.
            let isDoubtful = rows < count && !ByteScanner.isLineEnd(scanner.bytes[scanner.end - 1])
            let doubt = isDoubtful ? "; the last value may be cut off" : ""
            warn("`Frames:` says \(count), rows counted and used: \(rows)\(doubt)", at: offset)
        }
    }

    /// The problem of a line that is no frame row.
    private mutating func misfit(_ row: Row) -> Problem {
        let width = columns.count
        guard row.isNumeric else {
            let word = scanner.offset..<scanner.wordEnd(from: scanner.offset)
            let joint = row.found < width ? joints[columns[row.found].joint].name : nil
            return notANumber(
                word, "a frame row holds something that is no number", joint: joint, frame: row.frame)
        }
        // The place is the first value too many, or where the first missing one should stand.
        var place = scanner.offset
        if row.found > width {
            scanner.offset = row.offset
            for _ in 0..<width { scanner.offset = scanner.peekWord().upperBound }
            place = scanner.peekWord().lowerBound
        }
        let remedy =
            row.frame == 1
            ? "compare the row with the CHANNELS lines: a joint may be missing, or its count wrong"
            : "restore the row, or delete it and correct `Frames:`"
        return problem(
            "a frame row has too \(row.found < width ? "few" : "many") values", at: place, frame: row.frame,
            expected: "\(width) values", found: "\(row.found)", remedy: remedy)
    }
}
