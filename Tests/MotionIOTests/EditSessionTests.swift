import BVHFormat
import Diagnostics
import Motion
import Testing

@testable import MotionIO

@Suite("Edits written down")
struct EditSessionTests {
    /// A rig with position channels on a moving joint, two rotation orders, values of many digits and whole turns.
    static func document(frames: Int = 40, turns: Double = 0, zUp: Bool = false) -> BVHDocument {
        let joints = [
            BVHDocument.Joint(
                name: "Hips", parent: nil, offset: [0, 90, 0],
                channels: [.zRotation, .xRotation, .yRotation, .xPosition, .yPosition, .zPosition]),
            BVHDocument.Joint(
                name: "LeftArm", parent: 0, offset: [10, 40, 0],
                channels: [.xPosition, .yPosition, .zPosition, .yRotation, .xRotation, .zRotation],
                endSites: [[30, 0, 0]]),
            BVHDocument.Joint(
                name: "RightArm", parent: 0, offset: [-10, 40, 0], channels: [.xRotation, .zRotation],
                endSites: [[-30, 0, 0]]),
        ]
        let values = (0..<frames).flatMap { frame -> [Double] in
            let t = Double(frame) / 10
            return [
                10.123456789 * t + 360 * turns, 5 / 3 * t, -7.1 * t + 360 * turns, 1e-7 * t, 90 + t / 3,
                20 * t,
                10 + t / 7, 40, 0, 33.3 * t, 3 * t, 1 * t, 12 * t, -4.4444444 * t,
            ]
        }
        return BVHDocument(joints: joints, frameTime: 0.0083333, values: values)
    }

    static func session(_ documents: BVHDocument...) throws -> EditSession {
        try EditSession(documents.map { try MotionFile($0, path: "phrase.bvh") })
    }

    @Test("backward, every row is the file's own, and so is the frame time")
    func reverse() throws {
        let document = Self.document()
        let session = try Self.session(document)
        let back = try session.document(session.clips[0].reversedInTime())
        let width = document.channelCount
        let rows = (0..<40).reversed().flatMap { document.values[$0 * width..<($0 + 1) * width] }
        #expect(back.document.values.map(\.bitPattern) == rows.map(\.bitPattern))
        #expect(back.document.frameTime == document.frameTime)
        #expect(back.kept == 40 * width)
        #expect(back.rewound.isEmpty)
    }

    @Test("moved over the floor, only the root's columns change, and not its height")
    func place() throws {
        let document = Self.document()
        let session = try Self.session(document)
        let placed = session.clips[0].placed(by: FloorTransform(yaw: 1, shift: [1, 0, 1]))
        let result = try session.document(placed)
        let width = document.channelCount
        let made = [0, 1, 2, 3, 5]
        for place in document.values.indices where !made.contains(place % width) {
            #expect(result.document.values[place].bitPattern == document.values[place].bitPattern)
        }
        #expect(result.kept == 40 * (width - 5))
        let again = try Self.session(result.document)
        let difference = zip(again.clips[0].positions(), placed.clip.positions()).map {
            ($0[2] - $1[2]).length
        }
        #expect(try #require(difference.max()) < 1e-5)
    }

    @Test("angles that an edit makes go on from those that it leaves alone")
    func winding() throws {
        let (first, second) = (Self.document(turns: 2), Self.document(turns: -1))
        let session = try Self.session(first, second)
        let joined = EditedClip.joining(
            session.clips, plan: session.plan, seam: Seam(seconds: 0.1, isPlacing: true))
        let result = try session.document(joined)
        // The next phrase's own rows are not changed, though they count from another turn: that is told.
        let width = first.channelCount
        let tail = 40 + 20
        for row in tail..<80 {
            for column in [9, 10, 11, 12, 13] {
                #expect(
                    result.document.values[row * width + column] == second.values[(row - 40) * width + column]
                )
            }
        }
        let arms = (40..<80).map { result.document.values[$0 * width + 9] }
        for (a, b) in zip(arms, arms.dropFirst()) { #expect(abs(a - b) < 20) }
    }

    @Test("a figure with Z up is edited as it stands")
    func zUp() throws {
        let canonical = BVHDocument(Self.standing())
        var document = canonical
        // The same figure lying on its back in a world with Z up: the root carries the quarter turn.
        let width = document.channelCount
        for frame in 0..<document.frameCount {
            let row = frame * width
            (document.values[row + 1], document.values[row + 2]) = (
                -canonical.values[row + 2], canonical.values[row + 1]
            )
            document.values[row + 4] = 90
        }
        var joints = document.joints
        for index in joints.indices { joints[index].offset = canonical.joints[index].offset }
        document.joints = joints
        let session = try EditSession([MotionFile(document, path: "z.bvh")])
        #expect(session.plan.hips == 0)
        let placed = session.clips[0].placed(by: FloorTransform(yaw: 0.5, shift: [1, 0, 0]))
        let result = try session.document(placed)
        #expect(result.kept > 0)
    }

    private static func standing() -> Clip {
        Clip(
            skeleton: .canonical, frameRate: 30, rootTranslations: Array(repeating: [0, 0.95, 0], count: 20),
            localRotations: Array(repeating: .identity, count: 20 * 22))
    }

    @Test("files on different rigs are not edited together")
    func otherRig() throws {
        let other = BVHDocument(Self.standing())
        let problem = #expect(throws: Problem.self) { try Self.session(Self.document(), other) }
        #expect(problem?.what == "these files are on different rigs")
    }

    @Test("a rig whose root cannot travel refuses to be placed")
    func fixedRoot() throws {
        let joints = [
            BVHDocument.Joint(
                name: "Root", parent: nil, offset: [0, 1, 0], channels: [.xRotation, .yRotation, .zRotation],
                endSites: [[0, 1, 0]])
        ]
        let document = BVHDocument(joints: joints, frameTime: 0.1, values: Array(repeating: 0, count: 30))
        let session = try Self.session(document)
        let problem = #expect(throws: Problem.self) {
            try session.document(session.clips[0].placed(by: FloorTransform(yaw: 0, shift: [1, 0, 0])))
        }
        #expect(problem?.what == "this rig cannot be placed or turned")
        #expect(try session.document(session.clips[0].reversedInTime()).kept == 30)
    }
}
