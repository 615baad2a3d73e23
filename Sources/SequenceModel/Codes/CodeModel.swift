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

    /// Opens a model from the bytes of its file; `path` is for errors.
    ///
    /// - Throws: ``Problem`` when the file is damaged, or was written for another version.
    public init(parsing bytes: [UInt8], path: String, precision: Precision = .single) throws(Problem) {
        try self.init(
            from: try Safetensors.parse(bytes, path: path), digest: SHA256.hexDigest(of: bytes),
            precision: precision)
    }

    /// Opens a model from its file, which has this digest.
    init(from file: Safetensors, digest: String, precision: Precision) throws(Problem) {
        try file.format(among: [Self.format], of: "a file of codes")
        sizes = try file.sizes(of: "the codes")
        metadata = file.metadata
        coder = try PatchCoder(from: file, sizes)
        network = try CodeNetwork(from: file, sizes, precision: precision)
        postnet = try CodePostnet(from: file, sizes, precision: precision)
        self.digest = digest
    }
}
