import BVHFormat
import Diagnostics
import Foundation
import Motion
import Testing

@testable import MotionIO

@Suite("BVH as other programs want it")
struct BVHStyleTests {
    private func written(
        _ document: BVHDocument, _ ask: (inout Conversion) -> Void
    ) throws -> (document: BVHDocument, notes: [String]) {
        var conversion = Conversion(to: .bvh)
        ask(&conversion)
        let converted = try conversion.convert(document, path: "take.bvh")
        return (try BVHDocument.parse(converted.bytes, path: "out.bvh"), converted.notes)
    }

    @Test("nothing asked, nothing changed", arguments: [Takes.body, Takes.odd, Takes.two])
    func nothing(document: BVHDocument) throws {
        #expect(try written(document) { _ in }.document == document)
    }

    @Test("a stretch is the same numbers, fewer of them")
    func stretch() throws {
        let part = try written(Takes.odd) { $0.frames = TimeRange("11..20") }.document
        #expect(part == Takes.odd.frames(10..<20))
        #expect(throws: Problem.self) { try written(Takes.odd) { $0.frames = TimeRange("11..41") } }
    }

    // MARK: rotation order

    @Test(
        "every order shows the same movement, without a jump",
        arguments: ["XYZ", "XZY", "YXZ", "YZX", "ZXY", "ZYX"])
    func orders(order: String) throws {
        for take in [Takes.body, Takes.odd] {
            let result = try written(take) { $0.style.rotationOrder = RotationOrder(order) }.document
            #expect(Takes.distance(Takes.places(result), Takes.places(take)) < 1e-7)
            let letters: [BVHDocument.Channel: Character] = [
                .xRotation: "X", .yRotation: "Y", .zRotation: "Z",
            ]
            for joint in result.joints where !joint.channels.isEmpty {
                #expect(String(joint.channels.compactMap { letters[$0] }) == order)
            }
            let width = result.channelCount
            let largest = zip(result.values, result.values.dropFirst(width)).map { abs($0 - $1) }.max() ?? 0
            #expect(largest < 181)
        }
    }

    @Test("a joint in the asked order keeps its numbers, a hinge its angle")
    func untouched() throws {
        let result = try written(Takes.odd) { $0.style.rotationOrder = RotationOrder("ZYX") }.document
        #expect(result.joints[0].channels == Takes.odd.joints[0].channels)
        for frame in 0..<40 {
            let (new, old) = (frame * result.channelCount, frame * Takes.odd.channelCount)
            #expect(result.values[new..<new + 6].elementsEqual(Takes.odd.values[old..<old + 6]))
            #expect(result.values[new + 6..<new + 9].elementsEqual([0, 0, Takes.odd.values[old + 6]]))
        }
    }

    @Test("a whole turn from one frame to the next is taken out")
    func unrolled() throws {
        var jumping = Takes.odd
        let width = jumping.channelCount
        for frame in 20..<40 { jumping.values[frame * width] -= 360 }
        let result = try written(jumping) { $0.style.rotationOrder = RotationOrder("ZYX") }.document
        #expect(result.values[21 * result.channelCount] == Takes.odd.values[21 * width])
    }

    // MARK: size and axes

    @Test("lengths are scaled exactly, angles not at all")
    func scale() throws {
        let result = try written(Takes.odd) { $0.scale = 0.01 }.document
        #expect(result.joints[1].offset == [0, 0.03, 0] && result.joints[1].endSites == [[0, 0.01, 0]])
        #expect(result.values[3 + 7 * 13] == Takes.odd.values[3 + 7 * 13] / 100 && result.values[4] == 0.04)
        #expect(result.values[0 + 7 * 13] == Takes.odd.values[7 * 13])
    }

    @Test("another unit scales by the file's own, which a body tells by its size")
    func unit() throws {
        let metres = try written(Takes.body) { $0.style.unit = LengthUnit("m") }
        #expect(metres.document.joints[2].offset.y == -0.42 && metres.notes.isEmpty)
        // What is no body is guessed, and said to be.
        let guessed = try written(Takes.odd) { $0.style.unit = LengthUnit("m") }
        #expect(guessed.notes.contains { $0.contains("--unit") })
        let told = try written(Takes.odd) {
            $0.style.unit = LengthUnit("m")
            $0.unit = LengthUnit("mm")
        }
        #expect(told.notes.isEmpty && told.document.joints[1].offset == [0, 0.003, 0])
    }

    @Test("Z up and back is the same document, and in between every number only changes its place or sign")
    func axes() throws {
        let turned = try written(Takes.odd) {
            $0.style.up = .z
            $0.sourceUp = .y
        }.document
        #expect(turned.joints[2].offset == [1, 0, 2])
        #expect(turned.joints[0].channels.first == .yRotation)
        #expect(turned.values.map(abs).sorted() == Takes.odd.values.map(abs).sorted())
        #expect(
            turned.joints[2].channels.prefix(3).elementsEqual([.xPosition, .yPosition, .zPosition]),
            "simple readers take this order for granted")
        let back = Takes.places(turned).map { $0.map { SIMD3($0.x, $0.z, -$0.y) } }
        #expect(Takes.distance(back, Takes.places(Takes.odd)) < 1e-12)
        let again = try written(turned) {
            $0.style.up = .y
            $0.sourceUp = .z
        }.document
        #expect(again == Takes.odd)
    }

    // MARK: end sites and positions

    @Test("ends of chains are added or taken away")
    func endSites() throws {
        let added = try written(Takes.odd) { $0.style.endSites = .add }.document
        #expect(added.joints.map(\.endSites) == [[], [[0, 1, 0]], [], [[0, 0.25, 0.125]]])
        let none = try written(Takes.odd) { $0.style.endSites = .none }.document
        #expect(none.joints.allSatisfy { $0.endSites.isEmpty } && none.values == Takes.odd.values)
    }

    @Test("positions on all joints move nothing")
    func allPositions() throws {
        let all = try written(Takes.odd) { $0.style.positions = .all }.document
        #expect(all.joints.allSatisfy { $0.channels.filter { !$0.isRotation }.count == 3 })
        #expect(Takes.distance(Takes.places(all), Takes.places(Takes.odd)) < 1e-12)
        // And where none moves, back to the root alone moves nothing either.
        let body = try written(Takes.body) { $0.style.positions = .all }.document
        let root = try written(body) { $0.style.positions = .root }
        #expect(root.document == Takes.body && root.notes.isEmpty)
        #expect(try written(body) { $0.style.positions = .moving }.document == Takes.body)
    }

    @Test("a joint that moves keeps its positions, unless the root alone may have them: then it is told")
    func movingPositions() throws {
        #expect(try written(Takes.odd) { $0.style.positions = .moving }.document == Takes.odd)
        let root = try written(Takes.odd) { $0.style.positions = .root }
        #expect(root.document.joints[2].channels.allSatisfy { $0.isRotation })
        #expect(root.notes.contains { $0.contains("`hinge` moved by up to 1.95") })
    }

    // MARK: T-pose

    @Test("a T-pose in front stands on the floor where the movement begins; the movement is untouched")
    func tPoseFirst() throws {
        let first = try written(Takes.body) { $0.style.tPose = .first }.document
        #expect(first.frames(1..<61) == Takes.body)
        let pose = Takes.places(first)[0]
        let floor = Takes.places(Takes.body).flatMap { $0.map(\.y) }.min() ?? 0
        #expect(abs((pose.map(\.y).min() ?? 0) - floor) < 8)
        #expect(abs(pose[0].x - Takes.body.values[0]) < 1e-9)
        let (left, right) = (
            pose[CanonicalJoint.leftHand.rawValue], pose[CanonicalJoint.rightHand.rawValue]
        )
        #expect(left.x - right.x > 120 && abs(left.y - right.y) < 1e-6)
    }

    @Test("a T-pose that is there is not put there twice, and can be taken away")
    func tPoseThere() throws {
        var document = Takes.body
        // A movement whose start is far from rest, so that the pose in front stands out.
        document.values.removeFirst(30 * document.channelCount)
        let first = try written(document) { $0.style.tPose = .first }.document
        #expect(try written(first) { $0.style.tPose = .first }.document == first)
        #expect(try written(first) { $0.style.tPose = .drop }.document == document)
    }

    @Test("a body whose rest is no T is turned to one")
    func tPoseOfAnotherRest() throws {
        // Limbs along X at rest, as some exporters have them: the movement stands, the rest does not.
        var document = Takes.body
        for joint in CanonicalJoint.allCases where joint != .hips {
            let length = document.joints[joint.rawValue].offset.length
            document.joints[joint.rawValue].offset = SIMD3(length, 0, 0)
        }
        let row = try written(document) { $0.style.tPose = .first }.document.frames(0..<1)
        let turned = zip(row.joints, row.joints.indices).contains { joint, index in
            let channels = JointChannels(joint)
            return channels.turns.contains { abs(row.values[$0.column]) > 20 }
        }
        #expect(turned)
    }
}
