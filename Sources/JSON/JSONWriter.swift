extension JSONValue {
    /// The value as a file: keys sorted, one item a line, LF, a final line break.
    ///
    /// Fields of the outermost object have a line each; where such a field is a list or an object, each of its
    /// items has a line; what is deeper stays on its item's line. Adding a placement to a timeline is then one
    /// added line in `git diff`.
    package func serialized() -> [UInt8] {
        var text = ""
        write(to: &text, depth: 0)
        text += "\n"
        return Array(text.utf8)
    }

    private func write(to text: inout String, depth: Int) {
        switch content {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let number): text += number
        case .string(let string): Self.write(string, to: &text)
        case .array(let items):
            Self.write(items, between: ("[", "]"), to: &text, depth: depth) { item, text in
                item.write(to: &text, depth: depth + 1)
            }
        case .object(let fields):
            // Sorted by bytes, as other tools' "sort keys" do, not by this language's idea of characters.
            let sorted = fields.sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
            Self.write(sorted, between: ("{", "}"), to: &text, depth: depth) { field, text in
                Self.write(field.key, to: &text)
                text += ": "
                field.value.write(to: &text, depth: depth + 1)
            }
        }
    }

    private static func write<Item>(
        _ items: [Item], between brackets: (String, String), to text: inout String, depth: Int,
        _ writeItem: (Item, inout String) -> Void
    ) {
        let isSpread = depth < 2 && !items.isEmpty
        let lineBreak = "\n" + String(repeating: "  ", count: depth + 1)
        text += brackets.0
        for (position, item) in items.enumerated() {
            if position > 0 { text += isSpread ? "," : ", " }
            if isSpread { text += lineBreak }
            writeItem(item, &text)
        }
        if isSpread { text += "\n" + String(repeating: "  ", count: depth) }
        text += brackets.1
    }

    /// `text` as a JSON string, in its quotes.
    package static func quoted(_ text: String) -> String {
        var result = ""
        write(text, to: &result)
        return result
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
