public import Diagnostics
import Files
import Foundation
public import Tensor

/// A trained network with everything that it needs, read from one file.
///
/// Every tensor is checked for presence, shape and finite numbers when the file is opened, so that a
/// damaged file is found before any work is done.
public struct Checkpoint: Sendable {
    /// Versions of the file's layout that this code reads: the first knows no styles and no locked parts.
    public static let formats = ["1", "2"]
    /// Largest checkpoint that we open, bytes; ours travel with the program and have at most 40 MB.
    static let largestFile = 256 << 20

    /// Sizes of the network and of its window.
    public let configuration: Configuration
    /// SHA-256 of the file in hexadecimal: the checkpoint's name in a proposal's provenance.
    public let digest: String
    /// What training wrote about itself, as JSON texts: `corpus` (what it was trained on, under which licences),
    /// `training` (how), `metrics` (how well).
    public let metadata: [String: String]

    let standardization: Standardization
    let whitening: Whitening
    let spline: Spline
    let conditioning: Conditioning
    /// nil where the network was not trained with styles.
    let styles: StyleSpace?
    let response: Response
    let noise: CorrelatedNoise
    let network: Network

    /// Opens the checkpoint at `path`.
    ///
    /// - Parameter precision: Of nearly all products; what half of it changes is in
    ///   Documentation/Decisions/0022-kernels-of-our-own.md.
    /// - Throws: ``Problem`` when the file cannot be read, is damaged, or was written for another version.
    /// - Complexity: One pass over the file for its digest, one copy of the weights.
    public static func read(_ path: String, precision: Precision = .half) throws(Problem) -> Checkpoint {
        try Checkpoint(
            parsing: try FileBytes.read(path, limit: largestFile), path: path, precision: precision)
    }

    /// Opens a checkpoint from the bytes of its file; `path` is for errors.
    ///
    /// - Throws: ``Problem`` as ``read(_:)``.
    public init(parsing bytes: [UInt8], path: String, precision: Precision = .single) throws(Problem) {
        try self.init(
            from: try Safetensors.parse(bytes, path: path), digest: SHA256.hexDigest(of: bytes),
            precision: precision)
    }

    /// Opens a checkpoint from its file, which has this digest.
    init(from file: Safetensors, digest: String, precision: Precision) throws(Problem) {
        try file.format(among: Self.formats, of: "a checkpoint")
        configuration = try file.sizes(of: "the checkpoint")
        metadata = file.metadata
        standardization = try Standardization(from: file)
        whitening = try Whitening(from: file, configuration)
        spline = try Spline(from: file, configuration)
        conditioning = try Conditioning(from: file)
        if let count = configuration.style {
            styles = try StyleSpace(from: file, count: count)
            response = try Response(from: file, components: configuration.components)
        } else {
            styles = nil
            response = Response(plain: configuration.components)
        }
        noise = try CorrelatedNoise(from: file, configuration)
        network = try Network(from: file, configuration, precision: precision)
        self.digest = digest
    }
}
