import BVHFormat
import Diagnostics

/// A number in a file is the number that the standard library reads, to the last bit, or is refused.
enum NumberTarget {
    /// What stands before the number.
    private static let file = Array(
        """
        HIERARCHY
        ROOT Hinge { OFFSET 0 0 0 CHANNELS 1 Xrotation }
        MOTION
        Frames: 1
        Frame Time: 1

        """.utf8)

    static func check(_ bytes: [UInt8]) {
        let letters = Array("0123456789+-.eE".utf8)
        let word = bytes.map { letters[Int($0) % letters.count] }
        guard !word.isEmpty else { return }
        // Real digits pass as they are, so that the dictionary's numbers stay numbers.
        let text = bytes.allSatisfy(letters.contains) ? bytes : word
        let string = String(decoding: text, as: UTF8.self)
        let expected = value(string)
        do throws(Problem) {
            let document = try BVHDocument.parse(file + text + [0x0A], path: "number.bvh")
            must(
                document.values.map(\.bitPattern) == expected.map { [$0.bitPattern] },
                "\(string) was read as \(document.values), not \(expected as Any)")
        } catch {
            must(expected == nil, "\(string) was not read as \(expected as Any): \(error)")
        }
    }

    /// What the standard library reads, where the text is a decimal number as BVH files have it.
    private static func value(_ text: String) -> Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
