import Glibc

extension ByteScanner {
    /// The lines from `start` on, up to the first line end behind `size` bytes.
    func lines(from start: Int, size: Int) -> Range<Int> {
        let most = start + size
        guard most < end else { return start..<end }
        return start..<(indexOfLF(in: most - 1..<end).map { $0 + 1 } ?? end)
    }

    /// How many lines there are in `range`, each with an LF behind it but perhaps the last.
    func lineCount(in range: Range<Int>) -> Int {
        var count = 0
        var start = range.lowerBound
        while start < range.upperBound {
            count += 1
            start = indexOfLF(in: start..<range.upperBound).map { $0 + 1 } ?? range.upperBound
        }
        return count
    }

    /// Index of the first LF in `range`, which must lie in the bytes; the C library looks at many bytes at once.
    private func indexOfLF(in range: Range<Int>) -> Int? {
        bytes.withUnsafeBytes { buffer in
            let text = UnsafeRawBufferPointer(rebasing: buffer[range])
            guard let base = text.baseAddress, let found = memchr(base, 0x0A, text.count) else { return nil }
            return range.lowerBound + (UnsafeRawPointer(found) - base)
        }
    }
}
