import BVHFormat
import Foundation

/// Most memory that a process holds which only reads a file, each contestant in a process of its own.
enum Memory {
    /// Reads the file as the contestant at an index does; nothing for -1.
    static func read(_ path: String, contestant: Int) throws {
        guard contestant >= 0 else { return }
        try Reading.contestants(path)[contestant].run()
    }

    /// Prints a line for each contestant.
    static func print(_ path: String) throws {
        // A new process is charged with what its parent holds at that moment, so this one must stay small.
        let contestants = Reading.contestants(path)
        let alone = try peak(path, -1)
        let peaks = try contestants.indices.map { try peak(path, $0) }
        let size = try fileSize(of: path)
        let values = try BVHDocument.read(path).values.count * MemoryLayout<Double>.size
        Swift.print("  file \(size / 1_000_000) MB, its values as Double \(values / 1_000_000) MB")
        Swift.print("  a process that reads nothing: \(alone / 1_000_000) MB")
        for (contestant, peak) in zip(contestants, peaks) {
            let ratios = String(
                format: "%.2f x file, %.2f x (file + values)", Double(peak) / Double(size),
                Double(peak) / Double(size + values))
            Swift.print("  \(contestant.name), \(contestant.kind): \(peak / 1_000_000) MB, \(ratios)")
        }
        Swift.print()
    }

    private static func peak(_ path: String, _ contestant: Int) throws -> Int {
        try ChildProcess([CommandLine.arguments[0], "read-once", path, "\(contestant)"]).peakMemory
    }

    static func fileSize(of path: String) throws -> Int {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    }
}
