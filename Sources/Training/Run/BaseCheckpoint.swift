public import Diagnostics
import Files
public import SequenceModel
import Tensor

/// A checkpoint to go on from.
public struct BaseCheckpoint: Sendable {
    /// Sizes of its network.
    public let sizes: Configuration
    /// SHA-256 of its file.
    public let digest: String
    /// What its training wrote about itself, JSON texts by name.
    let metadata: [String: String]
    let file: Safetensors
    let parameters: Parameters

    /// Largest checkpoint that is opened, bytes.
    private static let largest = 256 << 20

    /// Opens the checkpoint at `path`, after checking all that is in it.
    ///
    /// - Throws: ``Problem`` when it cannot be read, is damaged or no checkpoint.
    public static func read(_ path: String) throws(Problem) -> BaseCheckpoint {
        let bytes = try FileBytes.read(path, limit: largest)
        let checkpoint = try Checkpoint(parsing: bytes, path: path)
        var sizes = checkpoint.configuration
        // One from before styles learns them from here on: what it lacks counts as zero.
        sizes.style = sizes.style ?? 32
        let file = try Safetensors.parse(bytes, path: path)
        return BaseCheckpoint(
            sizes: sizes, digest: checkpoint.digest, metadata: checkpoint.metadata, file: file,
            parameters: try Parameters(from: file, ParameterLayout(sizes.networkSizes)))
    }
}
