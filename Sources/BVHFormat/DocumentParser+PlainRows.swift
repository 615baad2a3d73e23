import Files

extension DocumentParser {
    /// Reads rows as far as they are plain ones, and moves behind them.
    ///
    /// - Parameter declared: The number of rows that the header claims.
    mutating func readPlainRows(declared: Int) -> (values: [Double], rows: Int) {
        guard isFast, !columns.isEmpty else { return ([], 0) }
        let width = columns.count
        var rows = 0
        var values = [Double](
            unsafeUninitializedCapacity: room(rows: declared, in: scanner.offset..<scanner.end)
        ) {
            buffer, _ in LargePages.advise(for: UnsafeMutableRawBufferPointer(buffer))
        }
        while !scanner.isAtEnd {
            let chunk = scanner.lines(from: scanner.offset, size: 1 << 19)
            let room = room(rows: scanner.lineCount(in: chunk), in: chunk)
            if values.capacity < values.count + room {
                values.reserveCapacity(max(values.count + room, 2 * values.capacity))
            }
            let bytes = scanner.bytes
            var offset = scanner.offset
            values.append(addingCapacity: room) { output in
                rows += PlainRows.read(
                    bytes.span.extracting(first: chunk.upperBound), from: &offset, width: width,
                    into: &output)
            }
            scanner.offset = offset
            guard offset == chunk.upperBound else { break }
        }
        return (values, rows)
    }

    /// Room for the values of so many rows, but never more than the bytes can hold: a value takes two at least.
    private func room(rows: Int, in bytes: Range<Int>) -> Int {
        let (claimed, overflow) = rows.multipliedReportingOverflow(by: columns.count)
        let possible = (bytes.count + 1) / 2
        return overflow ? possible : min(claimed, possible)
    }
}
