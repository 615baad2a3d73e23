public import Diagnostics
import Files
public import Tensor

/// A trained network of either kind; its file says which.
public enum SequenceNetwork: Generator {
    /// Masked flow: continues, and knows locks and styles.
    case flow(TransformerGenerator)
    /// Codes: only go on from the end of a phrase, and do that best.
    case codes(CodeGenerator)

    /// Opens the file at `path`.
    ///
    /// - Parameter precision: Of nearly all products.
    /// - Throws: ``Problem`` when the file cannot be read, is damaged, or was written for another version.
    /// - Complexity: One pass over the file for its digest, one copy of the weights.
    public static func read(_ path: String, precision: Precision = .half) throws(Problem) -> SequenceNetwork {
        let bytes = try FileBytes.read(path, limit: Checkpoint.largestFile)
        let file = try Safetensors.parse(bytes, path: path)
        let digest = SHA256.hexDigest(of: bytes)
        let format = try file.format(among: Checkpoint.formats + [CodeModel.format], of: "a network")
        guard format == CodeModel.format else {
            return .flow(
                TransformerGenerator(try Checkpoint(from: file, digest: digest, precision: precision)))
        }
        return .codes(CodeGenerator(try CodeModel(from: file, digest: digest, precision: precision)))
    }

    /// SHA-256 of its file in hexadecimal: its name in a proposal's provenance.
    public var digest: String {
        switch self {
        case .flow(let generator): generator.checkpoint.digest
        case .codes(let generator): generator.model.digest
        }
    }

    private var generator: any Generator {
        switch self {
        case .flow(let generator): generator
        case .codes(let generator): generator
        }
    }

    /// As the network's own.
    public func variety(for request: Request) -> [Conditions] { generator.variety(for: request) }

    /// Makes the proposals that `request` asks for.
    ///
    /// - Throws: ``Problem`` when the request cannot be met, and for locks and styles that the network does not know.
    public func propose(
        _ request: Request, progress: @escaping @Sendable (Double) -> Void
    ) throws(Problem) -> [Continuation] {
        try generator.propose(request, progress: progress)
    }
}
