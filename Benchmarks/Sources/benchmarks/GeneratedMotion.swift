import Foundation

/// A BVH text as long as wanted: 60 joints that swing in sums of sines, with a little noise.
///
/// 183 channels at 120 frames a second; a third of the channels each has 4, 5 and 6 decimals, as exporters differ.
/// About 9.2 bytes a value. The same size gives the same bytes.
struct GeneratedMotion {
    private let jointCount = 60
    private let channelCount = 183
    private var random: UInt64 = 1

    /// Writes a text of `size` bytes, or a row less, to `path`.
    mutating func write(to path: String, size: Int) throws {
        let curves = (0..<channelCount).map { _ in Curve { uniform() } }
        let hierarchy = hierarchy
        var rows: [UInt8] = []
        var frame = 0
        while true {
            var row: [UInt8] = []
            for (channel, curve) in curves.enumerated() {
                let value = curve.value(at: Double(frame) / 120) + 0.05 * (uniform() - 0.5)
                if channel > 0 { row.append(UInt8(ascii: " ")) }
                row += String(format: "%.\(4 + channel % 3)f", value).utf8
            }
            row.append(UInt8(ascii: "\n"))
            guard hierarchy.utf8.count + 50 + rows.count + row.count <= size else { break }
            rows += row
            frame += 1
        }
        let text = hierarchy + "MOTION\nFrames: \(frame)\nFrame Time: 0.008333333\n"
        try (Data(text.utf8) + Data(rows)).write(to: URL(fileURLWithPath: path))
    }

    /// Twelve chains of five joints.
    private var hierarchy: String {
        var text = "HIERARCHY\n"
        for joint in 0..<jointCount {
            let depth = joint == 0 ? 0 : (joint - 1) % 5 + 1
            if joint > 1, depth == 1 { text += Self.ends(from: 5, to: 1) }
            let channels = "Zrotation Xrotation Yrotation\n"
            text += joint == 0 ? "ROOT Joint0\n{\n" : "JOINT Joint\(joint)\n{\n"
            text += "OFFSET 0.0 \(depth).5 0.25\n"
            text += joint == 0 ? "CHANNELS 6 Xposition Yposition Zposition " : "CHANNELS 3 "
            text += channels
        }
        return text + Self.ends(from: (jointCount - 2) % 5 + 1, to: 0)
    }

    private static func ends(from last: Int, to first: Int) -> String {
        "End Site\n{\nOFFSET 0 1 0\n}\n" + String(repeating: "}\n", count: last - first + 1)
    }

    /// SplitMix64, as a number from 0 to 1.
    private mutating func uniform() -> Double {
        random &+= 0x9E37_79B9_7F4A_7C15
        var mixed = random
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Double((mixed ^ mixed >> 31) >> 11) * 0x1p-53
    }
}

/// Three sines of different pace.
private struct Curve {
    var parts: [(amplitude: Double, pace: Double, phase: Double)]

    init(_ uniform: () -> Double) {
        parts = (0..<3).map { _ in (60 * uniform(), 0.2 + 3 * uniform(), 6.3 * uniform()) }
    }

    func value(at seconds: Double) -> Double {
        parts.reduce(0) { $0 + $1.amplitude * sin($1.pace * seconds + $1.phase) }
    }
}
