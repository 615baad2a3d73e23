public import Diagnostics
import Files
import JSON
import Motion

extension Rig {
    /// What to do about a file that is no rig.
    private static let remedy =
        "compare it with another file in the folder skeletons, or see Documentation/Rigs.md"

    /// Reads a rig from a JSON file.
    ///
    /// - Throws: ``Problem`` with line and column when the file cannot be read, is not in this form, names a joint that
    ///   the canonical skeleton does not have, gives two parts to one joint, or lacks a joint that no body can do
    ///   without.
    public static func read(_ path: String) throws(Problem) -> Rig {
        let bytes = try FileBytes.read(path, limit: 1 << 20)
        let value = try JSONValue.parse(bytes, path: path, remedy: remedy)
        var fields = try JSONFields(value, called: "the description of a rig", path: path, remedy: remedy)
        let description = try fields.required("description", "text", \.string)
        let bones = try fields.optional(
            "bones", "one of " + BoneAxis.allCases.map(\.rawValue).joined(separator: ", ")
        ) {
            $0.string.flatMap(BoneAxis.init(rawValue:))
        }
        let also = try fields.list("also") { (item) throws(Problem) in
            guard let name = item.string else {
                throw Problem(
                    "a joint's name is text", at: .file(path, line: item.line, column: item.column),
                    expected: "a name in double quotes", found: "something else", remedy: remedy)
            }
            return name
        }
        // Room for whoever edits the file to say why.
        _ = try fields.optional("notes", "text", \.string)
        let joints = try readJoints(
            try fields.required("joints", "an object in braces", { $0.object == nil ? nil : $0 }), path: path)
        if let (key, extra) = fields.rest.min(by: { $0.key < $1.key }) {
            throw Problem(
                "a rig has no such field", at: .file(path, line: extra.line, column: extra.column),
                expected: "description, joints, also, bones or notes", found: "`\(key)`",
                remedy: "correct the name or take the line out")
        }
        return Rig(name: name(of: path), description: description, joints: joints, also: also, bones: bones)
    }

    private static func readJoints(_ value: JSONValue, path: String) throws(Problem) -> [CanonicalJoint:
        String]
    {
        let object = value.object ?? [:]
        var joints = [CanonicalJoint: String](minimumCapacity: object.count)
        var parts = [String: CanonicalJoint](minimumCapacity: object.count)
        var known = 0
        // Looked up by name, not sorted: a command that reads all rigs does this a thousand times at its start.
        for joint in CanonicalJoint.allCases {
            guard let item = object[joint.name] else { continue }
            known += 1
            var place: Problem.Place {
                .file(path, line: item.line, column: item.column, joint: joint.name)
            }
            // A map that was written out has null where the file's skeleton has no such joint.
            if item.isNull { continue }
            guard let name = item.string, !name.isEmpty else {
                throw Problem(
                    "a joint's name is text", at: place, expected: "a name in double quotes, or null",
                    found: "something else", remedy: "write the name that the joint has in the BVH file")
            }
            if let other = parts.updateValue(joint, forKey: name) {
                // The one that stands first in the file was meant, and the other is wrong.
                let isFirst = object[other.name].map(item.isBefore) ?? false
                let (wrong, right) = isFirst ? (other, joint) : (joint, other)
                let spot = object[wrong.name] ?? item
                throw Problem(
                    "one joint cannot play two parts",
                    at: .file(path, line: spot.line, column: spot.column, joint: wrong.name),
                    expected: "a joint of its own for \(wrong.name)",
                    found: "`\(name)`, which is \(right.name) already",
                    remedy: "correct one of the two lines")
            }
            joints[joint] = name
        }
        if known < object.count,
            let (key, item) = object.filter({ CanonicalJoint.named[$0.key] == nil })
                .min(by: { $0.value.isBefore($1.value) })
        {
            throw Problem(
                "this rig speaks of a joint that there is not",
                at: .file(path, line: item.line, column: item.column, joint: key),
                expected: CanonicalJoint.allCases.map(\.name).joined(separator: ", "), found: "`\(key)`",
                remedy: "correct the name left of the colon")
        }
        let missing = JointMap.necessary.filter { joints[$0] == nil }
        guard missing.isEmpty else {
            throw Problem(
                "this rig lacks joints that a body needs",
                at: .file(path, line: value.line, column: value.column),
                expected: JointMap.necessary.map(\.name).joined(separator: ", "),
                found: "no " + missing.map(\.name).joined(separator: ", "),
                remedy: "add a line for each missing joint")
        }
        return joints
    }

    /// A file's name without folders and extension.
    private static func name(of path: String) -> String {
        let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
        let file = path[(start ?? path.startIndex)...]
        return String(file.hasSuffix(".json") ? file.dropLast(5) : file)
    }

    /// Writes the rig as a JSON file that ``read(_:)`` reads, joints in canonical order, for people to edit.
    ///
    /// Joints that the rig lacks are written as `null`, so that whoever edits the file sees what may be added.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - notes: What whoever edits the file should know.
    /// - Throws: ``Problem`` when the file cannot be written.
    public func write(to path: String, notes: String? = nil) throws(Problem) {
        var lines = ["{", "  \"description\": \(Self.quoted(description)),"]
        if let notes { lines.append("  \"notes\": \(Self.quoted(notes)),") }
        if let bones { lines.append("  \"bones\": \"\(bones.rawValue)\",") }
        if !also.isEmpty { lines.append("  \"also\": [\(also.map(Self.quoted).joined(separator: ", "))],") }
        lines.append("  \"joints\": {")
        let last = CanonicalJoint.allCases.count - 1
        for joint in CanonicalJoint.allCases {
            let name = joints[joint].map(Self.quoted) ?? "null"
            lines.append("    \"\(joint.name)\": \(name)" + (joint.rawValue == last ? "" : ","))
        }
        lines += ["  }", "}", ""]
        try AtomicFile.write(lines.joined(separator: "\n"), to: path)
    }

    private static func quoted(_ text: String) -> String {
        String(decoding: JSONValue.string(text).serialized().dropLast(), as: UTF8.self)
    }
}

extension CanonicalJoint {
    /// The joints by their names in files.
    static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
