import Foundation
import Motion

/// What a joint's name says about its place in the body, whatever the exporter's dialect.
///
/// `mixamorig:LeftUpLeg`, `lThigh`, `L_Hip`, `UpperLeg_L` and `Bip01 L Thigh` are all a left thigh.
struct JointName {
    enum Side { case left, right }

    /// The side that the name speaks of, if any.
    let side: Side?
    /// What is left of the name without side and decoration, lower case letters only, digits at the end kept.
    let part: String

    init(_ name: String) {
        // A namespace (`mixamorig:`) says nothing about the joint.
        var text = name.split(separator: ":").last.map(String.init) ?? name
        for prefix in ["mixamorig", "Bip01", "Bip001", "jnt_", "joint_", "jt_", "CC_Base_"]
        where text.hasPrefix(prefix) && text.count > prefix.count { text.removeFirst(prefix.count) }

        // Some exporters number the joints of a whole scene: `L Thigh_179`.
        if let counter = text.lastIndex(of: "_"), text[text.index(after: counter)...].count > 2,
            text[text.index(after: counter)...].allSatisfy(\.isNumber), counter > text.startIndex
        {
            text = String(text[..<counter])
        }

        let (side, rest) = Self.splitSide(text)
        self.side = side
        part = String(rest.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// Takes a leading or trailing side off the name.
    private static func splitSide(_ text: String) -> (Side?, String) {
        let lower = text.lowercased()
        for (word, side) in [("left", Side.left), ("right", Side.right)] {
            if let range = lower.range(of: word) {
                var rest = lower
                rest.removeSubrange(range)
                return (side, rest)
            }
        }
        let separators: Set<Character> = ["_", ".", "-", " "]
        let parts = text.split { separators.contains($0) }.map(String.init)
        if parts.count > 1 {
            for (letter, side) in [("l", Side.left), ("r", Side.right)] {
                if let index = parts.firstIndex(where: { $0.lowercased() == letter }) {
                    var rest = parts
                    rest.remove(at: index)
                    return (side, rest.joined())
                }
            }
        }
        // `lThigh`, `LThumb`, and the all-lower-case `lfemur`: a side letter before a known part.
        if let first = lower.first, first == "l" || first == "r" {
            let rest = String(lower.dropFirst())
            let known = Role.allCases.contains { role in
                role.names.contains {
                    rest == $0 || (rest.hasPrefix($0) && rest.dropFirst($0.count).allSatisfy(\.isNumber))
                }
            }
            if known { return (first == "l" ? .left : .right, rest) }
        }
        return (nil, text)
    }

    /// A place in the body that names speak of.
    enum Role: CaseIterable {
        case upLeg, leg, foot, toe, shoulder, arm, foreArm, hand

        /// Parts of names that mean this place, the surest first.
        ///
        /// A name may serve two places (`hip`, `foot`,
        /// `shoulder`): which one is settled by what else the skeleton has.
        var names: [String] {
            switch self {
            case .upLeg: ["upleg", "thigh", "upperleg", "femur", "hip", "uplegroll"]
            case .leg: ["leg", "shin", "lowerleg", "tibia", "knee", "calf", "loleg", "lolegroll"]
            case .foot: ["ankle", "foot"]
            case .toe: ["toebase", "toe", "toes", "toe0", "ball", "foot", "forefoot"]
            case .shoulder: ["collar", "clavicle", "shoulder", "scapula"]
            case .arm: ["arm", "upperarm", "shldr", "humerus", "uparm", "shoulder"]
            case .foreArm: ["forearm", "lowerarm", "radius", "elbow", "loarm"]
            case .hand: ["wrist", "hand"]
            }
        }
    }
}
