public import Diagnostics
import Foundation
import Motion

/// The rigs that are known by name.
public struct RigCatalogue: Sendable {
    /// The rigs, by name.
    public let rigs: [Rig]

    /// No rig is known by name; bodies are still recognised by the rules for joint names and by their build.
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
            rigs.append(try Rig.read(folder + "/" + name))
        }
        self.rigs = rigs.sorted { $0.name < $1.name }
    }

    /// The rig called `name`; nil if there is none.
    public func rig(named name: String) -> Rig? { rigs.first { $0.name == name } }

    /// The rig that `skeleton` has all joints of, the one that says most if several are; nil if there is none.
    func match(_ skeleton: Skeleton) -> (rig: Rig, map: JointMap)? {
        let names = JointIndex(of: skeleton)
        // Few rigs have all their joints in a skeleton; the rules for names, which cost more, serve only those.
        let candidates = rigs.filter { rig in
            rig.joints.values.allSatisfy { names[$0] != nil } && rig.also.allSatisfy(names.has)
        }
        guard !candidates.isEmpty else { return nil }
        let byRules = JointMap(byNamesIn: skeleton)
        // Of two that say as much the first by name, so that the answer does not depend on the folder's order.
        for rig in candidates.sorted(by: { ($1.precision, $0.name) < ($0.precision, $1.name) }) {
            if let map = rig.map(of: skeleton, names: names, completing: byRules) { return (rig, map) }
        }
        return nil
    }
}

/// Joints by name, without namespaces.
struct JointIndex {
    /// The index of each name; nil for a name that several joints have.
    private var indices: [String: Int?] = [:]

    init(of skeleton: Skeleton) { self.init(skeleton.joints.map(\.name)) }

    /// Creates the index of joints with these names.
    init(_ joints: [String]) {
        for (index, joint) in joints.enumerated() {
            // A namespace (`mixamorig:`) says nothing about the joint; the whole name is good as well.
            let short = joint.split(separator: ":").last.map(String.init) ?? joint
            for name in Set([short, joint]) {
                indices[name] = indices.keys.contains(name) ? .some(nil) : index
            }
        }
    }

    /// The joint called `name`, if there is exactly one.
    subscript(_ name: String) -> Int? { indices[name] ?? nil }

    /// Whether there is a joint called `name`.
    func has(_ name: String) -> Bool { indices.keys.contains(name) }
}

extension Rig {
    /// Where the rig's joints are in a skeleton that has them all; nil where legs and arms do not part at hips and
    /// chest, or the limbs do not lie along ``bones``.
    ///
    /// - Parameter rules: What the rules for names found, for what the rig leaves out.
    func map(of skeleton: Skeleton, names: JointIndex, completing rules: JointMap) -> JointMap? {
        var map = rules
        for (joint, name) in joints {
            guard let index = names[name] else { return nil }
            map[joint] = index
        }
        // A joint that the rig uses for one part cannot be what the rules take it for.
        for joint in CanonicalJoint.allCases where joints[joint] == nil {
            if let index = map[joint], joints.values.contains(where: { names[$0] == index }) {
                map[joint] = nil
            }
        }
        guard bones.map({ $0.holds(for: map, in: skeleton) }) ?? true else { return nil }
        return map.isBody(in: skeleton) ? map : nil
    }

    /// Where the joints that a person names are in a file.
    ///
    /// - Parameters:
    ///   - joints: Names of the file's joints.
    ///   - path: The file.
    /// - Throws: ``Problem`` for a joint that the file does not have, or has more than once.
    func map(ofJoints joints: [String], path: String) throws(Problem) -> JointMap {
        let names = JointIndex(joints)
        var map = JointMap()
        for joint in CanonicalJoint.allCases {
            guard let name = self.joints[joint] else { continue }
            guard let index = names[name] else {
                throw Problem(
                    "the map names a joint that the file does not have", at: .file(path, joint: name),
                    expected:
                        "one joint called `\(name.printable)` for \(joint.name), as \(self.name.printable) says",
                    found: names.has(name) ? "several" : "none",
                    remedy: "see the names with `choreo rigs --of FILE`, and correct the map")
            }
            map[joint] = index
        }
        return map
    }
}
