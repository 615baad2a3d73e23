import CGit2
public import Diagnostics

/// What a branch may be called.
public enum BranchName {
    /// Refuses a name that git, a file system or a command line would trip over.
    ///
    /// Stricter than git: no leading dash, no control characters, not `HEAD`, not something that reads like an id.
    /// - Throws: ``Problem`` naming the rule.
    public static func check(_ name: String) throws(Problem) {
        guard !isValid(name) else { return }
        throw Problem(
            "this cannot be the name of a branch", at: name.isEmpty ? nil : .file(name),
            expected: "letters, digits and single dashes, such as `quieter-end`",
            found: "`\(name)`", remedy: "choose another name")
    }

    /// Whether ``check(_:)`` accepts the name.
    public static func isValid(_ name: String) -> Bool {
        var accepted: Int32 = 0
        guard (try? Libgit2.start()) != nil, git_branch_name_is_valid(&accepted, name) == 0, accepted == 1
        else {
            return false
        }
        let isPlain = name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
                || "-_./".unicodeScalars.contains($0)
        }
        // A name of 4 to 40 hexadecimal digits with at least one digit in it would shadow an abbreviated id.
        let looksLikeID =
            (4...40).contains(name.utf8.count) && name.allSatisfy(\.isHexDigit)
            && name.contains(where: \.isNumber)
        return isPlain && !looksLikeID && !name.hasPrefix("-") && name.uppercased() != "HEAD"
            && name.utf8.count <= 100
    }

    /// The full name of a branch's reference.
    public static func reference(_ name: String) -> String { "refs/heads/" + name }

    /// The branch behind a full reference name, nil when it is no branch.
    public static func of(reference: String) -> String? {
        reference.hasPrefix("refs/heads/") ? String(reference.dropFirst("refs/heads/".count)) : nil
    }
}
