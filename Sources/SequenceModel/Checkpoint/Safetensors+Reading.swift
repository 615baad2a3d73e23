public import Diagnostics
import Files
import Foundation

extension Safetensors {
    /// Largest file we read: ours are at most 40 MB, training features a few hundred.
    private static let largestFile = 1 << 30
    /// Largest header: a hundred bytes a tensor, and what the metadata says.
    private static let largestHeader = 8 << 20
    /// More axes than any tensor of ours has.
    private static let mostAxes = 8

    /// Reads the file at `path`.
    ///
    /// - Throws: ``Problem`` when it cannot be read or is not safetensors.
    public static func read(_ path: String) throws(Problem) -> Safetensors {
        try parse(try FileBytes.read(path, limit: largestFile), path: path)
    }

    /// Reads the bytes of a file; `path` is for errors.
    ///
    /// - Throws: ``Problem`` when they are not safetensors: a cut file, a header that is not JSON, a kind of number
    ///   that we do not know, tensors that leave the file, overlap or leave gaps.
    public static func parse(_ bytes: [UInt8], path: String) throws(Problem) -> Safetensors {
        var file = Safetensors()
        file.path = path

        guard bytes.count >= 8 else {
            throw file.malformed(expected: "8 bytes of header length", found: "\(bytes.count) bytes in all")
        }
        let length = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        let room = bytes.count - 8
        guard length <= UInt64(min(room, largestHeader)) else {
            throw file.malformed(
                expected: "a header of at most \(min(room, largestHeader)) bytes", found: "\(length) bytes")
        }
        let body = 8 + Int(length)
        let header: Header
        do {
            header = try JSONDecoder().decode(Header.self, from: Data(bytes[8..<body]))
        } catch {
            throw file.malformed(
                expected: "a JSON header that names each tensor", found: "a header that cannot be understood")
        }
        file.metadata = header.metadata
        for (name, raw) in header.tensors {
            file.entries[name] = try file.checked(name, raw, room: bytes.count - body)
        }
        try file.checkCoverage(of: bytes.count - body)
        file.data = Array(bytes[body...])
        return file
    }

    /// The entry that the header describes, if it is possible at all.
    private func checked(_ name: String, _ raw: Header.Tensor, room: Int) throws(Problem) -> Entry {
        guard let kind = Kind(rawValue: raw.dtype) else {
            throw malformed(
                expected: "numbers of kind F32, BF16 or I64 in `\(name)`", found: "kind `\(raw.dtype)`")
        }
        guard raw.shape.count <= Self.mostAxes, raw.shape.allSatisfy({ $0 >= 0 }) else {
            throw malformed(expected: "a shape of a few axes for `\(name)`", found: "another shape")
        }
        var size = kind.size
        for axis in raw.shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: axis)
            guard !overflow else {
                throw malformed(expected: "a shape that fits in memory for `\(name)`", found: "a larger one")
            }
            size = product
        }
        guard raw.offsets.count == 2, raw.offsets[0] >= 0, raw.offsets[0] <= raw.offsets[1],
            raw.offsets[1] <= room
        else {
            throw malformed(
                expected: "bytes within 0 ..< \(room) for `\(name)`",
                found: "\(raw.offsets.prefix(2).map(String.init).joined(separator: " ..< "))")
        }
        let range = raw.offsets[0]..<raw.offsets[1]
        guard range.count == size else {
            throw malformed(
                expected: "\(size) bytes for `\(name)` of shape \(raw.shape)", found: "\(range.count) bytes")
        }
        return Entry(kind: kind, shape: raw.shape, range: range)
    }

    /// Tensors lie end to end and fill the file: a cut or doctored file shows here.
    private func checkCoverage(of size: Int) throws(Problem) {
        var end = 0
        for range in entries.values.map(\.range).sorted(by: {
            ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
        }) {
            guard range.lowerBound == end else {
                throw malformed(expected: "a tensor at byte \(end)", found: "one at byte \(range.lowerBound)")
            }
            end = range.upperBound
        }
        guard end == size else {
            throw malformed(expected: "\(end) bytes of tensors", found: "\(size) bytes")
        }
    }

    private func malformed(expected: String, found: String) -> Problem {
        Problem(
            "this is not a whole safetensors file", at: .file(path), expected: expected, found: found,
            remedy: "fetch or write the file again")
    }
}

/// The JSON header: one object whose members are tensors, and perhaps `__metadata__`.
private struct Header: Decodable {
    struct Tensor: Decodable {
        var dtype: String
        var shape: [Int]
        var offsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype, shape
            case offsets = "data_offsets"
        }
    }

    struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    var metadata: [String: String] = [:]
    var tensors: [String: Tensor] = [:]

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        for name in container.allKeys {
            if name.stringValue == "__metadata__" {
                metadata = try container.decode([String: String].self, forKey: name)
            } else {
                tensors[name.stringValue] = try container.decode(Tensor.self, forKey: name)
            }
        }
    }
}
