public import Diagnostics
import Files
import JSON

extension Safetensors {
    /// The bytes of the file: names in order, so that equal contents give equal bytes.
    ///
    /// The header is filled up with spaces to a multiple of eight bytes, which aligns the numbers for readers that
    /// map the file into memory.
    public func serialized() -> [UInt8] {
        var members: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key < $1.key }.map {
                "\(JSONValue.quoted($0.key)):\(JSONValue.quoted($0.value))"
            }
            members.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
        }
        var body: [UInt8] = []
        body.reserveCapacity(data.count)
        for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
            let start = body.count
            body.append(contentsOf: data[entry.range])
            let shape = entry.shape.map(String.init).joined(separator: ",")
            members.append(
                "\(JSONValue.quoted(name)):{\"dtype\":\"\(entry.kind.rawValue)\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(start),\(body.count)]}")
        }
        var header = Array("{\(members.joined(separator: ","))}".utf8)
        while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
        let length = UInt64(header.count)
        return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + header + body
    }

    /// Writes the file to `path` in one step.
    ///
    /// - Throws: ``Problem`` when it cannot be written.
    public func write(to path: String) throws(Problem) {
        try AtomicFile.write(serialized(), to: path)
    }
}
