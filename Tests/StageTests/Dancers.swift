import Motion
import RealModule

@testable import Stage

/// Clips to look at, made for the tests.
enum Dancers {
    /// One frame of a skeleton at rest.
    static func still(_ skeleton: Skeleton = .canonical, frames: Int = 1, rate: Double = 30) -> Clip {
        Clip(
            skeleton: skeleton, frameRate: rate,
            rootTranslations: Array(repeating: skeleton.joints[0].offset, count: frames),
            localRotations: Array(repeating: .identity, count: frames * skeleton.joints.count))
    }

    /// A walk of `metres` along +Z in `frames` frames, arms hanging.
    static func walk(metres: Float = 4, frames: Int = 60) -> Clip {
        var clip = still(frames: frames)
        for frame in 0..<frames {
            let share = Float(frame) / Float(frames - 1)
            clip.rootTranslations[frame].z = metres * share
            clip[frame, .leftArm] = Quaternion(angle: -1.3, axis: SIMD3(0, 0, 1))
            clip[frame, .rightArm] = Quaternion(angle: 1.3, axis: SIMD3(0, 0, 1))
        }
        return clip
    }

    /// A skeleton of bones given as name, parent and offset; leaves get an end site of half their own length.
    static func rig(_ bones: [(String, Int?, SIMD3<Float>)]) -> Skeleton {
        Skeleton(
            joints: bones.enumerated().map { index, bone in
                let isLeaf = !bones.contains { $0.1 == index }
                return Skeleton.Joint(
                    name: bone.0, parent: bone.1, offset: bone.2, endSites: isLeaf ? [bone.2 * 0.5] : [])
            })
    }

    /// The canonical body with other names for its joints.
    static func renamed(_ name: (String) -> String) -> Skeleton {
        Skeleton(
            joints: Skeleton.canonical.joints.map {
                Skeleton.Joint(
                    name: name($0.name), parent: $0.parent, offset: $0.offset, endSites: $0.endSites)
            })
    }

    /// A left hand and nothing else: a wrist, three fingers of two joints, in centimetres.
    static let hand = rig([
        ("LeftHand", nil, SIMD3(0, 0, 0)), ("LeftThumb1", 0, SIMD3(3, 0, 2)),
        ("LeftThumb2", 1, SIMD3(2, 0, 2)),
        ("LeftIndex1", 0, SIMD3(8, 0, 1)), ("LeftIndex2", 3, SIMD3(3, 0, 0)),
        ("LeftPinky1", 0, SIMD3(8, 0, -2)),
        ("LeftPinky2", 5, SIMD3(2.5, 0, 0)),
    ])

    /// A motion-capture rig with helper joints of zero length in both hips and both hands, in inches.
    static let helpers = rig([
        ("Hips", nil, SIMD3(0, 37, 0)), ("LHipJoint", 0, .zero), ("LeftUpLeg", 1, SIMD3(3.5, -2, 0)),
        ("LeftLeg", 2, SIMD3(0, -16.5, 0)), ("LeftFoot", 3, SIMD3(0, -16, 0)),
        ("LeftToeBase", 4, SIMD3(0, -2, 5)),
        ("RHipJoint", 0, .zero), ("RightUpLeg", 6, SIMD3(-3.5, -2, 0)), ("RightLeg", 7, SIMD3(0, -16.5, 0)),
        ("RightFoot", 8, SIMD3(0, -16, 0)), ("RightToeBase", 9, SIMD3(0, -2, 5)), ("LowerBack", 0, .zero),
        ("Spine", 11, SIMD3(0, 5, 0)), ("Spine1", 12, SIMD3(0, 5, 0)), ("Neck", 13, SIMD3(0, 9, 0)),
        ("Neck1", 14, SIMD3(0, 2, 0)), ("Head", 15, SIMD3(0, 2, 0)), ("LeftShoulder", 13, SIMD3(0, 7, 0)),
        ("LeftArm", 17, SIMD3(6, 0, 0)), ("LeftForeArm", 18, SIMD3(11, 0, 0)),
        ("LeftHand", 19, SIMD3(10, 0, 0)),
        ("LeftFingerBase", 20, .zero), ("LeftHandIndex1", 21, SIMD3(3, 0, 0)), ("LThumb", 20, .zero),
        ("RightShoulder", 13, SIMD3(0, 7, 0)), ("RightArm", 24, SIMD3(-6, 0, 0)),
        ("RightForeArm", 25, SIMD3(-11, 0, 0)), ("RightHand", 26, SIMD3(-10, 0, 0)),
        ("RightFingerBase", 27, .zero), ("RightHandIndex1", 28, SIMD3(-3, 0, 0)), ("RThumb", 27, .zero),
    ])

    /// One joint that has nothing below it.
    static let dot = rig([("Root", nil, SIMD3(0, 1, 0))])

    /// A dog of 0.6 m: a spine along +Z, four legs, a tail.
    static let dog = rig([
        ("Body", nil, SIMD3(0, 0.5, 0)), ("Chest", 0, SIMD3(0, 0.02, 0.45)),
        ("Neck", 1, SIMD3(0, 0.12, 0.12)),
        ("Muzzle", 2, SIMD3(0, 0.02, 0.16)), ("Tail1", 0, SIMD3(0, 0.05, -0.15)),
        ("Tail2", 4, SIMD3(0, 0.1, -0.15)),
        ("L_fore_upper", 1, SIMD3(0.1, -0.1, 0)), ("L_fore_lower", 6, SIMD3(0, -0.2, -0.02)),
        ("L_fore_paw", 7, SIMD3(0, -0.2, 0.03)), ("R_fore_upper", 1, SIMD3(-0.1, -0.1, 0)),
        ("R_fore_lower", 9, SIMD3(0, -0.2, -0.02)), ("R_fore_paw", 10, SIMD3(0, -0.2, 0.03)),
        ("L_hind_upper", 0, SIMD3(0.1, -0.1, 0)), ("L_hind_lower", 12, SIMD3(0, -0.2, 0.04)),
        ("L_hind_paw", 13, SIMD3(0, -0.18, -0.04)), ("R_hind_upper", 0, SIMD3(-0.1, -0.1, 0)),
        ("R_hind_lower", 15, SIMD3(0, -0.2, 0.04)), ("R_hind_paw", 16, SIMD3(0, -0.18, -0.04)),
    ])

    /// The canonical body with five fingers of four joints at each hand, five toes of three at each foot, and a face:
    /// 170 joints.
    static let crowded: Skeleton = {
        var joints = Skeleton.canonical.joints
        for joint in joints.indices { joints[joint].endSites = [] }
        func add(_ name: String, _ parent: Int, _ offset: SIMD3<Float>, _ count: Int) {
            var last = parent
            for step in 1...count {
                joints.append(
                    Skeleton.Joint(name: "\(name)\(step)", parent: last, offset: offset, endSites: []))
                last = joints.count - 1
            }
        }
        for (side, sign) in [("Left", Float(1)), ("Right", -1)] {
            let hand = side == "Left" ? CanonicalJoint.leftHand.rawValue : CanonicalJoint.rightHand.rawValue
            let foot = side == "Left" ? CanonicalJoint.leftToe.rawValue : CanonicalJoint.rightToe.rawValue
            for (index, finger) in ["Thumb", "Index", "Middle", "Ring", "Pinky"].enumerated() {
                let spread = (Float(index) - 2) * 0.012
                add(side + "Hand" + finger, hand, SIMD3(sign * 0.035, 0, -spread), 4)
                add(side + "Toe" + finger, foot, SIMD3(spread, 0, 0.015), 3)
            }
        }
        let head = CanonicalJoint.head.rawValue
        for index in joints.count..<170 {
            let turn = Float(index) * 2.4
            add("Face\(index)_", head, SIMD3(Float.sin(turn) * 0.06, 0.05 + Float.cos(turn) * 0.05, 0.09), 1)
        }
        return Skeleton(joints: joints)
    }()
}
