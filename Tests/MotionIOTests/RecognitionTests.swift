import BVHFormat
import Diagnostics
import Foundation
import Motion
import Testing

@testable import MotionIO

@Suite("Recognition")
struct RecognitionTests {
    static let rigs = Result { try RigCatalogue(folder: RigTests.folder) }

    /// A skeleton of the folder, standing for one frame.
    static func standing(_ name: String) throws -> Clip {
        let path = "\(RigTests.folder)/\(name).bvh"
        return try Clip(try BVHDocument.read(path), path: path)
    }

    /// The same movement with joints called otherwise.
    static func renamed(_ clip: Clip, _ name: (Int) -> String) -> Clip {
        let joints = clip.skeleton.joints.enumerated().map { index, joint in
            Skeleton.Joint(
                name: name(index), parent: joint.parent, offset: joint.offset, endSites: joint.endSites)
        }
        return Clip(
            skeleton: Skeleton(joints: joints), frameRate: clip.frameRate,
            rootTranslations: clip.rootTranslations,
            localRotations: (0..<clip.frameCount).flatMap { frame in joints.indices.map { clip[frame, $0] } },
            jointTranslations: clip.jointTranslations)
    }

    @Test(
        "names that say nothing do not hide a body: its build shows the same joints",
        arguments: RigTests.skeletons)
    func build(name: String) throws {
        let clip = try Self.standing(name)
        let known = Recognition(of: clip, rigs: try Self.rigs.get())
        let found = Recognition(
            of: Self.renamed(clip) { "bone_\(7919 * $0 % 1009)" }, rigs: try Self.rigs.get())
        #expect(found.means == .build)
        #expect(found.isBody, "\(found.confidence): \(found.reasons)")
        let places = clip.pose(at: 0).positions
        let height =
            (places.map(\.y).max() ?? 0) - (places.map(\.y).min() ?? 0) + (places.map(\.z).max() ?? 0)
            - (places.map(\.z).min() ?? 0)
        for joint in CanonicalJoint.allCases {
            // The same joint, or one in the same place: a twist joint that sits on its parent.
            guard let expected = known.map[joint] else { continue }
            let seen = found.map[joint].map { places[$0] } ?? SIMD3(repeating: .infinity)
            #expect(
                (seen - places[expected]).length < 1e-3 * height,
                "\(joint.name) is \(clip.skeleton.joints[expected].name), found \(found.map[joint].map { clip.skeleton.joints[$0].name } ?? "none")"
            )
        }
    }

    /// The canonical figure with other joints.
    static func canonical(_ change: (inout Skeleton.Joint, CanonicalJoint) -> Void) -> Clip {
        Animals.standing(
            CanonicalJoint.allCases.map { joint in
                var node = Skeleton.canonical.joints[joint.rawValue]
                change(&node, joint)
                return node
            })
    }

    @Test("names on the wrong side are believed, but not silently")
    func wrongSide() throws {
        let clip = Self.canonical { node, joint in node.name = joint.mirrored.name }
        let found = Recognition(of: clip, rigs: try Self.rigs.get())
        #expect(found.isBody && found.isMirrored)
        #expect(found.map[.leftArm] == CanonicalJoint.rightArm.rawValue)
        let file = try MotionFile(BVHDocument(clip), path: "mirrored.bvh", rigs: Self.rigs.get())
        #expect(file.warnings.contains { $0.contains("left") })
        // A person's map is the last word.
        let rig = RigReport(file).rig(named: "mine")
        #expect(try MotionFile(BVHDocument(clip), path: "mirrored.bvh", map: rig).warnings.isEmpty)
    }

    @Test("without names the left is where feet and knees say it is, whichever way the figure looks")
    func sides() throws {
        for turn in [Float(0), 1, 2, 3, 4.5] {
            var clip = Self.renamed(Self.canonical { _, _ in }) { "joint\(22 - $0)" }
            for frame in 0..<clip.frameCount {
                clip[frame, 0] = Quaternion(angle: turn, axis: SIMD3(0.3, 1, 0.1).normalized)
            }
            #expect(Recognition(of: clip, rigs: .none).map.joints == Array(0..<22))
            // The same figure in a mirror is its own mirror image: what was right is left.
            let mirrored = Self.renamed(
                Self.canonical { node, _ in
                    node.offset.x *= -1
                    node.endSites = node.endSites.map { $0 * SIMD3(-1, 1, 1) }
                }
            ) { "joint\($0)" }
            let found = Recognition(of: mirrored, rigs: .none)
            #expect(found.map[.leftHand] == CanonicalJoint.rightHand.rawValue)
        }
    }

    @Test("a figure that looks the same in front and behind is not guessed")
    func noSides() {
        let clip = Self.renamed(
            Self.canonical { node, joint in
                node.offset.z = 0
                if joint == .leftToe || joint == .rightToe { node.endSites = [] }
            }
        ) { "joint\($0)" }
        let found = Recognition(of: clip, rigs: .none)
        #expect(!found.isBody)
        #expect(found.reasons.contains { $0.contains("which side is left") })
    }

    @Test("names of any dialect are filled in by the build where they stop")
    func filled() throws {
        // A trunk in another language, limbs in English.
        let words = [
            "Hips": "Quadril", "Spine": "Coluna", "Spine1": "Barriga", "Spine2": "Peito", "Head": "Cabeça",
        ]
        let clip = Self.canonical { node, joint in node.name = words[joint.name] ?? joint.name }
        let found = Recognition(of: clip, rigs: .none)
        #expect(found.means == .names)
        #expect(found.map.joints == Array(0..<22))
        #expect(found.confidence > 0.7)
    }

    @Test("confidence falls from a family's names over any names to none")
    func order() throws {
        let canonical = Self.canonical { _, _ in }
        let family = Recognition(of: canonical, rigs: try Self.rigs.get())
        let names = Recognition(of: canonical, rigs: .none)
        let build = Recognition(of: Self.renamed(canonical) { "\($0)" }, rigs: .none)
        #expect([family, names, build].map(\.means) == [.family, .names, .build])
        #expect(1 > family.confidence && family.confidence > names.confidence)
        #expect(names.confidence > build.confidence && build.confidence > Recognition.threshold)
    }

    @Test("a dog is no person, not even with a person's names")
    func dog() throws {
        let biped = try #require(try Self.rigs.get().rig(named: "biped"))
        for dog in [
            Animals.dog(), Animals.dog { biped.joints[$0] ?? "Bip01 Extra" },
            Animals.dog { "bone\($0.rawValue)" },
        ] {
            let found = Recognition(of: dog, rigs: try Self.rigs.get())
            #expect(!found.isBody, "\(found.means): \(found.confidence) \(found.reasons)")
            let file = try MotionFile(BVHDocument(dog), path: "dog.bvh", rigs: Self.rigs.get())
            #expect(throws: Problem.self) { try file.retarget() }
            #expect(MotionSummary(file.document, path: "dog.bvh").rig == MotionSummary.unknown)
        }
        let reasons = Recognition(of: Animals.dog(), rigs: .none).reasons
        #expect(reasons.contains { $0.contains("all fours") })
    }

    @Test("a person who crawls is still a person")
    func crawling() {
        var clip = Self.canonical { _, _ in }
        for frame in 0..<clip.frameCount {
            clip[frame, .hips] = Quaternion(angle: 1.4, axis: SIMD3(1, 0, 0))
            for leg in [CanonicalJoint.leftUpLeg, .rightUpLeg] {
                clip[frame, leg] = Quaternion(angle: -1.4, axis: SIMD3(1, 0, 0))
            }
            for (arm, side) in [(CanonicalJoint.leftArm, Float(1)), (.rightArm, -1)] {
                clip[frame, arm] = Quaternion(angle: -1.5 * side, axis: SIMD3(0, 1, 0))
            }
        }
        #expect(Recognition(of: clip, rigs: .none).isBody)
    }

    @Test("a crab is read, and refused as a dancer with what was looked for")
    func crab() throws {
        let file = try MotionFile(BVHDocument(Animals.crab), path: "crab.bvh", rigs: Self.rigs.get())
        #expect(!file.recognition.isBody)
        do throws(Problem) {
            _ = try file.retarget()
            Issue.record("a crab was retargeted")
        } catch {
            #expect(HostileMovementTests.isWhole(error))
            #expect(error.remedy.contains("--map"))
        }
    }

    @Test("a skeleton of two thousand joints is looked at in no time, whatever its tree is like")
    func manyJoints() {
        func joint(_ parent: Int?, _ index: Int) -> Skeleton.Joint {
            Skeleton.Joint(
                name: "n\(index)", parent: parent, offset: SIMD3(0.1, Float(index % 3), 0.2), endSites: [])
        }
        // Two endless limbs at each of two forks; a backbone with ribs; a bush.
        let limbs = (0..<2000).map { joint($0 == 0 ? nil : $0 < 6 ? $0 - 1 : $0 - 4, $0) }
        let ribs = (0..<2000).map {
            joint($0 == 0 ? nil : $0 % 7 == 0 ? $0 - 7 : ($0 % 7 == 4 ? $0 - 4 : $0 - 1), $0)
        }
        let bush = (0..<2000).map { joint($0 == 0 ? nil : ($0 - 1) / 2, $0) }
        for joints in [limbs, ribs, bush] {
            #expect(!Recognition(of: Animals.standing(joints), rigs: .none).isBody)
        }
    }
}
