import BVHFormat
import Foundation
import Peers

/// Who reads a file, each in its own way.
enum Reading {
    static let digitLoop = "digit loop"

    static func contestants(_ path: String) -> [Contestant] {
        let ours = [
            Contestant(name: "choreo", kind: "double, all checks") {
                _ = try BVHDocument.read(path, onAllCores: false)
            },
            Contestant(
                name: "choreo, all cores", kind: "double, all checks",
                threads: ProcessInfo.processInfo.activeProcessorCount
            ) { _ = try BVHDocument.read(path) },
        ]
        let peers: [(String, String, (UnsafePointer<CChar>, UnsafeMutablePointer<Double>?) -> Int)] = [
            (digitLoop, "float, not rounded", peer_digit_loop), ("fast_float", "double", peer_fast_float_64),
            ("fast_float", "float", peer_fast_float_32), ("strtof", "float", peer_strtof),
            ("assimp", "float, whole scene", peer_assimp),
        ]
        return ours
            + peers.map { name, kind, read in
                Contestant(name: name, kind: kind) {
                    guard read(path, nil) > 0 else { throw Failure("\(name) reads nothing of \(path)") }
                }
            }
    }

    /// Makes sure that all read the same numbers.
    static func check(_ path: String) throws {
        let document = try BVHDocument.read(path)
        let sum = document.values.reduce(0, +)
        var found = 0.0
        guard peer_fast_float_64(path, &found) == document.values.count, found == sum else {
            throw Failure("fast_float reads other numbers than choreo")
        }
        for (name, read) in [("strtof", peer_strtof), ("fast_float", peer_fast_float_32)] {
            guard read(path, &found) == document.values.count, abs(found - sum) < 1 else {
                throw Failure("\(name) reads other numbers than choreo")
            }
        }
        guard peer_digit_loop(path, &found) == document.values.count, abs(found - sum) < 1 else {
            throw Failure("the digit loop reads other numbers than choreo")
        }
    }
}

/// Why the benchmarks can't go on.
struct Failure: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
