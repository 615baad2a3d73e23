/// Names for the joints of a figure in USD: identifiers, each once among its siblings, on paths from the root.
///
/// An identifier is of letters, digits and `_` and begins with no digit. Newer releases take more, older ones and many
/// programs do not. What a joint was called in its file is kept beside, as its unique name.
struct USDNames {
    /// Path of each joint: identifiers from the root, with slashes between them.
    let paths: [String]
    /// The file's own name of each joint, with a number where several have the same.
    let originals: [String]

    /// Longest identifier; a name may be as long as a file likes.
    private static let longest = 64
    /// Longest that all paths together may be; a long chain of long names has shorter ones instead.
    private static let longestPaths = 4 << 20

    /// Names the joints of a figure.
    ///
    /// - Parameters:
    ///   - names: The file's own.
    ///   - parents: Each joint's parent, before it.
    init(_ names: [String], parents: [Int?]) {
        var taken: [Int?: Set<String>] = [:]
        let identifiers = zip(names, parents).map { name, parent in
            Self.unique(Self.identifier(name), among: &taken[parent, default: []])
        }
        let paths = Self.paths(identifiers, parents)
        self.paths =
            paths.reduce(0) { $0 + $1.utf8.count } <= Self.longestPaths
            ? paths : Self.paths(names.indices.map { "j\($0)" }, parents)
        var all: Set<String> = []
        originals = names.map { Self.unique($0, among: &all) }
    }

    private static func paths(_ identifiers: [String], _ parents: [Int?]) -> [String] {
        var paths: [String] = []
        for (identifier, parent) in zip(identifiers, parents) {
            paths.append((parent.map { paths[$0] + "/" } ?? "") + identifier)
        }
        return paths
    }

    private static func identifier(_ name: String) -> String {
        let letters = name.unicodeScalars.prefix(longest).map { scalar -> Character in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                ? Character(scalar) : "_"
        }
        let text = String(letters)
        return text.first.map { !$0.isNumber } ?? false ? text : "_" + text
    }

    private static func unique(_ name: String, among taken: inout Set<String>) -> String {
        var (candidate, number) = (name, 2)
        while !taken.insert(candidate).inserted {
            candidate = "\(name)_\(number)"
            number += 1
        }
        return candidate
    }
}
