import Foundation

/// The whole command: a file opened, cut and written.
enum Command {
    /// Prints time and memory of `choreo convert --frames`, the median of five runs.
    static func print(_ command: String, _ path: String) throws {
        let size = try Memory.fileSize(of: path)
        let output = NSTemporaryDirectory() + "choreo-benchmark-\(getpid()).bvh"
        defer { unlink(output) }
        for (what, words) in [
            ("info", ["info", path]),
            (
                "convert --frames 1001..50000",
                ["convert", path, "-o", output, "--force", "--frames", "1001..50000"]
            ),
            ("convert", ["convert", path, "-o", output, "--force"]),
        ] {
            let runs = try (0..<5).map { _ in try ChildProcess([command] + words) }
            let seconds = runs.map(\.seconds).sorted()[2]
            let peak = runs.map(\.peakMemory).max() ?? 0
            Swift.print(
                "  choreo \(what): " + String(format: "%.2f s, ", seconds)
                    + "peak \(peak / 1_000_000) MB, "
                    + String(format: "%.2f x file", Double(peak) / Double(size)))
        }
        Swift.print()
    }
}
