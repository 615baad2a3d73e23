import BVHFormat
import Diagnostics
import Motion

extension BVHDocument {
    /// Farthest that an offset or place may be, in the file's unit.
    ///
    /// A thousand kilometres where the unit is a millimetre. Squares and sums of such numbers, which every length
    /// needs, still fit `Float` with room to spare.
    static let farthest = 1e9

    /// Most frames a second that a movement may have; the fastest capture systems stay below.
    static let highestRate = 1000.0

    /// Most joints that a figure may have: several times the richest rigs with faces and fingers.
    static let mostJoints = 2000

    /// Makes sure that this document can become a clip: one figure, frames at a rate, numbers that fit.
    ///
    /// - Parameters:
    ///   - path: The name that messages give to the file.
    ///   - severalFigures: Whether more than one figure is welcome, as where they are only written down elsewhere.
    /// - Throws: ``Problem`` for no frames, several figures, more than ``mostJoints`` or as many end sites, a rate beyond ``highestRate``,
    ///   or a place beyond ``farthest``.
    /// - Complexity: O(values).
    func checkPlayable(path: String, severalFigures: Bool = false) throws(Problem) {
        guard frameCount > 0 else {
            throw Problem(
                "the file holds no movement", at: .file(path), expected: "at least one frame",
                found: "0 frames", remedy: "export the file again with its frames")
        }
        let roots = joints.filter { $0.parent == nil }
        guard roots.count == 1 || severalFigures else {
            throw Problem(
                "the file holds more than one figure", at: .file(path, joint: roots[1].name),
                expected: "one ROOT", found: "\(roots.count)",
                remedy: "export each figure to a file of its own")
        }
        guard joints.count <= Self.mostJoints else {
            throw Problem(
                "the figure has too many joints", at: .file(path), expected: "at most \(Self.mostJoints)",
                found: "\(joints.count)", remedy: "export the body without cloth, hair or crowds")
        }
        let ends = joints.reduce(0) { $0 + $1.endSites.count }
        guard ends <= Self.mostJoints else {
            throw Problem(
                "the figure has too many ends", at: .file(path),
                expected: "at most \(Self.mostJoints) end sites", found: "\(ends)",
                remedy: "export the body without cloth, hair or crowds")
        }
        // A little slack: 0.001 s may be written with few digits.
        let rate = 1 / frameTime
        guard rate > 0, rate < Self.highestRate * 1.01 else {
            throw Problem(
                "the frame rate cannot be used", at: .file(path),
                expected: "a frame time of at least \(1 / Self.highestRate) s",
                found: "\(frameTime) s", remedy: "correct the line `Frame Time:`")
        }
        for joint in joints {
            for offset in [joint.offset] + joint.endSites where !(abs(offset.largest) <= Self.farthest) {
                throw Self.tooFar(.file(path, joint: joint.name), offset.largest)
            }
        }
        try checkPlaces(path: path)
    }

    private func checkPlaces(path: String) throws(Problem) {
        for joint in joints {
            for (index, channel) in joint.channels.enumerated() where !channel.isRotation {
                for (frame, place) in stride(
                    from: joint.firstChannel + index, to: values.count, by: channelCount
                ).enumerated() where !(abs(values[place]) <= Self.farthest) {
                    throw Self.tooFar(.file(path, joint: joint.name, frame: frame + 1), values[place])
                }
            }
        }
    }

    private static func tooFar(_ place: Problem.Place, _ value: Double) -> Problem {
        Problem(
            "a joint is too far away to be followed", at: place,
            expected: "numbers from \(Int(-farthest)) to \(Int(farthest))", found: "\(value)",
            remedy: "correct the number, or export the file again")
    }
}

extension SIMD3<Double> {
    /// The component that is farthest from 0.
    fileprivate var largest: Double { [x, y, z].max { abs($0) < abs($1) } ?? x }
}
