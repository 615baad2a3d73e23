import Diagnostics
import Foundation
import Tensor
import Testing

@testable import SequenceModel

@Suite("Safetensors files")
struct SafetensorsTests {
    /// A small file with both kinds of number.
    static func small() -> Safetensors {
        var file = Safetensors(metadata: ["note": "a \"quoted\"\nline", "choreo.format": "1"])
        file.add("steps", shape: [3], integers: [1, -2, .max])
        file.add("weights", shape: [2, 2], [0.5, -1, 3e-9, 7])
        file.add("empty", shape: [0, 4], [Float]())
        file.add("scalar", shape: [], [Float(42)])
        return file
    }

    /// A file with this header, filled up or cut to `body` bytes of numbers.
    private func bytes(header: String, body: Int) -> [UInt8] {
        let length = UInt64(header.utf8.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
            + Array(repeating: 0, count: body)
    }

    @Test func writtenAndReadAgain() throws {
        let file = Self.small()
        let read = try Safetensors.parse(file.serialized(), path: "small")
        #expect(read.metadata == file.metadata)
        #expect(try read.integers("steps") == [1, -2, .max])
        #expect(try read.floats("weights", shape: [2, 2]) == [0.5, -1, 3e-9, 7])
        #expect(try read.floats("empty", shape: [0, 4]).isEmpty)
        #expect(try read.floats("scalar", shape: []) == [42])
        #expect(read.serialized() == file.serialized())
    }

    @Test func theNumbersBeginAtAMultipleOfEight() {
        let length = Self.small().serialized()[0]
        #expect(length % 8 == 0)
    }

    @Test func numbersAtOddPlacesAreRead() throws {
        let header = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
        for pad in 0..<8 {
            let file =
                bytes(header: header + String(repeating: " ", count: pad), body: 0) + [0, 0, 0x80, 0x3F]
            #expect(try Safetensors.parse(file, path: "odd").floats("a", shape: [1]) == [1])
        }
    }

    @Test func halvesOfNumbersAreRead() throws {
        let header = #"{"a":{"dtype":"BF16","shape":[3],"data_offsets":[0,6]}}"#
        let file = try Safetensors.parse(
            bytes(header: header, body: 0) + [0x80, 0x3F, 0x20, 0xC0, 0, 0], path: "halves")
        #expect(try file.floats("a", shape: [3]) == [1, -2.5, 0])
        let infinite = try Safetensors.parse(
            bytes(header: header, body: 0) + [0x80, 0x7F, 0, 0, 0, 0], path: "halves")
        #expect(throws: Problem.self) { try infinite.floats("a", shape: [3]) }
    }

    @Test func throughTheDisk() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("small.safetensors").path
        try Self.small().write(to: path)
        #expect(try Safetensors.read(path).floats("scalar", shape: []) == [42])
        #expect(throws: Problem.self) { try Safetensors.read(folder.path) }
        #expect(throws: Problem.self) { try Safetensors.read(path + ".absent") }
    }

    @Test func aFileCutAnywhereIsRefused() {
        let whole = Self.small().serialized()
        for length in whole.indices {
            let problem = #expect(throws: Problem.self) {
                try Safetensors.parse(Array(whole[..<length]), path: "cut")
            }
            #expect(problem?.place?.path == "cut")
        }
    }

    @Test(arguments: [
        "",  // nothing at all
        "[]", "7", "null", "{", "{\"a\":}", "\u{0}",
        #"{"a":7}"#,
        #"{"a":{"dtype":"F32","shape":[1]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#,
        #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#,  // a kind we do not read
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,  // shape and bytes disagree
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,  // backwards
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
        #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,  // beyond the end
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775804,9223372036854775807]}}"#,
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1e30]}}"#,
        #"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}}"#,  // overflows
        #"{"a":{"dtype":"F32","shape":[0,9223372036854775807,2],"data_offsets":[0,0]}}"#,
        #"{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}"#,  // too many axes
        #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        #"{"__metadata__":{"n":7},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
        #"{"__metadata__":{}}"#,  // four bytes that nobody names
    ])
    func impossibleHeadersAreRefused(header: String) {
        #expect(throws: Problem.self) { try Safetensors.parse(bytes(header: header, body: 4), path: "bad") }
    }

    @Test func headersThatWouldFillMemoryAreRefused() {
        for length in [UInt64.max, 1 << 63, 1 << 40, 9] {
            let file = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array("{}      ".utf8)
            #expect(throws: Problem.self) { try Safetensors.parse(file, path: "bad") }
        }
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: Problem.self) { try Safetensors.parse(bytes(header: deep, body: 0), path: "deep") }
    }

    @Test func askingForWhatIsNotThereIsRefused() throws {
        let file = Self.small()
        #expect(throws: Problem.self) { try file.floats("absent", shape: [1]) }
        #expect(throws: Problem.self) { try file.floats("weights", shape: [4]) }
        #expect(throws: Problem.self) { try file.floats("steps", shape: [3]) }
        #expect(throws: Problem.self) { try file.integers("weights") }
        var broken = Safetensors()
        broken.add("a", shape: [2], [1, .infinity])
        #expect(throws: Problem.self) { try broken.floats("a", shape: [2]) }
    }

    /// Whatever a byte turns into, reading ends: with a file, or with a problem.
    @Test func changedBytesNeverCrash() {
        var generator = Xoshiro256(seed: 2024)
        let whole = Self.small().serialized()
        var refused = 0
        for _ in 0..<3000 {
            var bytes = whole
            for _ in 0...Int(generator.next() % 4) {
                bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(generator.next() % 256)
            }
            do {
                let file = try Safetensors.parse(bytes, path: "changed")
                for (name, entry) in file.entries {
                    _ = try? file.floats(name, shape: entry.shape)
                    _ = try? file.integers(name)
                }
            } catch { refused += 1 }
        }
        #expect(refused > 300)
    }
}
