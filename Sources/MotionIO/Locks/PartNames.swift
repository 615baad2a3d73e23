public import Diagnostics
import Motion

/// Parts of the body as people name them, on a rig of their own.
///
/// `legs`, `leftArm`, `hands` and the like; a joint of the rig by its name, alone, or with a `+` and all below it; several
/// with commas between. Upper and lower case are the same. Where a part and a joint have the same name the part is
/// meant; `joint:LeftArm` is the joint.
public struct PartNames: Sendable {
    private let skeleton: Skeleton
    private let parts: [String: Set<Int>]

    /// Names that stand for several parts.
    private static let groups: [String: [String]] = [
        "legs": ["leftLeg", "rightLeg"], "arms": ["leftArm", "rightArm"], "torso": ["spine"],
        "hands": ["leftHand", "rightHand"], "feet": ["leftFoot", "rightFoot"],
        "body": ["spine", "head", "leftArm", "rightArm"],
    ]

    /// What may be named, for a command's help.
    public static let help =
        "Parts: legs, arms, leftLeg, rightLeg, leftArm, rightArm, spine (or torso), head, root, hands, feet, body (spine, "
        + "head and arms), or joints of the rig, NAME alone or NAME+ with all below it; with commas between"

    /// The parts of a file's rig.
    public init(of file: MotionFile) {
        skeleton = file.clip.skeleton
        var parts = BodyPlan(of: file).parts
        if let map = try? file.jointMap() {
            for (name, joint) in [
                ("leftHand", CanonicalJoint.leftHand), ("rightHand", .rightHand), ("leftFoot", .leftFoot),
                ("rightFoot", .rightFoot),
            ] {
                guard let top = map[joint] else { continue }
                parts[name] = Self.below(top, in: file.clip.skeleton)
            }
        }
        self.parts = parts
    }

    /// The joints that a list of parts means.
    ///
    /// - Parameter option: The option that the words were given with, for messages.
    /// - Throws: ``Problem`` with the nearest names when the rig has no such part.
    public func joints(_ text: String, option: String) throws(Problem) -> Set<Int> {
        var result: Set<Int> = []
        for word in text.split(separator: ",") { result.formUnion(try joints(ofWord: String(word), option)) }
        guard !result.isEmpty else {
            throw Problem(
                "no part of the body is named", at: .option(option, text), expected: "such as arms,head",
                found: text.isEmpty ? "nothing" : text, remedy: "name parts with commas between")
        }
        return result
    }

    /// Names of parts, for help and messages.
    public var known: [String] {
        let groups = Self.groups.filter { $0.value.allSatisfy { parts[$0] != nil } }.map(\.key)
        return (groups + parts.keys).sorted()
    }

    private func joints(ofWord word: String, _ option: String) throws(Problem) -> Set<Int> {
        let isJoint = word.lowercased().hasPrefix("joint:")
        let name = isJoint ? String(word.dropFirst("joint:".count)) : word
        if !isJoint, let found = part(name) { return found }
        let hasAll = name.hasSuffix("+")
        let own = (hasAll ? String(name.dropLast()) : name).lowercased()
        let joint =
            skeleton.joints.firstIndex { $0.name.lowercased() == own }
            ?? skeleton.joints.firstIndex { Self.plain($0.name) == own }
        if let joint { return hasAll ? Self.below(joint, in: skeleton) : [joint] }
        let near = nearest(to: own)
        throw Problem(
            "the rig has no such part", at: .option(option, word),
            expected: known.joined(separator: ", ") + ", or a joint of the rig, such as "
                + near.joined(separator: ", "),
            found: word, remedy: "choose one of these; a joint's name with + takes all below it too")
    }

    private func part(_ name: String) -> Set<Int>? {
        let name = name.lowercased()
        if let group = Self.groups.first(where: { $0.key == name })?.value {
            let found = group.compactMap { parts[$0] }
            return found.isEmpty ? nil : found.reduce([]) { $0.union($1) }
        }
        return parts.first { $0.key.lowercased() == name }?.value
    }

    /// A joint's name without the namespace in front of it.
    private static func plain(_ name: String) -> String {
        name.lowercased().split(separator: ":").last.map(String.init) ?? name.lowercased()
    }

    private static func below(_ joint: Int, in skeleton: Skeleton) -> Set<Int> {
        Set(skeleton.joints.indices.filter { skeleton.ancestry(of: $0).contains(joint) })
    }

    /// The joints whose names are spelt most like a word.
    private func nearest(to word: String) -> [String] {
        let ranked = skeleton.joints.map { joint in
            (
                joint.name,
                Self.distance(Array(word.utf8.prefix(40)), Array(Self.plain(joint.name).utf8.prefix(40)))
            )
        }
        return ranked.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(4).map(\.0)
    }

    /// How many letters must be put in, taken out or changed to make one word of another (Levenshtein 1966).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let change = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
