public import Diagnostics
import Files
public import Stage

/// Films: pictures in, H.264 out, through `ffmpeg`.
public enum Video {
    /// Writes a film of `frames` pictures to `path`.
    ///
    /// The film appears when it is complete; after a failure, what was at `path` before is still there. Pictures are
    /// encoded while the next ones are drawn. An odd last row or column of pixels is left out: H.264 has none.
    ///
    /// - Parameters:
    ///   - path: Where to; the extension (`.mp4`, `.mov`, `.mkv`) chooses the container.
    ///   - size: Of every picture.
    ///   - frameRate: Pictures a second.
    ///   - frame: Draws the picture with an index from 0.
    /// - Throws: ``Problem`` when `ffmpeg` is not installed or fails, the place cannot be written, or what `frame`
    ///   throws.
    public static func write(
        to path: String, size: PixelSize, frameRate: Double, frames: Int,
        frame: (Int) throws(Problem) -> Image
    ) throws(Problem) {
        try write(
            to: path, size: size, frameRate: frameRate, frames: frames, search: FFmpeg.searchPath,
            frame: frame)
    }

    /// The same with an encoder looked for in the folders of `search`, separated by colons.
    static func write(
        to path: String, size: PixelSize, frameRate: Double, frames: Int, search: String,
        frame: (Int) throws(Problem) -> Image
    ) throws(Problem) {
        let encoder = try FFmpeg.locate(for: path, in: search)
        guard frames > 0 else {
            throw Problem(
                "there is nothing to film", at: .file(path), expected: "at least one frame", found: "none",
                remedy: "choose a range with frames in it")
        }
        try AtomicFile.replace(path) { (temporary) throws(Problem) in
            try Self.checkWritable(temporary, for: path)
            let process = try encoder.start(
                FFmpeg.arguments(size: size, frameRate: frameRate, to: temporary), for: path)
            try Interruption.guarding(undo: process.killing) { () throws(Problem) in
                do throws(Problem) {
                    for index in 0..<frames {
                        let image = try frame(index)
                        precondition(image.size == size, "all pictures of a film have one size")
                        guard process.write(image.bytes) else { break }
                    }
                } catch {
                    process.abandon()
                    throw error
                }
                try process.finish(for: path)
            }
        }
    }

    /// A folder that cannot be written is told before anything is drawn, and in our own words, not the encoder's.
    private static func checkWritable(_ temporary: String, for path: String) throws(Problem) {
        do throws(Problem) {
            try AtomicFile.write([UInt8](), to: temporary)
        } catch {
            var told = error
            told.place = .file(path)
            throw told
        }
    }
}
