import Glibc

/// Memory that is about to be filled from one end to the other, in large pages.
///
/// Linux gives memory page by page as it is first touched, 4 kB at a time. For some hundred megabytes that takes as
/// long as reading the numbers in them; large pages (2 MB) make it a few times faster.
public enum LargePages {
    /// Asks for large pages where they fit into `memory`; on a system that has none, nothing happens.
    public static func advise(for memory: UnsafeMutableRawBufferPointer) {
        let size = 1 << 21
        guard let base = memory.baseAddress, memory.count >= size else { return }
        let first = (UInt(bitPattern: base) + UInt(size - 1)) & ~UInt(size - 1)
        let end = (UInt(bitPattern: base) + UInt(memory.count)) & ~UInt(size - 1)
        guard first < end, let start = UnsafeMutableRawPointer(bitPattern: first) else { return }
        madvise(start, Int(end - first), MADV_HUGEPAGE)
    }
}
