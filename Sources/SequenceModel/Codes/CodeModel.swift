public import Diagnostics
import Files
import Foundation
public import Tensor

/// A trained coder and its network, read from one file.
///
/// Every tensor is checked for presence, shape and finite numbers when the file is opened, so that a damaged file is
/// found before any work is done.
public struct CodeModel: Sendable {
    /// Version of the file's layout that this code reads.
    public static let format = "codes 1"

    /// Sizes of coder and network, and how to draw.
    public let sizes: CodeSizes
    /// SHA-256 of the file in hexadecimal: the model's name in a proposal's provenance.
    public let digest: String
    /// What training wrote about itself, as JSON texts: `corpus`, `training`.
    public let metadata: [String: String]

    let coder: PatchCoder
    let network: CodeNetwork

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
        guard file.metadata["choreo.format"] == Self.format else {
            throw file.unfit(
                "this is not a file of codes of this version", expected: "`choreo.format` `\(Self.format)`",
                found: file.metadata["choreo.format"].map { "`\($0)`" } ?? "no such entry")
        }
        let text = file.metadata["config"] ?? ""
        do {
            sizes = try JSONDecoder().decode(CodeSizes.self, from: Data(text.utf8))
        } catch {
            throw file.unfit(
                "the sizes of the codes cannot be read", expected: "metadata `config` with every size",
                found: text.isEmpty ? "none" : "`\(text.prefix(80))`")
        }
        if let flaw = sizes.flaw {
            throw file.unfit(
                "the sizes of the codes are impossible", expected: "sizes that fit together", found: flaw)
        }
        metadata = file.metadata
        coder = try PatchCoder(from: file, sizes)
        network = try CodeNetwork(from: file, sizes, precision: precision)
        digest = SHA256.hexDigest(of: bytes)
    }
}
