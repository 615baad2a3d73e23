import BVHFormat

/// Writes where every joint is in the world as a table of comma-separated values, a row a frame.
///
/// The first row names the columns: `frame` from 1, `time (s)`, then for each joint `NAME x (m)`, `NAME y (m)` and
/// `NAME z (m)`; Y is up. Places are rounded to a thousandth of a millimetre, times to a microsecond. Source: RFC 4180.
enum PositionTable {
    /// Hands the file over in pieces, in order.
    ///
    /// - Parameters:
    ///   - document: The movement in metres, Y up.
    ///   - sink: Takes the pieces.
    /// - Throws: what `sink` throws.
    /// - Complexity: O(frames × joints) time, a megabyte of memory.
    static func write<Failure: Error>(
        _ document: BVHDocument, to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var text = NumberText()
        text.append("frame,time (s)")
        for joint in document.joints {
            for axis in ["x", "y", "z"] { text.append("," + quoted("\(joint.name) \(axis) (m)")) }
        }
        text.append("\r\n")
        let kinematics = RowKinematics(document)
        let rate = document.statedRate
        var places: [SIMD3<Double>] = []
        var rotations: [DoubleQuaternion] = []
        for frame in 0..<document.frameCount {
            kinematics.solve(
                document.values, row: frame * document.channelCount, places: &places, rotations: &rotations)
            text.append(Double(frame + 1), decimals: 0)
            text.append(",")
            text.append(Double(frame) / rate, decimals: 6)
            for place in places {
                for axis in 0..<3 {
                    text.append(",")
                    text.append(place[axis], decimals: 6)
                }
            }
            text.append("\r\n")
            try text.flush(to: sink)
        }
        try sink(text.bytes)
    }

    /// A field in quotes where it holds what would end it: a comma, a quote (then doubled), a line's end.
    private static func quoted(_ field: String) -> String {
        let ends = field.unicodeScalars.contains { [",", "\"", "\r", "\n"].contains($0) }
        return ends ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
    }
}
