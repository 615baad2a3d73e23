import Foundation

/// A regular file that is read piece by piece, by several threads if they like.
public final class FileBlocks: Sendable {
    /// Bytes in the file when it was opened.
    public let size: Int
    private let descriptor: Int32

    /// Opens the file at `path`; nil when that fails or it is no regular file, which ``FileBytes`` explains.
    public init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The bytes of a range within the file; nil when they can't be read, or are no longer there.
    public func bytes(_ range: Range<Int>) -> [UInt8]? {
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
            while count < range.count {
                let got = buffer.baseAddress.map {
                    pread(descriptor, $0 + count, range.count - count, off_t(range.lowerBound + count))
                }
                if got == -1, errno == EINTR { continue }
                guard let got, got > 0 else { return }
                count += got
            }
        }
        return bytes.count == range.count ? bytes : nil
    }
}
