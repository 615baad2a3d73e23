import Diagnostics
import Foundation
import Tensor
import Testing

@testable import SequenceModel

/// Weights with inputs and outputs that PyTorch computed, in one fixture.
protocol GoldenNumbers {
    /// The fixture's bytes.
    var bytes: [UInt8] { get }
    var file: Safetensors { get }
}

extension GoldenNumbers {
    /// Reads the fixture `name`.
    static func read(_ name: String) throws -> (bytes: [UInt8], file: Safetensors) {
        let url = try #require(
            Bundle.module.url(forResource: name, withExtension: "safetensors", subdirectory: "Fixtures"))
        let bytes = try Array(Data(contentsOf: url))
        return (bytes, try Safetensors.parse(bytes, path: name + ".safetensors"))
    }

    /// A golden tensor of one axis or more as a matrix: all but the last axis are its rows.
    func matrix(_ name: String) throws -> Matrix {
        let shape = try #require(file.entries["golden." + name]).shape
        let columns = try #require(shape.last)
        return Matrix(
            rows: shape.dropLast().reduce(1, *), columns: columns,
            values: try file.floats("golden." + name, shape: shape))
    }

    /// The fixture with one thing changed.
    func changed(_ change: (inout Safetensors) -> Void) -> [UInt8] {
        var file = file
        change(&file)
        return file.serialized()
    }

    /// Opens the fixture with each of its `tensors` left out, then in another shape: the message must name it.
    func mustHave(_ tensor: String, opening open: ([UInt8], String) throws -> Void) {
        func problem(_ change: (inout Safetensors) -> Void) -> Problem? {
            let bytes = changed(change)
            return #expect(throws: Problem.self) { try open(bytes, "changed.safetensors") }
        }
        let missing = problem { $0.remove(tensor) }
        #expect(missing?.what.contains("`\(tensor)`") == true)
        #expect(missing?.place?.path == "changed.safetensors")
        let other = problem { file in
            file.remove(tensor)
            file.add(tensor, shape: [3, 5], Array(repeating: 1, count: 15))
        }
        #expect(other?.what.contains("`\(tensor)`") == true)
        #expect(other?.found == "[3, 5]")
    }

    /// The fixture with a few bytes of its header changed, sixty times, the same every time.
    func withChangedHeaders(_ use: ([UInt8]) throws -> Void) rethrows {
        var generator = Xoshiro256(seed: 77)
        let header = 8 + Int(bytes[0]) + Int(bytes[1]) << 8
        for _ in 0..<60 {
            var changed = bytes
            for _ in 0...Int(generator.next() % 3) {
                changed[Int(generator.next() % UInt64(header))] = UInt8(generator.next() % 256)
            }
            try use(changed)
        }
    }
}
