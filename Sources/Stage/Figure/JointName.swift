/// The side of a body that a joint belongs to.
public enum Side: Sendable, Hashable, CaseIterable {
    /// The figure's own left.
    case left
    /// The figure's own right.
    case right
}

/// A joint's name taken apart: the side it speaks of, and the rest in lower case.
///
/// Exporters write sides in a dozen ways (`LeftArm`, `LHipJoint`, `lShldr`, `Hand_L`, `Bip01 L Thigh`,
/// `CLAVICLE_LEFT`, `lhipjoint`, `mixamorig:LeftArm`); all of them read alike here.
struct JointName: Equatable {
    /// The side, or nil on the middle line.
    var side: Side?
    /// The name without side, digits and punctuation, in lower case: `upleg`, `hipjoint`, `hand`.
    var part: String

    init(_ name: String) {
        let words = Self.words(of: name.split(separator: ":").last.map(String.init) ?? name)
        var rest: [String] = []
        for word in words {
            switch word {
            case "left", "l": side = side ?? .left
            case "right", "r": side = side ?? .right
            default: rest.append(word)
            }
        }
        if side == nil, let first = rest.first, let (found, remainder) = Self.sidePrefix(of: first) {
            side = found
            rest[0] = remainder
        }
        part = rest.joined()
    }

    /// Whether the part holds one of `keywords`.
    func holds(_ keywords: [String]) -> Bool { keywords.contains { part.contains($0) } }

    /// Lower-case words, split at punctuation, digits and changes of case.
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        let letters = Array(name)
        for (index, letter) in letters.enumerated() {
            guard letter.isLetter else {
                words.append(word)
                word = ""
                continue
            }
            let previous = index > 0 ? letters[index - 1] : nil
            let next = index + 1 < letters.count ? letters[index + 1] : nil
            // `leftArm` splits before A; `LHip` splits before H, because a small letter follows it.
            if letter.isUppercase, let previous,
                previous.isLowercase || (previous.isUppercase && next?.isLowercase == true)
            {
                words.append(word)
                word = ""
            }
            word += letter.lowercased()
        }
        return (words + [word]).filter { !$0.isEmpty }
    }

    /// The side that a word in lower case alone starts with: `lhipjoint`, `rshldr`, `lefteye`.
    private static func sidePrefix(of word: String) -> (Side, String)? {
        for (prefix, side) in [("left", Side.left), ("right", .right)] where word.hasPrefix(prefix) {
            return (side, String(word.dropFirst(prefix.count)))
        }
        let remainder = String(word.dropFirst())
        guard parts.contains(where: remainder.hasPrefix) else { return nil }
        return word.hasPrefix("l") ? (.left, remainder) : word.hasPrefix("r") ? (.right, remainder) : nil
    }

    /// What may follow a bare `l` or `r`; anything else (`lower`, `root`, `ring`) has no side.
    private static let parts = [
        "hip", "thigh", "femur", "upleg", "leg", "knee", "shin", "calf", "tibia", "ankle", "foot", "toe",
        "collar",
        "clav", "shoulder", "shldr", "arm", "humerus", "elbow", "forearm", "radius", "wrist", "hand",
        "finger",
        "thumb", "index", "mid", "ring", "pinky", "eye",
    ]
}
