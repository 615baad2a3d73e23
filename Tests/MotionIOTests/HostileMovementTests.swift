import BVHFormat
import Diagnostics
import Motion
import Testing

@testable import MotionIO

/// Documents that are good BVH and no movement that anybody could follow.
@Suite("Hostile movement")
struct HostileMovementTests {
    /// A figure of two joints in the text form, with whatever is asked for.
    static func text(
        offset: String = "0 10 0", row: String = "0 0 0 0 0 0 0 0 0", frames: Int = 3,
        frameTime: String = "0.04", more: String = ""
    ) -> String {
        """
        HIERARCHY
        ROOT Hips
        {
          OFFSET 0 0 0
          CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
          JOINT Chest
          {
            OFFSET \(offset)
            CHANNELS 3 Zrotation Xrotation Yrotation
            End Site
            {
              OFFSET 0 10 0
            }
          }
        }
        \(more)MOTION
        Frames: \(frames)
        Frame Time: \(frameTime)

        """ + String(repeating: row + "\n", count: frames)
    }

    /// The problem that `text` ends in; nil if it is a movement.
    static func problem(of text: String, use: (MotionFile) throws -> Void = { _ in }) throws -> Problem? {
        do {
            let document = try BVHDocument.parse(Array(text.utf8), path: "dance.bvh")
            try use(MotionFile(document, path: "dance.bvh"))
            return nil
        } catch let problem as Problem {
            return problem
        }
    }

    /// Whether all four parts are there.
    static func isWhole(_ problem: Problem?) -> Bool {
        guard let problem else { return false }
        return !problem.what.isEmpty && problem.place != nil && problem.expected != nil
            && problem.found != nil && !problem.remedy.isEmpty
    }

    @Test("two figures in a file are refused, and the second one is named")
    func twoFigures() throws {
        let second = "ROOT Partner\n{\n  OFFSET 0 0 0\n  CHANNELS 3 Zrotation Xrotation Yrotation\n}\n"
        let problem = try Self.problem(of: Self.text(row: "0 0 0 0 0 0 0 0 0 0 0 0", more: second))
        #expect(Self.isWhole(problem))
        #expect(problem?.place?.joint == "Partner")
    }

    @Test(
        "a place that no length can be computed from is refused",
        arguments: ["1e308", "-1e308", "3.5e38", "1e20", "1.0001e9"])
    func tooFar(number: String) throws {
        let moved = try Self.problem(of: Self.text(row: "0 \(number) 0 0 0 0 0 0 0"))
        #expect(Self.isWhole(moved))
        #expect(moved?.place?.joint == "Hips")
        #expect(moved?.place?.frame == 1)
        let built = try Self.problem(of: Self.text(offset: "0 0 \(number)"))
        #expect(Self.isWhole(built))
        #expect(built?.place?.joint == "Chest")
    }

    @Test("a joint turned by any number of degrees is a rotation", arguments: ["1e308", "-1e19", "1e-320"])
    func manyTurns(number: String) throws {
        let document = try BVHDocument.parse(
            Array(Self.text(row: "0 0 0 \(number) 0 0 0 \(number) 0").utf8), path: "spin.bvh")
        let clip = try Clip(document, path: "spin.bvh")
        #expect(clip.localRotations.allSatisfy { abs($0.vector.lengthSquared - 1) < 1e-4 })
    }

    @Test("three frames that claim to last a month do not fill the memory")
    func month() throws {
        let problem = try Self.problem(of: Self.text(frameTime: "1000000")) { file in
            _ = try file.resampled(to: 30)
        }
        #expect(Self.isWhole(problem))
        // The same frames may well become fewer.
        #expect(
            try Self.problem(of: Self.text(frameTime: "1000000")) { _ = try $0.resampled(to: 1e-6) } == nil)
    }

    @Test("a rate beyond every camera is refused", arguments: ["0.000001", "0.0005"])
    func tooFast(frameTime: String) throws {
        #expect(Self.isWhole(try Self.problem(of: Self.text(frameTime: frameTime))))
    }

    @Test("a rate that a table gives is checked like a header's", arguments: [0, -30, .infinity, .nan])
    func wrongRate(rate: Double) throws {
        let document = try BVHDocument.parse(Array(Self.text().utf8), path: "dance.bvh")
        #expect(throws: Problem.self) { try MotionFile(document, path: "dance.bvh", assuming: rate) }
    }

    @Test("one joint alone is a movement, however long", arguments: [1, 2, 8, 9, 40])
    func oneJoint(frames: Int) throws {
        let text =
            "HIERARCHY\nROOT Hips\n{\n OFFSET 0 0 0\n CHANNELS 1 Yrotation\n}\nMOTION\nFrames: \(frames)\n"
            + "Frame Time: 0.04\n" + String(repeating: "5\n", count: frames)
        #expect(try Self.problem(of: text) == nil)
    }

    @Test("a chain of joints longer than any body is refused before it takes hours")
    func chain() throws {
        let count = 5000
        let text =
            "HIERARCHY\nROOT j\n{\n OFFSET 0 0 0\n CHANNELS 1 Yrotation\n"
            + (1..<count).map { "JOINT j\($0)\n{\n OFFSET 0 1 0\n" }.joined()
            + String(repeating: "}\n", count: count) + "MOTION\nFrames: 1\nFrame Time: 0.04\n5\n"
        #expect(Self.isWhole(try Self.problem(of: text)))
    }

    @Test("legs without length, and legs too short for the way they go, are no body")
    func noProportion() throws {
        for (scale, path) in [(0, 0), (1e-12, 0), (1e-6, 1e6)] as [(Float, Float)] {
            let joints = Skeleton.canonical.joints.map { joint in
                Skeleton.Joint(
                    name: joint.name, parent: joint.parent, offset: joint.offset * scale,
                    endSites: joint.endSites.map { $0 * scale })
            }
            let clip = Clip(
                skeleton: Skeleton(joints: joints), frameRate: 30,
                rootTranslations: [.zero, SIMD3(path, 0, 0)],
                localRotations: Array(repeating: .identity, count: 2 * joints.count))
            let file = try MotionFile(BVHDocument(clip), path: "speck.bvh")
            #expect(throws: Problem.self) { try file.retarget() }
        }
    }
}

extension SIMD4<Float> {
    fileprivate var lengthSquared: Float { (self * self).sum() }
}
