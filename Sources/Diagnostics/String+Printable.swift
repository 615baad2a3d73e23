extension String {
    /// The text with control and formatting characters made visible, for anything that came from a file.
    ///
    /// A file name or joint name may hold escape sequences that would move a terminal's cursor or recolour it,
    /// and invisible characters that reorder the line; each is written as `\u{…}` instead.
    public var printable: String {
        var result = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default:
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
