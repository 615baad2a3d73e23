import CPNG
public import Diagnostics
import Files
import Libraries
public import Stage

/// Pictures as PNG files, by libpng's simplified interface.
public enum PNG {
    /// Writes `image` to `path`; a reader sees the whole picture or the old file.
    ///
    /// - Throws: ``Problem`` when the folder is missing or not writable, or the disk is full.
    /// - Complexity: O(pixels); about 50 ms for 1280 by 720.
    public static func write(_ image: Image, to path: String) throws(Problem) {
        try AtomicFile.write(encoded(image, for: path), to: path)
    }

    /// The bytes of a PNG file of `image`; `path` is named in errors.
    static func encoded(_ image: Image, for path: String) throws(Problem) -> [UInt8] {
        try Library.png.load()
        var description = png_image()
        description.version = png_uint_32(PNG_IMAGE_VERSION)
        description.width = png_uint_32(image.size.width)
        description.height = png_uint_32(image.size.height)
        description.format = png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        // A third of the time, for files that are a little larger.
        description.flags = png_uint_32(PNG_IMAGE_FLAG_FAST)
        defer { png_image_free(&description) }

        // What deflate cannot shrink grows by less than a thousandth, and every row has a filter byte.
        let raw = image.bytes.count + image.size.height
        var count = png_alloc_size_t(raw + raw / 1000 + 4096)
        var succeeded: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, used in
            succeeded = png_image_write_to_memory(
                &description, buffer.baseAddress, &count, 0, image.bytes, png_int_32(image.size.width * 4),
                nil)
            used = succeeded != 0 ? Int(count) : 0
        }
        guard succeeded != 0 else {
            let message = withUnsafeBytes(of: description.message) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            throw Problem(
                "the picture cannot be encoded", at: .file(path), expected: "a picture that PNG can hold",
                found: message, remedy: "ask for a smaller picture")
        }
        return bytes
    }
}
