public import Diagnostics
import Files
import Foundation
public import Motion

/// A family of skeletons known by its joint names: which of them plays which canonical joint.
///
/// A rig is a file that people can read and write, `skeletons/NAME.json`:
///
///     {
///       "description": "Mixamo and what is made with it",
///       "joints": { "Hips": "Hips", "LeftUpLeg": "LeftUpLeg", "LeftToe": "LeftToeBase", … }
///     }
///
/// Keys of `joints` are names of ``CanonicalJoint``, values are the rig's own, without a namespace (`mixamorig:`).
/// What the file leaves out, because not all of the family have it, is looked for by the rules for joint names.
/// Families that name these joints alike are told apart by `also`, further joints that the rig has, and by `bones`,
/// the axis of their own joints that the limbs lie along.
public struct Rig: Sendable, Equatable {
    /// Short name, the file's own without its extension.
    public let name: String
    /// Where such files come from, in a few words.
    public let description: String
    /// The rig's name for each canonical joint that it has.
    public let joints: [CanonicalJoint: String]
    /// Further joints without which a skeleton is of another family.
    public let also: [String]
    /// The axis of their own joints that the limbs of the family lie along; nil where it tells nothing.
    public let bones: BoneAxis?

    /// Creates a rig.
    public init(
        name: String, description: String, joints: [CanonicalJoint: String], also: [String] = [],
        bones: BoneAxis? = nil
    ) {
        self.name = name
        self.description = description
        self.joints = joints
        self.also = also
        self.bones = bones
    }

    /// What the file holds.
    private struct Content: Decodable {
        var description: String
        var joints: [String: String]
        var also: [String]?
        var bones: BoneAxis?
    }

    /// Reads a rig from a JSON file.
    ///
    /// - Throws: ``Problem`` when the file cannot be read, is not in this form, names a joint that the canonical
    ///   skeleton does not have, or lacks one that no body can do without.
    public static func read(_ path: String) throws(Problem) -> Rig {
        let bytes = try FileBytes.read(path, limit: 1 << 20)
        guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)) else {
            throw Problem(
                "this is not a description of a rig", at: .file(path),
                expected: #"JSON such as {"description": "…", "joints": {"Hips": "pelvis", …}}"#,
                found: "something else", remedy: "compare it with another file in the same folder")
        }
        var joints: [CanonicalJoint: String] = [:]
        for (key, name) in content.joints.sorted(by: { $0.key < $1.key }) {
            guard let joint = CanonicalJoint.allCases.first(where: { $0.name == key }) else {
                throw Problem(
                    "this rig speaks of a joint that there is not", at: .file(path, joint: key),
                    expected: CanonicalJoint.allCases.map(\.name).joined(separator: ", "), found: key,
                    remedy: "correct the name left of the colon")
            }
            joints[joint] = name
        }
        let missing = JointMap.necessary.filter { joints[$0] == nil }
        guard missing.isEmpty else {
            throw Problem(
                "this rig lacks joints that a body needs", at: .file(path),
                expected: JointMap.necessary.map(\.name).joined(separator: ", "),
                found: "no " + missing.map(\.name).joined(separator: ", "),
                remedy: "add a line for each missing joint")
        }
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        return Rig(
            name: name, description: content.description, joints: joints, also: content.also ?? [],
            bones: content.bones)
    }

    /// Where the rig's joints are in `skeleton`; nil unless every one of them is there, once, and legs and arms part
    /// at hips and chest: skeletons that differ only in their number of spine joints are told apart by that.
    func map(of skeleton: Skeleton) -> JointMap? {
        // A namespace (`mixamorig:`) says nothing about the joint.
        let names = skeleton.joints.map { $0.name.split(separator: ":").last.map(String.init) ?? $0.name }
        var map = JointMap(byNamesIn: skeleton)
        for (joint, name) in joints {
            guard let index = names.firstIndex(of: name), names.lastIndex(of: name) == index else {
                return nil
            }
            map[joint] = index
        }
        guard also.allSatisfy(names.contains), bones.map({ $0.holds(for: map, in: skeleton) }) ?? true else {
            return nil
        }
        return map.isBody(in: skeleton) ? map : nil
    }

    /// How much the file says about which skeletons are meant: of several rigs that fit, the one that says most is
    /// the one.
    fileprivate var precision: Int { joints.count + also.count + (bones == nil ? 0 : 1) }
}

/// An axis of a joint that the bone to the next joint lies along.
public enum BoneAxis: String, Sendable, Decodable {
    case alongX = "+X"
    case againstX = "-X"
    case alongY = "+Y"
    case againstY = "-Y"
    case alongZ = "+Z"
    case againstZ = "-Z"

    /// The axis as a direction in the joint's own space.
    var direction: SIMD3<Float> {
        switch self {
        case .alongX: SIMD3(1, 0, 0)
        case .againstX: SIMD3(-1, 0, 0)
        case .alongY: SIMD3(0, 1, 0)
        case .againstY: SIMD3(0, -1, 0)
        case .alongZ: SIMD3(0, 0, 1)
        case .againstZ: SIMD3(0, 0, -1)
        }
    }

    /// Whether all thighs, shins, upper arms and forearms of `skeleton` lie along this axis.
    func holds(for map: JointMap, in skeleton: Skeleton) -> Bool {
        Calibration.bones.filter { Self.long.contains($0.joint) }.allSatisfy { joint, child in
            guard let bone = Calibration.rigBone(joint, child, skeleton: skeleton, map: map) else {
                return false
            }
            return bone.normalized.dot(direction) > 0.95
        }
    }

    private static let long: Set<CanonicalJoint> = [
        .leftUpLeg, .leftLeg, .rightUpLeg, .rightLeg, .leftArm, .leftForeArm, .rightArm, .rightForeArm,
    ]
}

/// The rigs that are known by name.
public struct RigCatalogue: Sendable {
    /// The rigs, by name.
    public let rigs: [Rig]

    /// No rig is known by name; bodies are still recognised by the rules for joint names.
    public static let none = RigCatalogue([])

    /// Creates a catalogue.
    public init(_ rigs: [Rig]) { self.rigs = rigs }

    /// Reads all `.json` files of `folder`.
    ///
    /// - Throws: ``Problem`` when the folder or one of the files cannot be read.
    public init(folder: String) throws(Problem) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Problem(
                "the folder of rigs cannot be read", at: .file(folder), expected: "a folder of .json files",
                found: "none", remedy: "install again with Scripts/install PREFIX")
        }
        var rigs: [Rig] = []
        for name in names.sorted() where name.hasSuffix(".json") {
            rigs.append(try Rig.read(URL(fileURLWithPath: folder).appendingPathComponent(name).path))
        }
        self.rigs = rigs
    }

    /// The rig that `skeleton` has all joints of, the one that says most if several are; nil if there is none.
    func match(_ skeleton: Skeleton) -> (rig: Rig, map: JointMap)? {
        var best: (rig: Rig, map: JointMap)?
        for rig in rigs where rig.precision > best?.rig.precision ?? 0 {
            if let map = rig.map(of: skeleton) { best = (rig, map) }
        }
        return best
    }
}
