import Motion
import Testing

@testable import Stage

@Suite("A body is recognised by its joints' names")
struct LandmarksTests {
    @Test(
        "Sides are read however an exporter writes them",
        arguments: [
            ("LeftUpLeg", Side.left, "upleg"), ("LHipJoint", .left, "hipjoint"), ("rShldr", .right, "shldr"),
            ("Hand_L", .left, "hand"), ("Bip01_R_Thigh", .right, "bipthigh"),
            ("CLAVICLE_LEFT", .left, "clavicle"),
            ("lhipjoint", .left, "hipjoint"), ("mixamorig:RightArm", .right, "arm"),
            ("pelvis.R", .right, "pelvis"),
            ("shoulderL", .left, "shoulder"), ("l_arm_JNT", .left, "armjnt"), ("righteye", .right, "eye"),
            ("lowerleg01.L", .left, "lowerleg"),
        ])
    func sides(name: String, side: Side, part: String) {
        #expect(JointName(name).side == side && JointName(name).part == part)
    }

    @Test(
        "A name that merely starts with l or r has no side",
        arguments: ["LowerBack", "lowerback", "Root", "Neck1", "Ring1", "Hips", "lumbar", "ribs", "頭"])
    func middle(name: String) {
        #expect(JointName(name).side == nil)
    }

    @Test("The canonical body has all its landmarks")
    func canonical() {
        let landmarks = Landmarks(of: .canonical)
        func index(_ joint: CanonicalJoint) -> Int { joint.rawValue }
        #expect(
            landmarks.legs[.left]
                == .init(
                    hip: index(.leftUpLeg), knee: index(.leftLeg), ankle: index(.leftFoot),
                    toe: index(.leftToe)))
        #expect(
            landmarks.arms[.right]
                == .init(shoulder: index(.rightArm), elbow: index(.rightForeArm), wrist: index(.rightHand)))
        #expect(landmarks.pelvis == index(.hips))
        #expect(landmarks.spine == [index(.spine), index(.spine1), index(.spine2)])
        #expect(landmarks.head == index(.head) && landmarks.neck == index(.neck))
        #expect(landmarks.isHumanoid)
    }

    @Test("Names of other schools mean the same body")
    func schools() {
        // Where a joint is called by the bone that ends in it: hip, knee, ankle, foot.
        let joints: [String: String] = [
            "LeftUpLeg": "L_Hip", "LeftLeg": "L_Knee", "LeftFoot": "L_Ankle", "LeftToe": "L_Foot",
            "RightUpLeg": "R_Hip", "RightLeg": "R_Knee", "RightFoot": "R_Ankle", "RightToe": "R_Foot",
            "LeftShoulder": "L_Collar", "LeftArm": "L_Shoulder", "LeftForeArm": "L_Elbow",
            "LeftHand": "L_Wrist",
            "RightShoulder": "R_Collar", "RightArm": "R_Shoulder", "RightForeArm": "R_Elbow",
            "RightHand": "R_Wrist",
        ]
        let poser: [String: String] = [
            "LeftUpLeg": "lThigh", "LeftLeg": "lShin", "LeftFoot": "lFoot", "LeftToe": "lToe",
            "RightUpLeg": "rThigh", "RightLeg": "rShin", "RightFoot": "rFoot", "RightToe": "rToe",
            "LeftShoulder": "lCollar", "LeftArm": "lShldr", "LeftForeArm": "lForeArm", "LeftHand": "lHand",
            "RightShoulder": "rCollar", "RightArm": "rShldr", "RightForeArm": "rForeArm",
            "RightHand": "rHand",
        ]
        for school in [joints, poser] {
            #expect(Landmarks(of: Dancers.renamed { school[$0] ?? $0 }) == Landmarks(of: .canonical))
        }
    }

    @Test("Helper joints of zero length do not stand for hips or hands")
    func helpers() {
        let landmarks = Landmarks(of: Dancers.helpers)
        #expect(landmarks.legs[.left] == .init(hip: 2, knee: 3, ankle: 4, toe: 5))
        #expect(landmarks.arms[.right] == .init(shoulder: 25, elbow: 26, wrist: 27))
        #expect(landmarks.spine == [11, 12, 13])
    }

    @Test("A hand alone, numbered joints or half a body are no humanoid")
    func others() {
        #expect(!Landmarks(of: Dancers.hand).isHumanoid)
        #expect(!Landmarks(of: Dancers.renamed { "joint" + String($0.count) }).isHumanoid)
        #expect(!Landmarks(of: Dancers.renamed { $0.hasPrefix("Left") ? "x" : $0 }).isHumanoid)
    }

    @Test("A body that somebody recognised is a dancer, whatever its joints are called")
    func recognised() throws {
        let joints = Skeleton.canonical.joints.enumerated().map { index, joint in
            Skeleton.Joint(
                name: "\(index)", parent: joint.parent, offset: joint.offset, endSites: joint.endSites)
        }
        let numbered = Skeleton(joints: joints)
        #expect(!Landmarks(of: numbered).isHumanoid)
        let parts = Dictionary(uniqueKeysWithValues: CanonicalJoint.allCases.map { ($0, $0.rawValue) })
        #expect(Landmarks(of: numbered, parts: parts) == Landmarks(of: .canonical))
        #expect(Landmarks(of: numbered, parts: [.hips: 0]) == nil)
    }
}
