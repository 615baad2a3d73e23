import BVHFormat
import Foundation
import Motion
import Testing

@testable import MotionIO

@Suite("Movement from rig to rig")
struct RigTransferTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../..").standardizedFileURL.path

    private static func files(_ folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
        return names.filter { $0.hasSuffix(".bvh") }.sorted()
    }
    private static let motions = files("motions")
    private static let rigs = files("skeletons")

    private static let catalogue = (try? RigCatalogue(folder: root + "/skeletons")) ?? .none

    private static func motion(_ name: String) throws -> MotionFile {
        try MotionFile.read(root + "/motions/" + name, rigs: catalogue)
    }
    private static func rig(_ name: String) throws -> MotionFile {
        try MotionFile.read(root + "/skeletons/" + name, rigs: catalogue)
    }

    /// Eight frames of every phrase, spread over it, on the canonical skeleton, one after the other.
    private static let excerpts: Clip? = {
        var result: Clip?
        for name in motions {
            guard let file = try? motion(name), let whole = try? file.retarget().canonical(file.clip) else {
                return nil
            }
            for index in 0..<8 {
                let frame = (2 * index + 1) * whole.frameCount / 16
                var one = whole.frames(frame..<frame + 1)
                one.frameRate = 30
                result = result?.appending(one) ?? one
            }
        }
        return result
    }()

    @Test("every phrase comes back from every rig: joints within 1 cm, feet within 0.5 cm", arguments: rigs)
    func roundTrip(rig name: String) throws {
        let clip = try #require(Self.excerpts)
        #expect(clip.frameCount == 8 * Self.motions.count && Self.motions.count >= 10)
        let (_, back) = try TransferFigures.roundTrip(
            of: clip, through: Self.rig(name), canonical: Self.rig("canonical.bvh"), rigs: Self.catalogue,
            knowingRest: true)
        #expect(back.mean < 1)
        #expect(back.feet < 0.5)
        #expect(back.hands < 2)
    }

    @Test("a rig onto itself changes nothing", arguments: ["mixamo.bvh", "cmu.bvh", "unreal.bvh"])
    func itself(name: String) throws {
        let rig = try Self.rig(name)
        var phrase = try RigTransfer(from: Self.motion("port-de-bras.bvh"), to: rig).clip(frames: 100..<140)
        var rest = rig.clip.frames(0..<1)
        rest.frameRate = phrase.frameRate
        phrase = rest.appending(phrase)
        let file = try MotionFile(rig.document.with(phrase), path: name, rigs: Self.catalogue)
        #expect(file.skippedFrames == 1)
        let again = try RigTransfer(from: file, to: rig).clip()
        let scale = try file.retarget().scale
        for frame in [0, 20, 39] {
            for (a, b) in zip(file.clip.pose(at: frame).positions, again.pose(at: frame).positions) {
                #expect((a - b).length * scale < 2e-3)
            }
        }
    }

    @Test("a frame depends on no other frame that is asked for")
    func framesAlone() throws {
        let transfer = try RigTransfer(from: Self.motion("salsa-basic.bvh"), to: Self.rig("smpl.bvh"))
        let all = transfer.clip()
        let some = transfer.clip(frames: 50..<60)
        #expect(some.rootTranslations == Array(all.rootTranslations[50..<60]))
        for frame in 0..<10 {
            for joint in 0..<all.jointCount {
                #expect(some[frame, joint].angle(to: all[frame + 50, joint]) < 1e-6)
            }
        }
        #expect(transfer.clip() == all)
    }

    /// The canonical body with parts lengthened.
    private static func body(
        named name: String, _ change: (CanonicalJoint, SIMD3<Float>) -> SIMD3<Float>
    ) throws -> MotionFile {
        let joints = CanonicalJoint.allCases.map { joint in
            let own = Skeleton.canonical.joints[joint.rawValue]
            return Skeleton.Joint(
                name: own.name, parent: own.parent, offset: change(joint, own.offset),
                endSites: own.endSites.map { change(joint, $0) })
        }
        let height = -[CanonicalJoint.leftUpLeg, .leftLeg, .leftFoot, .leftToe]
            .reduce(Float(0)) { $0 + joints[$1.rawValue].offset.y }
        let rest = Clip(
            skeleton: Skeleton(joints: joints), frameRate: 30, rootTranslations: [SIMD3(0, height, 0)],
            localRotations: Array(repeating: .identity, count: 22))
        return try MotionFile(BVHDocument(rest), path: name)
    }

    @Test("on a body twice as tall with wide hips and long feet, standing feet stand at twice the places")
    func feetStand() throws {
        let giant = try Self.body(named: "giant.bvh") { joint, offset in
            switch joint {
            case .leftUpLeg, .rightUpLeg: offset * 2 * SIMD3(1.3, 1, 1)
            case .leftToe, .rightToe: offset * 2 * SIMD3(1, 1, 1.2)
            default: offset * 2
            }
        }
        let phrase = try Self.motion("walk-with-suspension.bvh")
        let there = try RigTransfer(from: phrase, to: giant).clip()
        let sourceToes = [CanonicalJoint.leftToe, .rightToe].map { try? phrase.jointMap()[$0] }
        let scale = try phrase.retarget().scale
        for frame in stride(from: 0, to: there.frameCount, by: 10) {
            let own = phrase.clip.pose(at: frame).positions
            let new = there.pose(at: frame).positions
            for (toe, source) in zip([CanonicalJoint.leftToe, .rightToe], sourceToes) {
                let index = try #require(source ?? nil)
                let expected = own[index] * (2 * scale)
                #expect((new[toe.rawValue] - expected).flat.length < 0.01)
            }
        }
        let before = try TransferFigures.toeSkate(of: phrase)
        let after = try TransferFigures.toeSkate(
            of: MotionFile(giant.document.with(there), path: "giant.bvh", restPose: .keep))
        #expect(abs(after - before) < 0.15)
    }

    @Test("straight legs on tiptoe stay straight on longer feet")
    func tiptoe() throws {
        let longFeet = try Self.body(named: "feet.bvh") { joint, offset in
            [.leftToe, .rightToe].contains(joint) ? offset * SIMD3(1, 1, 1.4) : offset
        }
        var rise = RetargetTests.swaying(frames: 60)
        for frame in 0..<60 {
            for joint in 0..<22 { rise[frame, joint] = .identity }
            let angle = 0.8 * min(1, Float(frame) / 30)
            let turn = Quaternion(angle: angle, axis: SIMD3(1, 0, 0))
            for foot in [CanonicalJoint.leftFoot, .rightFoot] {
                rise[frame, foot] = turn
                rise[frame, CanonicalJoint(rawValue: foot.rawValue + 1) ?? foot] = turn.inverse
            }
            let toe = turn.act(Skeleton.canonical.joints[CanonicalJoint.leftToe.rawValue].offset)
            rise.rootTranslations[frame] = SIMD3(0, 0.88 - toe.y, 0) - SIMD3(0, 0, toe.z)
        }
        let file = try MotionFile(BVHDocument(rise), path: "rise.bvh", restPose: .keep)
        let there = try RigTransfer(from: file, to: longFeet).clip()
        for frame in [30, 45, 59] {
            let places = there.pose(at: frame).positions
            let thigh = (places[2] - places[1]).normalized
            let shin = (places[3] - places[2]).normalized
            #expect(thigh.dot(shin) > 0.985)
            #expect(abs(places[4].y) < 5e-3)
        }
    }

    @Test("hands that meet, meet on a body with short arms and broad shoulders; arms that point, point")
    func hands() throws {
        let broad = try Self.body(named: "broad.bvh") { joint, offset in
            switch joint {
            case .leftForeArm, .rightForeArm, .leftHand, .rightHand: offset * 0.9
            case .leftArm, .rightArm: offset * 1.3
            default: offset
            }
        }
        var clip = RetargetTests.swaying(frames: 2)
        for frame in 0..<2 { for joint in 0..<22 { clip[frame, joint] = .identity } }
        // Frame 0 prays: upper arms forward and down, forearms in to the middle. Frame 1 stands in a T.
        for (arm, side) in [(CanonicalJoint.leftArm, Float(1)), (.rightArm, -1)] {
            clip[0, arm] = Quaternion(from: SIMD3(side, 0, 0), to: SIMD3(side * 0.25, -0.75, 0.6))
            let foreArm = CanonicalJoint(rawValue: arm.rawValue + 1) ?? arm
            let wanted = SIMD3<Float>(-side * 0.68, 0.35, 0.65).normalized
            clip[0, foreArm] = Quaternion(from: SIMD3(side, 0, 0), to: clip[0, arm].inverse.act(wanted))
        }
        let file = try MotionFile(BVHDocument(clip), path: "hands.bvh", restPose: .keep)
        let there = try RigTransfer(from: file, to: broad).clip()
        func apart(_ clip: Clip) -> Float {
            let places = clip.pose(at: 0).positions
            return (places[CanonicalJoint.leftHand.rawValue] - places[CanonicalJoint.rightHand.rawValue])
                .length
        }
        #expect(apart(clip) < 0.15)
        #expect(abs(apart(there) - apart(clip)) < 0.015)
        let t = there.pose(at: 1).positions
        let arm = t[CanonicalJoint.leftHand.rawValue] - t[CanonicalJoint.leftArm.rawValue]
        #expect(arm.normalized.x > 0.999)
        #expect(abs(arm.length - 0.9 * 0.53) < 2e-3)
    }

    @Test("a longer spine bends in all of its joints")
    func spine() throws {
        var joints = Skeleton.canonical.joints
        // Two joints more: one below Spine1, one below the chest.
        func insert(_ name: String, below child: String) {
            guard let index = joints.firstIndex(where: { $0.name == child }) else { return }
            let half = joints[index].offset / 2
            joints.insert(.init(name: name, parent: joints[index].parent, offset: half), at: index)
            for other in joints.indices where other > index {
                joints[other].parent = joints[other].parent.map { $0 >= index ? $0 + 1 : $0 }
            }
            joints[index + 1].parent = index
            joints[index + 1].offset = half
        }
        insert("SpineA", below: "Spine1")
        insert("SpineB", below: "Spine2")
        let skeleton = Skeleton(joints: joints)
        let rest = Clip(
            skeleton: skeleton, frameRate: 30, rootTranslations: [SIMD3(0, 0.95, 0)],
            localRotations: Array(repeating: .identity, count: joints.count))
        let long = try MotionFile(BVHDocument(rest), path: "long.bvh")
        var clip = RetargetTests.swaying(frames: 1)
        clip[0, .spine] = .identity
        clip[0, .spine1] = Quaternion(angle: 0.4, axis: SIMD3(1, 0, 0))
        let file = try MotionFile(BVHDocument(clip), path: "bend.bvh", restPose: .keep)
        let map = try long.jointMap()
        let there = try RigTransfer(from: file, to: long).clip()
        let names = [map[.spine], map[.spine1], map[.spine2]].compactMap {
            $0.map { skeleton.joints[$0].name }
        }
        #expect(names == ["Spine", "Spine1", "Spine2"])
        let below = try #require(skeleton.index(of: "SpineA"))
        #expect(abs(there[0, below].rotationVector.length - 0.2) < 1e-3)
        #expect(abs(there[0, below + 1].rotationVector.length - 0.2) < 1e-3)
    }

    @Test("fingers go along by their role, whatever they are called")
    func fingers() throws {
        func hand(_ names: [String]) throws -> (file: MotionFile, first: Int) {
            var joints = Skeleton.canonical.joints
            let first = CanonicalJoint.leftHand.rawValue + 1
            for index in joints.indices where (joints[index].parent ?? 0) >= first {
                joints[index].parent = joints[index].parent.map { $0 + names.count }
            }
            let chain = names.enumerated().map { index, name in
                Skeleton.Joint(
                    name: name, parent: first + index - 1, offset: SIMD3(index == 0 ? 0.08 : 0.03, 0, 0),
                    endSites: index == names.count - 1 ? [SIMD3(0.02, 0, 0)] : [])
            }
            joints.insert(contentsOf: chain, at: first)
            var clip = Clip(
                skeleton: Skeleton(joints: joints), frameRate: 30, rootTranslations: [SIMD3(0, 0.95, 0)],
                localRotations: Array(repeating: .identity, count: joints.count))
            clip[0, .leftLeg] = Quaternion(angle: 0.3, axis: SIMD3(1, 0, 0))
            for joint in first..<first + names.count {
                clip[0, joint] = Quaternion(angle: -0.5, axis: SIMD3(0, 0, 1))
            }
            return (try MotionFile(BVHDocument(clip), path: "hand.bvh"), first)
        }
        let (from, _) = try hand(["LeftHandIndex1", "LeftHandIndex2", "LeftHandIndex3"])
        var (to, first) = try hand(["index_01_l", "index_02_l", "index_03_l"])
        let rest = Clip(
            skeleton: to.clip.skeleton, frameRate: 30, rootTranslations: [SIMD3(0, 0.95, 0)],
            localRotations: Array(repeating: .identity, count: to.clip.jointCount))
        to = try MotionFile(BVHDocument(rest), path: "rest.bvh")
        let there = try RigTransfer(from: from, to: to).clip()
        for joint in first..<first + 3 {
            #expect(there[0, joint].angle(to: Quaternion(angle: -0.5, axis: SIMD3(0, 0, 1))) < 1e-3)
        }
    }
}
