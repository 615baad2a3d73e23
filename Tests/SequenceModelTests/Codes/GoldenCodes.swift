import Foundation
import Tensor
import Testing

@testable import SequenceModel

/// Numbers that PyTorch computed: a tiny random coder and network as a complete file, with inputs and outputs.
///
/// Made by `python -m choreo_training.codes.golden` in `Training/`; names that begin with `golden.` are inputs and
/// outputs for two windows, all others those of a file of codes.
struct GoldenCodes {
    /// The fixture's bytes.
    let bytes: [UInt8]
    let file: Safetensors
    let model: CodeModel

    init() throws {
        let url = try #require(
            Bundle.module.url(forResource: "codes", withExtension: "safetensors", subdirectory: "Fixtures"))
        bytes = try Array(Data(contentsOf: url))
        file = try Safetensors.parse(bytes, path: "codes.safetensors")
        model = try CodeModel(parsing: bytes, path: "codes.safetensors")
    }

    /// A golden tensor of one axis or more as a matrix: all but the last axis are its rows.
    func matrix(_ name: String) throws -> Matrix {
        let shape = try #require(file.entries["golden." + name]).shape
        let columns = try #require(shape.last)
        return Matrix(
            rows: shape.dropLast().reduce(1, *), columns: columns,
            values: try file.floats("golden." + name, shape: shape))
    }

    /// The parts of a golden tensor [2, n, …] that belong to each window.
    func windows(_ name: String) throws -> [Matrix] {
        let all = try matrix(name)
        return [all.rows(0..<all.rows / 2), all.rows(all.rows / 2..<all.rows)]
    }
}
