import Foundation
import Motion
import Testing

/// A small reader of binary glTF, written from the specification alone, that plays the animation.
struct GLTFReader {
    let json: [String: Any]
    let binary: Data

    init(_ bytes: [UInt8]) throws {
        let data = Data(bytes)
        func number(at place: Int) -> Int {
            Int(data[place]) | Int(data[place + 1]) << 8 | Int(data[place + 2]) << 16 | Int(data[place + 3])
                << 24
        }
        try #require(data.count > 20 && String(decoding: data[0..<4], as: UTF8.self) == "glTF")
        try #require(number(at: 4) == 2 && number(at: 8) == data.count)
        let length = number(at: 12)
        try #require(length.isMultiple(of: 4))
        try #require(String(decoding: data[16..<20], as: UTF8.self) == "JSON")
        json = try #require(
            try JSONSerialization.jsonObject(with: data[20..<20 + length]) as? [String: Any])
        try #require(Array(data[24 + length..<28 + length]) == Array("BIN\0".utf8))
        binary = Data(data[(28 + length)...])
        try #require(binary.count == number(at: 20 + length) && binary.count.isMultiple(of: 4))
    }

    func list(_ key: String) -> [[String: Any]] { json[key] as? [[String: Any]] ?? [] }

    /// The numbers of an accessor, element by element.
    func numbers(_ accessor: Int) throws -> [[Double]] {
        let accessor = list("accessors")[accessor]
        let view = list("bufferViews")[try #require(accessor["bufferView"] as? Int)]
        let start = try #require(view["byteOffset"] as? Int)
        let count = try #require(accessor["count"] as? Int)
        let kind = try #require(accessor["type"] as? String)
        let width = try #require(["SCALAR": 1, "VEC3": 3, "VEC4": 4, "MAT4": 16][kind])
        let component = try #require(accessor["componentType"] as? Int)
        let size = try #require([5121: 1, 5123: 2, 5125: 4, 5126: 4][component])
        try #require(start.isMultiple(of: 4) && view["byteLength"] as? Int == count * width * size)
        try #require(start + count * width * size <= binary.count)
        return (0..<count).map { element in
            (0..<width).map { part in
                let place = binary.startIndex + start + (element * width + part) * size
                let bits = (0..<size).reduce(UInt32(0)) {
                    $0 | UInt32(binary[place + $1]) << (8 * UInt32($1))
                }
                return component == 5126 ? Double(Float(bitPattern: bits)) : Double(bits)
            }
        }
    }

    /// What a channel of the animation holds: key times and values.
    struct Track {
        var times: [Double]
        var values: [[Double]]
    }

    /// The animation's tracks by node and path.
    func tracks() throws -> [Int: [String: Track]] {
        guard let animation = list("animations").first else { return [:] }
        let samplers = try #require(animation["samplers"] as? [[String: Any]])
        var result: [Int: [String: Track]] = [:]
        for channel in try #require(animation["channels"] as? [[String: Any]]) {
            let target = try #require(channel["target"] as? [String: Any])
            let sampler = samplers[try #require(channel["sampler"] as? Int)]
            #expect(sampler["interpolation"] as? String == "LINEAR")
            let node = try #require(target["node"] as? Int)
            result[node, default: [:]][try #require(target["path"] as? String)] = Track(
                times: try numbers(try #require(sampler["input"] as? Int)).map { $0[0] },
                values: try numbers(try #require(sampler["output"] as? Int)))
        }
        return result
    }

    /// The skin's joints, as nodes.
    var joints: [Int] { list("skins").first?["joints"] as? [Int] ?? [] }

    /// Places of the skin's joints in the world at each key; nil for the nodes as they are at rest.
    func places(key: Int?) throws -> [SIMD3<Double>] {
        let nodes = list("nodes")
        let tracks = try tracks()
        var parents: [Int: Int] = [:]
        for (index, node) in nodes.enumerated() {
            for child in node["children"] as? [Int] ?? [] { parents[child] = index }
        }
        func value(_ node: Int, _ path: String) -> [Double]? {
            guard let key, let track = tracks[node]?[path] else { return nil }
            return track.values[min(key, track.values.count - 1)]
        }
        func world(_ node: Int) -> (place: SIMD3<Double>, turn: SIMD4<Double>) {
            let t = value(node, "translation") ?? nodes[node]["translation"] as? [Double] ?? [0, 0, 0]
            let r = value(node, "rotation") ?? [0, 0, 0, 1]
            let (place, turn) = (SIMD3(t[0], t[1], t[2]), SIMD4(r[0], r[1], r[2], r[3]))
            guard let parent = parents[node] else { return (place, turn) }
            let above = world(parent)
            return (above.place + Self.act(above.turn, place), Self.product(above.turn, turn))
        }
        return joints.map { world($0).place }
    }

    private static func act(_ q: SIMD4<Double>, _ v: SIMD3<Double>) -> SIMD3<Double> {
        let turned = product(product(q, SIMD4(v, 0)), SIMD4(-q.x, -q.y, -q.z, q.w))
        return SIMD3(turned.x, turned.y, turned.z)
    }

    private static func product(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> {
        let (u, v) = (SIMD3(a.x, a.y, a.z), SIMD3(b.x, b.y, b.z))
        let w = a.w * b.w - u.dot(v)
        return SIMD4(a.w * v + b.w * u + u.cross(v), w)
    }
}
