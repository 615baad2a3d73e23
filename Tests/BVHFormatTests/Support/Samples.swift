import BVHFormat
import Diagnostics
import Testing

/// Short files that the tests read and bend.
enum Sample {
    /// A hip that travels and a chest that turns, two frames.
    static let twoJoints = """
        HIERARCHY
        ROOT Hips
        {
        \tOFFSET 0 0 0
        \tCHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
        \tJOINT Chest
        \t{
        \t\tOFFSET 0 12.5 -0.75
        \t\tCHANNELS 3 Zrotation Xrotation Yrotation
        \t\tEnd Site
        \t\t{
        \t\t\tOFFSET 0 6 0
        \t\t}
        \t}
        }
        MOTION
        Frames: 2
        Frame Time: 0.04
        1 90 2 3 4 5 6 7 8
        1.5 91 2.5 3.5 4.5 5.5 6.5 7.5 8.5

        """

    /// What ``twoJoints`` says.
    static let twoJointsDocument = BVHDocument(
        joints: [
            BVHDocument.Joint(
                name: "Hips", parent: nil, offset: .zero,
                channels: [.xPosition, .yPosition, .zPosition, .zRotation, .xRotation, .yRotation]),
            BVHDocument.Joint(
                name: "Chest", parent: 0, offset: SIMD3(0, 12.5, -0.75),
                channels: [.zRotation, .xRotation, .yRotation], endSites: [SIMD3(0, 6, 0)]),
        ],
        frameTime: 0.04,
        values: [1, 90, 2, 3, 4, 5, 6, 7, 8, 1.5, 91, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5])

    /// One joint with one channel, so that a row is a number: the smallest frame for odd rows.
    static func oneChannel(_ motion: String) -> String {
        """
        HIERARCHY
        ROOT Hinge
        {
        \tOFFSET 0 0 0
        \tCHANNELS 1 Xrotation
        }
        MOTION
        \(motion)
        """
    }

    /// One joint with three rotations, followed by the given motion.
    static func threeChannels(_ motion: String) -> String {
        """
        HIERARCHY
        ROOT Ball
        {
        \tOFFSET 0 0 0
        \tCHANNELS 3 Zrotation Xrotation Yrotation
        }
        MOTION
        \(motion)
        """
    }
}

extension BVHDocument {
    /// Reads a document from text.
    static func parse(_ text: String) throws(Problem) -> BVHDocument {
        try parse(Array(text.utf8), path: "take.bvh")
    }
}

extension String {
    /// The text with each `word` replaced; the test fails when there is none.
    func replacing(_ word: String, by other: String, at location: SourceLocation = #_sourceLocation) -> String
    {
        let parts = split(separator: word, omittingEmptySubsequences: false)
        #expect(parts.count > 1, "the text has no \(word)", sourceLocation: location)
        return parts.joined(separator: other)
    }
}

/// SplitMix64, so that a failing case can be made again from its seed.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
