import Diagnostics

extension DocumentParser {
    /// What the second half of the file holds.
    struct Motion {
        var frameTime: Double
        var values: [Double]
    }

    /// The two lines between `MOTION` and the rows.
    private struct Header {
        /// The number after `Frames:`, and where the line begins.
        var frames: (count: Int, offset: Int)?
        var frameTime: (seconds: Double, offset: Int)?
    }

    /// Reads `MOTION`, its header and the rows.
    mutating func parseMotion() throws(Problem) -> Motion {
        let word = scanner.peekWord()
        guard !word.isEmpty else {
            throw problem(
                "the file has no MOTION", at: word.lowerBound, expected: "`MOTION` after the hierarchy",
                found: scanner.quoted(word),
                remedy: "copy or export the file again; if a figure at rest is meant, add the line MOTION")
        }
        scanner.offset = word.upperBound
        let header = try parseHeader()
        if header.frames == nil, header.frameTime == nil, scanner.isAtEnd {
            warn("there is nothing after MOTION: a figure at rest, no frames", at: word.lowerBound)
            return Motion(frameTime: Self.restFrameTime, values: [])
        }
        scanner.skipSpace()
        let rowsOffset = scanner.offset
        var values: [Double]
        if let stream {
            // Nothing that was read so far may have been cut off.
            guard !scanner.isAtEnd, let declared = header.frames,
                let rows = stream.values(from: rowsOffset, rows: declared.count, width: columns.count)
            else { throw Problem("the file is not sound", at: .file(path), remedy: "read it in one piece") }
            values = rows
        } else {
            values = try parseRows(declared: header.frames)
        }
        let count = columns.isEmpty ? 0 : values.count / columns.count
        let frameTime = try checkFrameTime(header, frameCount: count, rowsOffset: rowsOffset)
        if columns.contains(where: { !$0.isKept }) {
            let isKept = columns.map(\.isKept)
            values = values.enumerated().filter { isKept[$0.offset % isKept.count] }.map(\.element)
        }
        return Motion(frameTime: frameTime, values: values)
    }

    // MARK: - Header

    /// Reads `Frames:` and `Frame Time:`, in this order or the other.
    private mutating func parseHeader() throws(Problem) -> Header {
        var header = Header()
        while true {
            scanner.skipSpace()
            let start = scanner.offset
            if takeLabel("frames"), header.frames == nil {
                header.frames = (try takeFrameCount(), start)
            } else if takeLabel("frame", "time"), header.frameTime == nil {
                header.frameTime = (try takeNumber(for: "`Frame Time:`"), start)
            } else {
                scanner.offset = start
                break
            }
        }
        if header.frames == nil, !scanner.isAtEnd {
            warn("`Frames:` is missing; the rows are counted", at: scanner.offset)
        }
        return header
    }

    /// Moves behind the words of a label and its colon, which stands at once or after blanks, if they come next.
    private mutating func takeLabel(_ words: StaticString...) -> Bool {
        let start = scanner.offset
        for word in words {
            scanner.skipBlanks()
            let range = scanner.offset..<min(scanner.offset + word.utf8CodeUnitCount, scanner.end)
            guard scanner.matches(range, word) else {
                scanner.offset = start
                return false
            }
            scanner.offset = range.upperBound
        }
        scanner.skipBlanks()
        if !scanner.isAtEnd, scanner.bytes[scanner.offset] == UInt8(ascii: ":") {
            scanner.offset += 1
        }
        return true
    }

    private mutating func takeFrameCount() throws(Problem) -> Int {
        let word = scanner.peekWord()
        guard let count = takeCount(word) else {
            throw problem(
                "`Frames:` needs the number of frames", at: word.lowerBound, expected: "a whole number",
                found: scanner.quoted(word), remedy: "write the number of rows, or export the file again")
        }
        return count
    }

    /// The frame time, if it is one.
    ///
    /// Without movement it doesn't matter, so a single pose may lack it.
    private mutating func checkFrameTime(
        _ header: Header, frameCount: Int, rowsOffset: Int
    ) throws(Problem) -> Double {
        let remedy = "write the seconds between two frames, for example 0.0333333 for 30 frames a second"
        guard let (seconds, offset) = header.frameTime else {
            guard frameCount > 1 else {
                warn("`Frame Time:` is missing; 1/30 s is taken", at: rowsOffset)
                return Self.restFrameTime
            }
            throw problem(
                "`Frame Time:` is missing", at: rowsOffset, expected: "`Frame Time:` before the rows",
                found: "\(frameCount) rows", remedy: remedy)
        }
        guard BVHDocument.frameTimes.contains(seconds) else {
            guard frameCount > 1 else {
                warn("the frame time is \(seconds) s; 1/30 s is taken", at: offset)
                return Self.restFrameTime
            }
            throw problem(
                "the frame time is not a duration", at: offset, expected: "seconds, greater than 0",
                found: "\(seconds)", remedy: remedy)
        }
        if seconds >= 2, frameCount > 1 {
            warn("the frame time is \(seconds) s; perhaps frames a second were meant", at: offset)
        }
        return seconds
    }
}
