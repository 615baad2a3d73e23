import BVHFormat
import Motion
import Testing

@testable import MotionIO

@Suite("What edits know of a rig")
struct EditRigTests {
    private static func skeleton(_ joints: [(String, Int?, SIMD3<Float>)]) -> Skeleton {
        Skeleton(joints: joints.map { Skeleton.Joint(name: $0.0, parent: $0.1, offset: $0.2) })
    }

    @Test(
        "partners are found by name, whatever the dialect",
        arguments: [
            ("LeftArm", "RightArm"), ("mixamorig:LeftArm", "mixamorig:RightArm"), ("lShldr", "rShldr"),
            ("L_Hip", "R_Hip"), ("arm.L", "arm.R"), ("UpperLeg_l", "UpperLeg_r"),
            ("Bip01 L Thigh", "Bip01 R Thigh"),
            ("LFTarsal", "RFTarsal"), ("gauche_bras", "droite_bras"), ("左腕", "右腕"),
        ])
    func names(left: String, right: String) {
        let rig = Self.skeleton([("Hips", nil, .zero), (left, 0, [1, 0, 0]), (right, 0, [-1, 0, 0])])
        #expect(MirrorPairs.partners(in: rig) == [0, 2, 1])
    }

    @Test("a name that reads as another's image but lies deeper in the tree is not its partner")
    func depth() {
        let rig = Self.skeleton([
            ("Root", nil, .zero), ("LeftFin", 0, [1, 0, 0]), ("Tail", 0, [0, 0, -1]),
            ("RightFin", 2, [-1, 0, 0]),
        ])
        #expect(MirrorPairs.partners(in: rig) == [0, nil, 2, nil])
    }

    @Test("limbs without sided names are paired by where they lie; what is in the middle stays itself")
    func structure() {
        let rig = Self.skeleton([
            ("body", nil, .zero), ("leg1", 0, [1, 0, 2]), ("shin1", 1, [0, -1, 0]), ("leg2", 0, [-1, 0, 2]),
            ("shin2", 3, [0, -1, 0]), ("leg3", 0, [1, 0, -2]), ("shin3", 5, [0, -1, 0]),
            ("leg4", 0, [-1, 0, -2]),
            ("shin4", 7, [0, -1, 0]), ("tail", 0, [0, 0, -3]),
        ])
        #expect(MirrorPairs.partners(in: rig) == [0, 3, 4, 1, 2, 7, 8, 5, 6, 9])
    }

    @Test("a prop in one hand has no partner")
    func prop() {
        let rig = Self.skeleton([
            ("Hips", nil, .zero), ("LeftHand", 0, [1, 0, 0]), ("Fan", 1, [0.2, 0, 0]),
            ("RightHand", 0, [-1, 0, 0]),
        ])
        #expect(MirrorPairs.partners(in: rig) == [0, 3, nil, 1])
    }

    @Test("parts of a body cover every joint once")
    func parts() throws {
        let clip = FeetTests.sliding()
        let file = try MotionFile(BVHDocument(clip), path: "slide.bvh")
        let plan = BodyPlan(of: file)
        #expect(plan.parts == BodyPlan.canonical.parts)
        #expect(plan.partners == BodyPlan.canonical.partners)
        #expect(plan.hips == 0)
        #expect(plan.across.map { [$0.left, $0.right] } == [1, 5])
        #expect(plan.parts.values.reduce(0) { $0 + $1.count } == 22)
    }
}

@Suite("Feet on their own rig")
struct FeetTests {
    /// A figure that stands with soft knees and slides sideways at 0.1 m/s, in metres.
    static func sliding(frames: Int = 60) -> Clip {
        var clip = Clip(
            skeleton: .canonical, frameRate: 30,
            rootTranslations: (0..<frames).map { SIMD3(Float($0) / 300, 0.91, 0) },
            localRotations: Array(repeating: .identity, count: frames * 22))
        for frame in 0..<frames {
            for (up, leg, foot) in [
                (CanonicalJoint.leftUpLeg, CanonicalJoint.leftLeg, CanonicalJoint.leftFoot),
                (.rightUpLeg, .rightLeg, .rightFoot),
            ] {
                clip[frame, up] = Quaternion(angle: -0.31, axis: SIMD3(1, 0, 0))
                clip[frame, leg] = Quaternion(angle: 0.62, axis: SIMD3(1, 0, 0))
                clip[frame, foot] = Quaternion(angle: -0.31, axis: SIMD3(1, 0, 0))
            }
        }
        return clip
    }

    /// The same in another unit, with longer shins than the canonical figure's.
    private static func session(unit: Double) throws -> EditSession {
        var document = BVHDocument(sliding())
        for index in document.joints.indices {
            document.joints[index].offset *= unit
            if document.joints[index].name.hasSuffix("Foot") { document.joints[index].offset *= 1.1 }
            document.joints[index].endSites = document.joints[index].endSites.map { $0 * unit }
        }
        for frame in 0..<document.frameCount {
            for column in 0..<3 { document.values[frame * document.channelCount + column] *= unit }
        }
        return try EditSession([MotionFile(document, path: "slide.bvh")])
    }

    @Test("a toe that slid stands still on the file's own rig, in any unit", arguments: [1.0, 100])
    func planted(unit: Double) throws {
        let session = try Self.session(unit: unit)
        let clip = session.clips[0]
        let planted = try session.plantingFeet(EditedClip(untouched: clip))
        let toe = CanonicalJoint.leftToe.rawValue
        let (before, after) = (clip.positions(), planted.clip.positions())
        func drift(_ places: [[SIMD3<Float>]]) -> Float { (places[50][toe] - places[10][toe]).length }
        #expect(drift(before) > 0.1)
        #expect(drift(after) < 2e-3)
        // It stands where it stood: nobody is lifted or sunk.
        #expect(abs(after[30][toe].y - before[30][toe].y) < 0.01)

        let document = session.files[0].document
        let result = try session.document(planted)
        let legs = 6 + 1..<6 + 1 + 8 * 3
        for frame in [0, 30, 59] {
            let row = frame * document.channelCount
            for column in 6..<document.channelCount where !legs.contains(column) && column > legs.upperBound {
                #expect(result.document.values[row + column] == document.values[row + column])
            }
        }
    }

    @Test("outside the stretch that is asked for nothing changes")
    func stretch() throws {
        let session = try Self.session(unit: 1)
        let clip = session.clips[0]
        let planted = try session.plantingFeet(
            EditedClip(untouched: clip), shares: EditedClip.shares(of: 20..<30, in: clip))
        #expect(planted.clip.frames(0..<13) == clip.frames(0..<13))
        #expect(planted.clip.frames(37..<60) == clip.frames(37..<60))
        #expect(planted.clip[25, 1] != clip[25, 1])
    }

    @Test("feet are brought to the floor as a whole")
    func floor() throws {
        let session = try Self.session(unit: 100)
        var high = EditedClip(untouched: session.clips[0])
        high = high.clip.raised(by: 0.3).following([high])
        let down = try session.onFloor(high)
        #expect(abs(down.clip.positions()[20][CanonicalJoint.leftToe.rawValue].y) < 1e-3)
        for joint in 0..<22 { #expect(down.clip[20, joint] == session.clips[0][20, joint]) }
    }
}
