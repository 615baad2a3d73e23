import Tensor

@testable import SequenceModel

/// Numbers that PyTorch computed: a tiny random coder and network as a complete file, with inputs and outputs.
///
/// Made by `python -m choreo_training.codes.golden` in `Training/`; names that begin with `golden.` are inputs and
/// outputs for two windows, all others those of a file of codes.
struct GoldenCodes: GoldenNumbers {
    /// The fixture's bytes.
    let bytes: [UInt8]
    let file: Safetensors
    let model: CodeModel

    init() throws {
        (bytes, file) = try Self.read("codes")
        model = try CodeModel(parsing: bytes, path: "codes.safetensors")
    }

    /// The parts of a golden tensor [2, n, …] that belong to each window.
    func windows(_ name: String) throws -> [Matrix] {
        let all = try matrix(name)
        return [all.rows(0..<all.rows / 2), all.rows(all.rows / 2..<all.rows)]
    }
}
