import Cores
import Files

/// The rows of a sound file, read in chunks of whole lines by all cores, without the text as a whole in memory.
///
/// For a file in which every line is a row and there are as many as `Frames:` says. Such a file has nothing to tell
/// but its values, so that no line needs a number. Any other gives nothing here: it is read again, in one piece, by
/// the parser, which knows what to say.
struct RowStream: Sendable {
    /// Bytes of the file.
    let size: Int
    /// The bytes of a range; nil when they can't be had.
    let bytes: @Sendable (Range<Int>) -> [UInt8]?
    /// Bytes in a chunk: a part of what a core's own cache holds.
    var chunkSize = 1 << 18
    /// Chunks that are worked on before their values are put in place.
    var batch = 16

    /// The values of all rows.
    ///
    /// - Parameters:
    ///   - start: Where the rows begin.
    ///   - rows: How many there must be.
    ///   - width: Values in a row.
    /// - Returns: `rows` × `width` values; nil when the text from `start` on isn't just these rows.
    func values(from start: Int, rows: Int, width: Int) -> [Double]? {
        let (count, overflow) = rows.multipliedReportingOverflow(by: width)
        // A value takes two bytes at least.
        guard !overflow, count > 0, count <= (size - start + 1) / 2 else { return nil }
        let chunkCount = (size - start + chunkSize - 1) / chunkSize
        var filled = 0
        let values = [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
            // A chunk's values go to slots of their own, behind those of the chunks before it.
            nonisolated(unsafe) let slots = buffer
            LargePages.advise(for: UnsafeMutableRawBufferPointer(buffer))
            for first in stride(from: 0, to: chunkCount, by: batch) {
                let parts = concurrentMap(count: min(batch, chunkCount - first)) {
                    read(chunk: first + $0, from: start, width: width)
                }
                var ends = [filled]
                for part in parts {
                    guard let part, part.count <= count - filled else { return }
                    filled += part.count
                    ends.append(filled)
                }
                let places = ends
                _ = concurrentMap(count: parts.count) { index in
                    slots.extracting(places[index]..<places[index + 1]).initialize(
                        fromContentsOf: parts[index] ?? [])
                }
            }
            initialized = filled
        }
        // Fewer where a chunk was no row, wherever in the file it stood.
        return values.count == count ? values : nil
    }

    /// The values of the lines that begin in a chunk; nil when one of them is no row.
    private func read(chunk index: Int, from start: Int, width: Int) -> [Double]? {
        let chunk = start + index * chunkSize..<min(start + (index + 1) * chunkSize, size)
        // The byte before tells whether a line begins with the chunk. Its last line may reach beyond it, by the length
        // of a row.
        let lower = index == 0 ? chunk.lowerBound : chunk.lowerBound - 1
        let upper = min(chunk.upperBound + 256 + 32 * width, size)
        guard let text = bytes(lower..<upper) else { return nil }
        let scanner = ByteScanner(lines: text)
        let first = index == 0 ? 0 : scanner.lines(from: 0, size: 1).upperBound
        let last = scanner.lines(from: 0, size: chunk.upperBound - lower).upperBound
        guard last < text.count || upper == size || text.last == 0x0A else { return nil }
        guard first < last else { return [] }

        let lineCount = scanner.lineCount(in: first..<last)
        let (claimed, overflow) = lineCount.multipliedReportingOverflow(by: width)
        var offset = first
        let room = min(overflow ? .max : claimed, (last - first + 1) / 2)
        let values = [Double](capacity: room) { output in
            _ = PlainRows.read(text.span.extracting(first: last), from: &offset, width: width, into: &output)
        }
        return offset == last ? values : nil
    }
}
