public import Diagnostics
import Foundation

/// What a phrase, a rig or a piece's folder may be called.
///
/// A name becomes a file name on every system, a word on a command line and part of a git reference, so it is made
/// of letters, digits and single `-`, `_` or `.`, begins and ends with a letter or digit, and is in Unicode's composed
/// form. Two names that differ only in case would be one file on some systems, and count as the same.
public enum Name {
    /// The longest name in bytes; with an extension it stays well below every file system's limit.
    static let longest = 80

    /// Turns what a person typed or a file was called into a name: `Night Train` gives `Night-Train`.
    ///
    /// - Parameters:
    ///   - text: The words.
    ///   - kind: What is named, for messages: "a phrase".
    ///   - remedy: What to do about words that give no name.
    /// - Throws: ``Problem`` when there are control characters or path separators, or nothing usable is left.
    public static func slug(
        _ text: String, for kind: String, remedy: String = "choose another name with --as"
    ) throws(Problem) -> String {
        let hostile = text.unicodeScalars.contains { scalar in
            if scalar == "/" || scalar == "\\" { return true }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: return true
            default: return false
            }
        }
        var slug = ""
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            let isPart = isLetterOrDigit(scalar) || (!slug.isEmpty && isMark(scalar))
            let next: Unicode.Scalar = isPart || "._".unicodeScalars.contains(scalar) ? scalar : "-"
            let followsSeparator = slug.unicodeScalars.last.map(isSeparator) ?? true
            if isSeparator(next) && followsSeparator { continue }
            slug.unicodeScalars.append(next)
        }
        slug = shortened(slug)
        guard !hostile, isValid(slug) else {
            throw Problem(
                "this cannot name \(kind)", at: text.isEmpty ? nil : .file(text),
                expected: "letters, digits and dashes, such as `falling-slowly`",
                found: "`\(text)`", remedy: remedy)
        }
        return slug
    }

    /// Whether a text is a name already, unchanged.
    public static func isValid(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, isLetterOrDigit(first), !isSeparator(last),
            text.utf8.count <= longest,
            text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8)
        else { return false }
        let hasOnlyParts = scalars.allSatisfy { isLetterOrDigit($0) || isSeparator($0) || isMark($0) }
        let hasDoubles = zip(scalars, scalars.dropFirst()).contains { isSeparator($0) && isSeparator($1) }
        // git takes `x.lock` for its own, and some systems take these words for devices, whatever the extension.
        let reserved: Set<String> = ["con", "prn", "aux", "nul"]
        let stem = text.lowercased().split(separator: ".").first.map(String.init) ?? ""
        let isDevice =
            reserved.contains(stem)
            || (stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt"))
                && stem.last?.isNumber == true)
        return hasOnlyParts && !hasDoubles && !isDevice && !text.lowercased().hasSuffix(".lock")
    }

    /// The form in which names are compared: without case.
    static func folded(_ name: String) -> String { name.lowercased() }

    /// `name`, or `name-2`, `name-3`, … : the first that is not in `taken`, without regard to case.
    static func free(_ name: String, besides taken: some Sequence<String>) -> String {
        let taken = Set(taken.map(folded))
        if !taken.contains(folded(name)) { return name }
        var number = 2
        while taken.contains(folded("\(name)-\(number)")) { number += 1 }
        return "\(name)-\(number)"
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber:
            true
        default: false
        }
    }

    /// Accents that have no composed form, and the vowel signs of many scripts.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "-" || scalar == "_" || scalar == "."
    }

    private static func shortened(_ slug: String) -> String {
        var slug = slug
        while slug.utf8.count > longest { slug.removeLast() }
        while let last = slug.unicodeScalars.last, isSeparator(last) { slug.unicodeScalars.removeLast() }
        return slug
    }
}
