public import Diagnostics
import Foundation
import Motion
import MotionIO
import SequenceModel
import Tensor

/// Proposals that something else made and wrote to a file, such as a network that is being tried out in Python.
///
/// A safetensors file with `features` [windows, proposals, 180, 139] (`FrameFeatures`, contexts included) and, in its
/// metadata, `windows`: a JSON list of `CORPUS/PATH@FIRST FRAME`, in the order of rows.
public struct StoredContender: Contender {
    /// Name of its column.
    public let name: String
    private let path: String
    private let rows: [String: Int]
    private let proposals: Int
    private let features: [Float]

    /// Reads a file.
    ///
    /// - Throws: ``Problem`` when it is none of this kind.
    public init(name: String, path: String) throws(Problem) {
        let file = try Safetensors.read(path)
        let shape = file.entries["features"]?.shape ?? []
        let names =
            (try? JSONDecoder().decode([String].self, from: Data((file.metadata["windows"] ?? "").utf8)))
            ?? []
        guard shape.count == 4, shape[0] == names.count, shape[1] > 0,
            Array(shape[2...]) == [EvaluationWindow.length, FrameFeatures.count]
        else {
            throw Problem(
                "this file holds no proposals for windows", at: .file(path),
                expected: "`features` [windows, proposals, 180, 139], and the windows' names",
                found: "\(shape) and \(names.count) names", remedy: "write it as Training/EVALUATION.md says")
        }
        self.name = name
        self.path = path
        rows = Dictionary(zip(names, 0...)) { first, _ in first }
        proposals = shape[1]
        features = try file.floats("features", shape: shape)
    }

    /// The proposals that the file has for a window.
    ///
    /// - Throws: ``Problem`` when it has none.
    public func answer(
        _ recording: Recording, start: Int, count: Int, seed: UInt64
    ) throws(Problem) -> Answer {
        let key = "\(recording.entry.name)@\(start)"
        guard let row = rows[key] else {
            throw Problem(
                "a window has no proposals", at: .file(path), expected: key, found: "\(rows.count) others",
                remedy: "make them for the same recordings, or give --limit")
        }
        let size = EvaluationWindow.length * FrameFeatures.count
        let clips = (0..<min(count, proposals)).map { number in
            let first = (row * proposals + number) * size
            return FrameFeatures.decoded(
                Matrix(
                    rows: EvaluationWindow.length, columns: FrameFeatures.count,
                    values: Array(features[first..<first + size])), frameRate: Movement.rate
            ).clip
        }
        return Answer(windows: clips)
    }
}
