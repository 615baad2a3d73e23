import BVHFormat
import Foundation
import Peers

/// Who turns numbers into text, each in its own way, in memory.
enum Writing {
    static let printf = "snprintf(\"%.6f\")"

    static func contestants(_ document: BVHDocument, text: UnsafeMutablePointer<CChar>) -> [Contestant] {
        let peers: [(String, String, (UnsafePointer<Double>, Int, UnsafeMutablePointer<CChar>) -> Int)] = [
            (printf, "double, 6 decimals", peer_printf),
            ("std::to_chars", "double, shortest", peer_to_chars_64),
            ("std::to_chars", "float, shortest", peer_to_chars_32),
            ("std::to_chars", "double, 6 decimals", peer_to_chars_fixed),
        ]
        return [
            Contestant(name: "choreo", kind: "double, shortest") {
                _ = document.serialized(onAllCores: false)
            },
            Contestant(
                name: "choreo, all cores", kind: "double, shortest",
                threads: ProcessInfo.processInfo.activeProcessorCount
            ) { _ = document.serialized() },
        ]
            + peers.map { name, kind, write in
                Contestant(name: name, kind: kind) {
                    let count = document.values.withUnsafeBufferPointer { values in
                        values.baseAddress.map { write($0, values.count, text) } ?? 0
                    }
                    guard count > 0 else { throw Failure("\(name) writes nothing") }
                }
            }
    }
}
