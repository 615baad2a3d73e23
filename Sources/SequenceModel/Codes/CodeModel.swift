public import Diagnostics
import Files
public import Tensor

/// A trained coder and its networks, read from one file.
///
/// Every tensor is checked for presence, shape and finite numbers when the file is opened, so that a damaged file is
/// found before any work is done.
public struct CodeModel: Sendable {
    /// Version of the file's layout that this code reads.
    public static let format = "codes 1"

    /// Sizes of coder and networks, and how to draw.
    public let sizes: CodeSizes
    /// SHA-256 of the file in hexadecimal: the model's name in a proposal's provenance.
    public let digest: String
    /// What training wrote about itself, as JSON texts: `corpus`, `training`.
    public let metadata: [String: String]

    let coder: PatchCoder
    let network: CodeNetwork
    let postnet: CodePostnet

    /// Opens the file at `path`.
    ///
    /// - Parameter precision: Of nearly all products.
    /// - Throws: ``Problem`` when the file cannot be read, is damaged, or was written for another version.
    /// - Complexity: One pass over the file for its digest, one copy of the weights.
    public static func read(_ path: String, precision: Precision = .half) throws(Problem) -> CodeModel {
        try CodeModel(
            parsing: try FileBytes.read(path, limit: Checkpoint.largestFile), path: path, precision: precision
        )
    }

    /// Opens a model from the bytes of its file; `path` is for errors.
    ///
    /// - Throws: ``Problem`` as ``read(_:precision:)``.
    public init(parsing bytes: [UInt8], path: String, precision: Precision = .single) throws(Problem) {
        let file = try Safetensors.parse(bytes, path: path)
        try file.format(among: [Self.format], of: "a file of codes")
        sizes = try file.sizes(of: "the codes")
        metadata = file.metadata
        coder = try PatchCoder(from: file, sizes)
        network = try CodeNetwork(from: file, sizes, precision: precision)
        postnet = try CodePostnet(from: file, sizes, precision: precision)
        digest = SHA256.hexDigest(of: bytes)
    }
}
