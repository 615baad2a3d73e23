import BVHFormat
import Diagnostics
import Files
import Foundation
import Motion
import Testing

@testable import MotionIO

@Suite("Rigs")
struct RigTests {
    /// The folder `skeletons` of this checkout.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../skeletons").standardizedFileURL.path

    /// The canonical skeleton with other names.
    static func skeleton(named names: [String: String], prefix: String = "") -> Skeleton {
        Skeleton(
            joints: Skeleton.canonical.joints.map { joint in
                Skeleton.Joint(
                    name: prefix + (names[joint.name] ?? joint.name), parent: joint.parent,
                    offset: joint.offset, endSites: joint.endSites)
            })
    }

    static func file(on skeleton: Skeleton) throws -> MotionFile {
        let clip = Clip(
            skeleton: skeleton, frameRate: 30, rootTranslations: [SIMD3(0, 0.95, 0)],
            localRotations: Array(repeating: .identity, count: skeleton.joints.count))
        return try MotionFile(
            BVHDocument(clip), path: "rig.bvh", rigs: RigCatalogue(folder: folder))
    }

    @Test("the skeleton in the folder is the canonical one")
    func canonical() throws {
        let document = try BVHDocument.read(Self.folder + "/canonical.bvh")
        let rest = Clip(
            skeleton: .canonical, frameRate: 30, rootTranslations: [Skeleton.canonical.joints[0].offset],
            localRotations: Array(repeating: .identity, count: 22))
        #expect(try Clip(document, path: "canonical.bvh") == rest)
        #expect(document.joints == BVHDocument(rest).joints)
        #expect(try Self.file(on: .canonical).rig?.name == "canonical")
    }

    @Test("a rig is known by its exact names, with or without a namespace")
    func exact() throws {
        let toes = ["LeftToe": "LeftToeBase", "RightToe": "RightToeBase"]
        #expect(try Self.file(on: Self.skeleton(named: toes)).rig?.name == "mixamo")
        let spaced = try Self.file(on: Self.skeleton(named: toes, prefix: "mixamorig:"))
        #expect(spaced.rig?.name == "mixamo")
        #expect(try spaced.jointMap().joints == Array(0..<22))
    }

    @Test("a body of no known family is recognised by what its joints are called")
    func byNames() throws {
        let file = try Self.file(on: Self.skeleton(named: ["LeftArm": "LeftUpperArm", "Hips": "Pelvis"]))
        #expect(file.rig == nil)
        #expect(try file.jointMap()[.leftArm] == 15)
    }

    @Test("a rig that speaks a language of its own needs a file only")
    func ownLanguage() throws {
        let names = Dictionary(
            uniqueKeysWithValues: CanonicalJoint.allCases.enumerated().map { ($1.name, "Knochen\($0)") })
        let skeleton = Self.skeleton(named: names)
        #expect(throws: Problem.self) { try JointMap(of: skeleton, path: "knochen.bvh") }

        let path = FileManager.default.temporaryDirectory.appendingPathComponent("knochen.json").path
        let joints = names.map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ")
        try AtomicFile.write("{\"description\": \"Knochen\", \"joints\": {\(joints)}}", to: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let rig = try Rig.read(path)
        #expect(rig.name == "knochen")
        #expect(RigCatalogue([rig]).match(skeleton)?.map.joints == Array(0..<22))
    }

    @Test(
        "a rig file with a slip is refused with its place",
        arguments: [
            "", "[]", #"{"joints": {}}"#, #"{"description": "x", "joints": {"Hips": "hip"}}"#,
            #"{"description": "x", "joints": {"Hip": "hip"}}"#,
        ])
    func slips(text: String) throws {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("slip-\(UInt32.random(in: 0...UInt32.max)).json").path
        try AtomicFile.write(text, to: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            _ = try Rig.read(path)
            Issue.record("a rig came out of `\(text)`")
        } catch {
            #expect(HostileMovementTests.isWhole(error))
            #expect(error.place?.path == path)
        }
    }

    @Test("names in the right number on a body that is put together otherwise are another rig")
    func otherTree() throws {
        // One more spine joint between the third and the arms.
        var joints = Self.skeleton(named: ["LeftToe": "LeftToeBase", "RightToe": "RightToeBase"]).joints
        let chest = CanonicalJoint.spine2.rawValue
        joints.append(.init(name: "Spine3", parent: chest, offset: SIMD3(0, 0.1, 0)))
        // Parents come first: the arms and the neck follow the new joint.
        let order = Array(0...chest) + [22] + Array(chest + 1..<22)
        let moved = order.map { old in
            var joint = joints[old]
            let parent = joint.parent == chest && old != 22 ? 22 : joint.parent
            joint.parent = parent.flatMap { order.firstIndex(of: $0) }
            return joint
        }
        let file = try Self.file(on: Skeleton(joints: moved))
        #expect(file.rig?.name == "neuron")
        #expect(try file.jointMap()[.spine2].map { file.clip.skeleton.joints[$0].name } == "Spine3")
        #expect(try file.jointMap()[.leftToe] != nil)
    }

    @Test(
        "every skeleton in the folder is found to be the rig of its name, stands, and is even",
        arguments: skeletons)
    func shipped(name: String) throws {
        let path = "\(Self.folder)/\(name).bvh"
        let file = try MotionFile.read(path, rigs: RigCatalogue(folder: Self.folder))
        #expect(file.rig?.name == name)
        #expect(file.warnings.isEmpty)
        let retarget = try file.retarget()
        let clip = retarget.canonical(file.clip)
        let places = clip.pose(at: 0).positions
        // Upright, facing +Z, the left side on the left, and as high as a person of 1.70 m stands, 5 cm lower with
        // the legs apart.
        #expect(abs(places[CanonicalJoint.head.rawValue].y - 1.52) < 0.04)
        for joint in CanonicalJoint.allCases where joint.mirrored != joint {
            let (own, other) = (places[joint.rawValue], places[joint.mirrored.rawValue])
            #expect((own - other * SIMD3(-1, 1, 1)).length < 0.002, "\(joint.name)")
            if joint.name.hasPrefix("Left") { #expect(own.x > 0.02, "\(joint.name)") }
        }
        #expect(places[CanonicalJoint.leftToe.rawValue].z > places[CanonicalJoint.leftFoot.rawValue].z + 0.1)
    }

    /// Names of all skeletons in the folder.
    static let skeletons =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".bvh") }.map { String($0.dropLast(4)) }.sorted()

    @Test("every rig in the folder has its rest pose, and every rest pose its map")
    func pairs() throws {
        let maps = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
            .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
        #expect(maps == Self.skeletons)
        #expect(maps.count >= 40)
    }
}
