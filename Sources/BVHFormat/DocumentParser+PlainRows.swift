import Cores
import Files

extension DocumentParser {
    /// Reads rows as far as they are plain ones, and moves behind them.
    ///
    /// - Parameter declared: The number of rows that the header claims.
    mutating func readPlainRows(declared: Int) -> (values: [Double], rows: Int) {
        guard rowReading.isFast, !columns.isEmpty else { return ([], 0) }
        let width = columns.count
        var (values, rows) = readPlainRowsConcurrently()
        if rows == 0 {
            values = [Double](
                unsafeUninitializedCapacity: room(rows: declared, in: scanner.offset..<scanner.end)
            ) { buffer, _ in LargePages.advise(for: UnsafeMutableRawBufferPointer(buffer)) }
        }
        while !scanner.isAtEnd {
            let chunk = scanner.lines(from: scanner.offset, size: rowReading.chunkSize)
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

    /// Reads plain rows as ``readPlainRows(declared:)`` does, a chunk a core; none where there are too few.
    ///
    /// If every line is a row, counting line ends tells where the values of each chunk belong. What was read behind
    /// the first line that is none is dropped, so that the result is that of one core.
    private mutating func readPlainRowsConcurrently() -> (values: [Double], rows: Int) {
        guard rowReading.isConcurrent, scanner.end - scanner.offset >= rowReading.concurrentSize else {
            return ([], 0)
        }
        let (scanner, width) = (scanner, columns.count)
        var chunks: [Range<Int>] = []
        while chunks.last?.upperBound != scanner.end {
            let start = chunks.last?.upperBound ?? scanner.offset
            chunks.append(scanner.lines(from: start, size: rowReading.chunkSize))
        }
        let ranges = chunks
        let lineCounts = concurrentMap(count: ranges.count) { scanner.lineCount(in: ranges[$0]) }
        let lineCount = lineCounts.reduce(0, +)
        let room = room(rows: lineCount, in: scanner.offset..<scanner.end)
        guard room == lineCount * width else { return ([], 0) }
        let firstLines = lineCounts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1) }

        var (rows, offset) = (0, scanner.offset)
        let values = [Double](unsafeUninitializedCapacity: room) { buffer, initialized in
            // Each chunk writes the rows of its own lines and none reads another's.
            nonisolated(unsafe) let slots = buffer
            LargePages.advise(for: UnsafeMutableRawBufferPointer(buffer))
            let results = concurrentMap(count: ranges.count) { index in
                let own = slots.extracting(firstLines[index] * width..<firstLines[index + 1] * width)
                var output = OutputSpan(buffer: own, initializedCount: 0)
                var offset = ranges[index].lowerBound
                let bytes = scanner.bytes.span.extracting(first: ranges[index].upperBound)
                let rows = PlainRows.read(bytes, from: &offset, width: width, into: &output)
                _ = output.finalize(for: own)
                return (rows: rows, offset: offset)
            }
            for (index, result) in results.enumerated() {
                rows += result.rows
                offset = result.offset
                guard result.rows == lineCounts[index], offset == ranges[index].upperBound else { break }
            }
            initialized = rows * width
        }
        self.scanner.offset = offset
        return (values, rows)
    }

    /// Room for the values of so many rows, but never more than the bytes can hold: a value takes two at least.
    private func room(rows: Int, in bytes: Range<Int>) -> Int {
        let (claimed, overflow) = rows.multipliedReportingOverflow(by: columns.count)
        let possible = (bytes.count + 1) / 2
        return overflow ? possible : min(claimed, possible)
    }
}
