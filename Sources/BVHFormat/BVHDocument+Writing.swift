import Cores
public import Diagnostics
import Files

extension BVHDocument {
    /// The document in one canonical text form.
    ///
    /// Tabs, LF, `OFFSET` before `CHANNELS` before end sites before children, one row a frame, and for each
    /// number the shortest decimal that reads back to the same `Double`. Equal documents give equal bytes (a
    /// negative zero apart), and `parse` gives the document back exactly. Indentation stops growing at depth
    /// 32, so that the size stays in proportion to the document.
    ///
    /// A name that the format can't hold is changed: line ends and `{` become `_`, blanks around it go.
    ///
    /// - Parameter onAllCores: Whether all cores share the work on a large document; the bytes are the same.
    /// - Complexity: O(J + F · C).
    public func serialized(onAllCores: Bool = true) -> [UInt8] {
        var bytes: [UInt8] = []
        // Rows are the bulk; 10 bytes a value is what exporters' six decimals come to.
        bytes.reserveCapacity(200 * joints.count + 10 * values.count)
        forEachBlock(onAllCores: onAllCores) { bytes += $0 }
        return bytes
    }

    /// Writes the canonical text form to `path`, the old file staying whole until the new one is complete.
    ///
    /// The text goes to the file block by block and is never in memory as a whole.
    ///
    /// - Throws: ``Problem`` when a value is not finite, or the file can't be written.
    public func write(to path: String, onAllCores: Bool = true) throws(Problem) {
        try checkFinite(path: path)
        try AtomicFile.write(to: path) { (file) throws(Problem) in
            try forEachBlock(onAllCores: onAllCores) { (block) throws(Problem) in try file.append(block) }
        }
    }

    /// Makes sure that every value is a number that the text form can hold.
    ///
    /// - Parameter path: The name that the message gives to the document.
    /// - Throws: ``Problem`` that names joint and frame of the first value that is not finite.
    public func checkFinite(path: String) throws(Problem) {
        if let index = values.firstIndex(where: { !$0.isFinite }) {
            let (frame, column) = index.quotientAndRemainder(dividingBy: channelCount)
            let joint = joints.last { $0.firstChannel <= column && !$0.channels.isEmpty }
            throw Problem(
                "a value is not a finite number", at: .file(path, joint: joint?.name, frame: frame + 1),
                expected: "a finite number", found: "\(values[index])",
                remedy: "nothing was written; take the movement back to its last good version")
        }
    }

    /// Hands over the canonical text form in pieces, in order, as ``serialized(onAllCores:)`` has it in one.
    ///
    /// - Throws: what `sink` throws.
    public func serialize<Failure: Error>(
        onAllCores: Bool = true, to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        try forEachBlock(onAllCores: onAllCores, sink)
    }

    /// Hands the text over in blocks, in order: what stands before the rows, then some rows at a time.
    private func forEachBlock<Failure: Error>(
        onAllCores: Bool, _ body: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var head = TextBuilder()
        writeHierarchy(to: &head)
        head.append("MOTION\nFrames: ")
        head.append(Double(frameCount))
        head.append("\nFrame Time: ")
        head.append(frameTime)
        head.append("\n")
        try body(head.bytes)

        guard frameCount > 0 else { return }
        let framesInBlock = max(1, 50_000 / channelCount)
        let blockCount = (frameCount + framesInBlock - 1) / framesInBlock
        // So many blocks are in memory at a time.
        let batch = onAllCores ? 16 : 1
        for first in stride(from: 0, to: blockCount, by: batch) {
            let blocks = concurrentMap(count: min(batch, blockCount - first)) { index in
                let start = (first + index) * framesInBlock
                return rows(start..<min(start + framesInBlock, frameCount))
            }
            for block in blocks { try body(block) }
        }
    }

    /// The text of the rows of some frames.
    private func rows(_ frames: Range<Int>) -> [UInt8] {
        let width = channelCount
        var text = TextBuilder()
        text.bytes.reserveCapacity(12 * width * frames.count)
        for frame in frames { text.append(row: values[frame * width..<(frame + 1) * width]) }
        return text.bytes
    }

    private func writeHierarchy(to text: inout TextBuilder) {
        text.append("HIERARCHY\n")
        var open: [Int] = []
        for (index, joint) in joints.enumerated() {
            while let last = open.last, joint.parent != last {
                open.removeLast()
                text.append(line: "}", depth: open.count)
            }
            text.indent(open.count)
            text.append(open.isEmpty ? "ROOT" : "JOINT")
            text.append(name: joint.name)
            text.append(line: "{", depth: open.count)
            open.append(index)
            text.append(offset: joint.offset, depth: open.count)
            text.indent(open.count)
            text.append("CHANNELS ")
            text.append(Double(joint.channels.count))
            for channel in joint.channels {
                text.append(" ")
                text.append(channel.rawValue)
            }
            text.append("\n")
            for endSite in joint.endSites {
                text.append(line: "End Site", depth: open.count)
                text.append(line: "{", depth: open.count)
                text.append(offset: endSite, depth: open.count + 1)
                text.append(line: "}", depth: open.count)
            }
        }
        while !open.isEmpty {
            open.removeLast()
            text.append(line: "}", depth: open.count)
        }
    }
}
