public import Diagnostics
import Files
import Foundation
public import Stage

/// Pictures one by one into a folder: `frame-00001.png`, `frame-00002.png` and so on.
///
/// Each file appears whole. Frames are numbered by their place in the phrase, so that several machines can draw
/// ranges of one film into one folder.
public enum FrameFolder {
    /// Writes the frames of `range` (from 0) to `folder`, which is made if it is missing.
    ///
    /// Files are made on the other cores while the next frames are drawn; PNG takes longer than drawing.
    ///
    /// - Parameters:
    ///   - progress: Called with the number of frames drawn so far.
    ///   - frame: Draws one frame; called on this thread, in order.
    /// - Throws: ``Problem`` when the folder cannot be made or written, or what `frame` throws.
    public static func write(
        _ range: Range<Int>, to folder: String, progress: (Int) -> Void = { _ in },
        frame: (Int) throws(Problem) -> Image
    ) throws(Problem) {
        let wasThere = FileManager.default.fileExists(atPath: folder)
        try AtomicFolder.make(folder)
        let cores = ProcessInfo.processInfo.activeProcessorCount
        do throws(Problem) {
            try range.conveyed(
                capacity: cores, users: cores,
                make: { (index) throws(Problem) in
                    let image = try frame(index)
                    progress(index - range.lowerBound + 1)
                    return image
                },
                use: { (index, image) throws(Problem) in
                    try PNG.write(image, to: folder + "/" + name(ofFrame: index))
                })
        } catch {
            // Only a folder without a single frame goes; frames that are there are whole, and someone's work.
            if !wasThere { rmdir(folder) }
            throw error
        }
    }

    /// The file name of the frame at `index`, from 0.
    public static func name(ofFrame index: Int) -> String {
        let number = String(index + 1)
        return "frame-" + String(repeating: "0", count: max(5 - number.count, 0)) + number + ".png"
    }
}
