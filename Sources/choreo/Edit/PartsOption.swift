import Diagnostics
import Foundation
import Motion
import MotionIO

/// Parts of the body as people name them.
enum PartsOption {
    static let help: String =
        "Parts: legs, arms, leftLeg, rightLeg, leftArm, rightArm, spine, head, root, body (spine, head and arms), or joints "
        + "of the rig, NAME alone or NAME+ with all below it; with commas between"

    /// Names that stand for several parts.
    private static let groups: [String: [String]] = [
        "legs": ["leftLeg", "rightLeg"], "arms": ["leftArm", "rightArm"],
        "body": ["spine", "head", "leftArm", "rightArm"],
    ]

    /// The joints that a list of parts means on the rig of `session`.
    static func joints(_ text: String, of session: EditSession, option: String) throws(Problem) -> Set<Int> {
        let skeleton = session.clips[0].skeleton
        let parts = session.plan.parts
        var result: Set<Int> = []
        for word in text.split(separator: ",").map(String.init) {
            let names = groups.first { $0.key.lowercased() == word.lowercased() }?.value ?? [word]
            for name in names {
                if let part = parts.first(where: { $0.key.lowercased() == name.lowercased() }) {
                    result.formUnion(part.value)
                } else {
                    result.formUnion(try joint(name, of: skeleton, parts: parts, option: option))
                }
            }
        }
        guard !result.isEmpty else {
            throw Problem(
                "no part of the body is named", at: .option(option, text), expected: "such as arms,head",
                found: text, remedy: "name parts with commas between")
        }
        return result
    }

    private static func joint(
        _ word: String, of skeleton: Skeleton, parts: [String: Set<Int>], option: String
    ) throws(Problem) -> Set<Int> {
        let hasAll = word.hasSuffix("+")
        let name = (hasAll ? String(word.dropLast()) : word).lowercased()
        let found = skeleton.joints.indices.filter { index in
            let own = skeleton.joints[index].name.lowercased()
            return own == name || own.split(separator: ":").last.map(String.init) == name
        }
        guard let joint = found.first else {
            let known = parts.keys.sorted() + skeleton.joints.map(\.name)
            throw Problem(
                "the rig has no such part", at: .option(option, word),
                expected: known.prefix(40).joined(separator: ", ") + (known.count > 40 ? ", …" : ""),
                found: word,
                remedy: "choose one of these; a joint's name with + takes all below it too")
        }
        guard hasAll else { return [joint] }
        return Set(skeleton.joints.indices.filter { skeleton.ancestry(of: $0).contains(joint) })
    }
}
