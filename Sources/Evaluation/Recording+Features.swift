public import Diagnostics
import Files
import Foundation
import Motion
import MotionIO
import SequenceModel
import Tensor

extension Recording {
    /// Ending of a file of canonical movement, as `choreo features` writes it.
    public static let featuresEnding = ".safetensors"

    /// The list beside a file of movement.
    private struct Listing: Decodable {
        struct Clip: Decodable {
            let corpus: String
            let path: String
            let split: String
            let start: Int
            let count: Int
        }
        let frameRate: Double
        let clips: [Clip]
    }

    /// Recordings of a file of canonical movement, which is quicker to read than the BVH files it was made from.
    ///
    /// - Parameter path: A file that `choreo features` wrote, with its list (`.json`) beside it.
    /// - Throws: ``Problem`` when either cannot be read, or they do not belong together.
    public static func read(features path: String) throws(Problem) -> [Recording] {
        let list = URL(fileURLWithPath: path).deletingPathExtension().appendingPathExtension("json").path
        let bytes = try FileBytes.read(list)
        guard let listing = try? JSONDecoder().decode(Listing.self, from: Data(bytes)),
            listing.frameRate == Movement.rate
        else {
            throw Problem(
                "this is no list of clips", at: .file(list),
                expected: "JSON with `frameRate` 30 and `clips`, as `choreo features` writes it",
                found: "something else", remedy: "write both files again with `choreo features`")
        }
        let file = try Safetensors.read(path)
        let rows = file.entries["features"]?.shape.first ?? 0
        let matrix = try file.matrix("features", rows: rows, columns: FrameFeatures.count)
        var recordings: [Recording] = []
        for clip in listing.clips {
            guard 0...rows ~= clip.start, 0...rows - clip.start ~= clip.count else {
                throw Problem(
                    "the list of clips does not fit the movement", at: .file(list),
                    expected: "frames up to \(rows)",
                    found: "`\(clip.path)` at \(clip.start), \(clip.count) frames long",
                    remedy: "write both files again with `choreo features`")
            }
            let frames = matrix.rows(clip.start..<clip.start + clip.count)
            recordings.append(
                Recording(
                    entry: CorpusEntry(file: path, corpus: clip.corpus, path: clip.path, split: clip.split),
                    movement: FrameFeatures.decoded(frames, frameRate: Movement.rate).clip))
        }
        return recordings
    }
}
