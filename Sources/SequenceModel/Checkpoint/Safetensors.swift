public import Diagnostics
import Files
public import Tensor

/// Named arrays of numbers in one file, with a few words about them: the safetensors format.
///
/// Eight bytes of header length (little-endian), a JSON header that names each tensor's kind, shape and place, then
/// the tensors' bytes without gaps. What is read here may come from anyone: every number of the header is checked
/// against the file before it is used.
///
/// Source: Hugging Face, "safetensors", format description, 2022.
public struct Safetensors: Sendable, Equatable {
    /// Kinds of number that we read and write.
    public enum Kind: String, Sendable {
        case float32 = "F32"
        case bfloat16 = "BF16"
        case int64 = "I64"

        /// Bytes of one number.
        var size: Int {
            switch self {
            case .float32: 4
            case .bfloat16: 2
            case .int64: 8
            }
        }
    }

    /// What the header says about a tensor.
    public struct Entry: Sendable, Equatable {
        /// Kind of its numbers.
        public var kind: Kind
        /// Lengths of its axes, outermost first; empty for a single number.
        public var shape: [Int]
        /// Where its bytes are, counted from the end of the header.
        var range: Range<Int>
    }

    /// Free text by name.
    public var metadata: [String: String]
    /// Tensors by name.
    public internal(set) var entries: [String: Entry]
    /// The tensors' bytes.
    var data: [UInt8]
    /// Where it was read from, for errors.
    var path: String

    /// Creates a file without tensors.
    public init(metadata: [String: String] = [:]) {
        self.metadata = metadata
        entries = [:]
        data = []
        path = "(in memory)"
    }

    /// Adds a tensor of `Float` numbers under a new name; `shape` must hold as many.
    public mutating func add(_ name: String, shape: [Int], _ values: [Float]) {
        precondition(shape.reduce(1, *) == values.count, "one value per element")
        values.withUnsafeBytes { append(name, .float32, shape, $0) }
    }

    /// Adds a matrix under a new name.
    public mutating func add(_ name: String, _ matrix: Matrix) {
        add(name, shape: [matrix.rows, matrix.columns], matrix.values)
    }

    /// Adds a tensor of whole numbers under a new name; `shape` must hold as many.
    public mutating func add(_ name: String, shape: [Int], integers values: [Int64]) {
        precondition(shape.reduce(1, *) == values.count, "one value per element")
        values.withUnsafeBytes { append(name, .int64, shape, $0) }
    }

    /// Takes the tensor `name` away, if it is there.
    public mutating func remove(_ name: String) { entries[name] = nil }

    private mutating func append(
        _ name: String, _ kind: Kind, _ shape: [Int], _ bytes: UnsafeRawBufferPointer
    ) {
        precondition(entries[name] == nil && name != "__metadata__", "every tensor has its own name")
        let start = data.count
        data.append(contentsOf: bytes)
        entries[name] = Entry(kind: kind, shape: shape, range: start..<data.count)
    }

    /// The numbers of a tensor of `Float`, or of the first halves of such, that must have this `shape`, outermost axis first.
    ///
    /// - Throws: ``Problem`` when the tensor is absent, of another kind or shape, or holds a number that is not
    ///   finite.
    public func floats(_ name: String, shape: [Int]) throws(Problem) -> [Float] {
        let entry = try entry(name, kinds: [.float32, .bfloat16])
        guard entry.shape == shape else {
            throw unfit("tensor `\(name)` has another shape", expected: "\(shape)", found: "\(entry.shape)")
        }
        let values =
            entry.kind == .float32
            ? numbers(entry, of: Float.self)
            : numbers(entry, of: UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
        guard values.allSatisfy({ $0.isFinite }) else {
            throw unfit(
                "tensor `\(name)` holds a number that is not finite", expected: "finite numbers only",
                found: "infinity or not-a-number")
        }
        return values
    }

    /// A `Float` tensor of two axes, which must be `rows` and `columns` long.
    ///
    /// - Throws: as ``floats(_:shape:)``.
    public func matrix(_ name: String, rows: Int, columns: Int) throws(Problem) -> Matrix {
        Matrix(rows: rows, columns: columns, values: try floats(name, shape: [rows, columns]))
    }

    /// The numbers of an integer tensor of any shape.
    ///
    /// - Throws: ``Problem`` when the tensor is absent or of another kind.
    public func integers(_ name: String) throws(Problem) -> [Int64] {
        numbers(try entry(name, kinds: [.int64]), of: Int64.self)
    }

    private func entry(_ name: String, kinds: [Kind]) throws(Problem) -> Entry {
        guard let entry = entries[name] else {
            throw unfit("tensor `\(name)` is missing", expected: "a tensor of this name", found: "none")
        }
        guard kinds.contains(entry.kind) else {
            throw unfit(
                "tensor `\(name)` is of another kind",
                expected: kinds.map(\.rawValue).joined(separator: " or "), found: entry.kind.rawValue)
        }
        return entry
    }

    /// Copies a tensor out, wherever the file has placed it.
    ///
    /// The file is little-endian, as is every machine that we run on.
    private func numbers<Number>(_ entry: Entry, of: Number.Type) -> [Number] {
        let count = entry.range.count / MemoryLayout<Number>.size
        return data.withUnsafeBytes { bytes in
            [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[entry.range]))
                initialized = count
            }
        }
    }

    /// A problem with this file as a checkpoint.
    func unfit(_ what: String, expected: String, found: String) -> Problem {
        Problem(
            what, at: .file(path), expected: expected, found: found,
            remedy: "use the checkpoint that came with choreo, or write this one again")
    }
}
