import BVHFormat
import Foundation
import Motion

/// What became of locks: joint by joint what was to stay, what stayed, and where staying fights physics.
public struct LockReport: Sendable, Equatable, Encodable {
    /// What became of one joint.
    public struct Line: Sendable, Equatable, Encodable {
        /// The joint, by its name in the file.
        public var joint: String
        /// Frames of the file that were to stay, first and last, counted from 1.
        public var kept: [[Int]]
        /// Frames of the file that were to be made anew, first and last, counted from 1.
        public var made: [[Int]]
        /// How many values were to stay.
        public var asked: Int
        /// How many of them are the file's own, digit for digit.
        public var equal: Int
        /// The largest difference among them, in the file's unit or degrees; must be 0.
        public var largestChange: Double
    }

    /// One line a joint, in file order; none where the phrase itself is not part of the result.
    public var lines: [Line]
    /// Where what is kept and what is made do not go together, in words.
    public var conflicts: [String]
    /// The largest change outside what was to be made; must be 0.
    public var largestChange: Double

    init(lines: [Line], conflicts: [String]) {
        self.lines = lines
        self.conflicts = conflicts
        largestChange = lines.map(\.largestChange).max() ?? 0
    }

    /// Compares a document with the one that it was made from, value by value.
    ///
    /// - Parameter made: Frames made anew joint by joint, counted after the first `skipped`.
    static func lines(
        _ before: BVHDocument, _ after: BVHDocument, made: [RangeSet<Int>], skipped: Int
    ) -> [Line] {
        let width = before.channelCount
        return before.joints.enumerated().map { index, joint in
            var kept = RangeSet(0..<before.frameCount)
            for range in made[index].ranges {
                kept.remove(contentsOf: range.lowerBound + skipped..<range.upperBound + skipped)
            }
            var open = RangeSet(0..<before.frameCount)
            open.subtract(kept)
            var line = Line(
                joint: joint.name, kept: Self.frames(kept), made: Self.frames(open), asked: 0, equal: 0,
                largestChange: 0)
            let columns = joint.firstChannel..<joint.firstChannel + joint.channels.count
            for range in kept.ranges {
                for frame in range {
                    for column in columns {
                        let (old, new) = (
                            before.values[frame * width + column], after.values[frame * width + column]
                        )
                        line.asked += 1
                        if old.bitPattern == new.bitPattern { line.equal += 1 }
                        line.largestChange = max(line.largestChange, abs(new - old))
                    }
                }
            }
            return line
        }
    }

    private static func frames(_ set: RangeSet<Int>) -> [[Int]] {
        set.ranges.map { [$0.lowerBound + 1, $0.upperBound] }
    }
}

extension LockReport {
    /// The report as a table: joints with the same frames share a line.
    public var table: [String] {
        var groups: [Line] = []
        var names: [[String]] = []
        for line in lines {
            if let index = groups.firstIndex(where: { $0.kept == line.kept && $0.made == line.made }) {
                names[index].append(line.joint)
                groups[index].asked += line.asked
                groups[index].equal += line.equal
                groups[index].largestChange = max(groups[index].largestChange, line.largestChange)
            } else {
                groups.append(line)
                names.append([line.joint])
            }
        }
        func words(_ frames: [[Int]]) -> String {
            frames.isEmpty ? "–" : frames.map { "\($0[0])..\($0[1])" }.joined(separator: " ")
        }
        let rows =
            [["joints", "stay in frames", "made anew in", "values to stay", "equal", "largest change"]]
            + zip(groups, names).map { line, names in
                let some = names.prefix(3).joined(separator: ", ")
                let rest = names.count > 3 ? " and \(names.count - 3) more" : ""
                return [
                    some + rest, words(line.kept), words(line.made), "\(line.asked)", "\(line.equal)",
                    line.largestChange == 0 ? "0" : String(format: "%.3g", line.largestChange),
                ]
            }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let gap = String(repeating: " ", count: cell.1 - cell.0.count)
                return column < 3 ? cell.0 + gap : gap + cell.0
            }.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }
    }
}
