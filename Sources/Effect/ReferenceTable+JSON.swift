public import Diagnostics
import Foundation

extension ReferenceTable {
    /// The table that ships with the program: windows of the corpora that the network was trained on.
    ///
    /// `Scripts/reference-table` makes it again. It is small and belongs to these measures, so it is part of the
    /// program and needs no file beside it.
    public static let shipped: ReferenceTable = {
        do throws(Problem) {
            return try ReferenceTable(json: PackageResources.reference_json, path: "reference.json")
        } catch {
            preconditionFailure("the shipped reference table can't be read: \(error)")
        }
    }()

    /// Reads a table from its JSON form.
    ///
    /// - Throws: `Problem` when the text is no table, or a part's quantiles don't ascend.
    public init(json: [UInt8], path: String) throws(Problem) {
        let file: File
        do {
            file = try JSONDecoder().decode(File.self, from: Data(json))
        } catch {
            throw Problem(
                "this is no reference table", at: .file(path),
                expected: "JSON with `name`, `corpora`, `windowSeconds` and `quantiles`",
                found: String(describing: error), remedy: Self.remake)
        }
        for (key, values) in file.quantiles {
            guard values.count > 1, zip(values, values.dropFirst()).allSatisfy({ $0 <= $1 }) else {
                throw Problem(
                    "the quantiles of `\(key)` don't ascend", at: .file(path),
                    expected: "at least two numbers, none smaller than the one before",
                    found: "\(values.count) numbers", remedy: Self.remake)
            }
        }
        self.init(
            name: file.name, corpora: file.corpora, windowSeconds: file.windowSeconds,
            quantiles: file.quantiles)
    }

    /// The JSON form: keys sorted, one corpus and one part a line, so that a difference can be read.
    ///
    /// - Throws: `Problem` when a number is not finite.
    public func json() throws(Problem) -> [UInt8] {
        func text(_ value: some Encodable) throws(Problem) -> String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            do {
                return String(decoding: try encoder.encode(value), as: UTF8.self)
            } catch {
                throw Problem(
                    "the table can't be written as JSON", expected: "finite numbers",
                    found: String(describing: error), remedy: "leave out the window that gave it")
            }
        }
        var lines = ["{", "  \"corpora\": ["]
        for (index, corpus) in corpora.enumerated() {
            lines.append("    " + (try text(corpus)) + (index + 1 < corpora.count ? "," : ""))
        }
        lines += ["  ],", "  \"name\": \(try text(name)),", "  \"quantiles\": {"]
        let keys = quantiles.keys.sorted()
        for key in keys {
            let values = try text(quantiles[key] ?? [])
            lines.append("    \(try text(key)): \(values)" + (key == keys.last ? "" : ","))
        }
        lines += ["  },", "  \"windowSeconds\": \(try text(windowSeconds))", "}", ""]
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// What to do about a table that can't be used.
    private static let remake = "make the table again with Scripts/reference-table"

    /// The table as a file has it.
    private struct File: Decodable {
        let name: String
        let corpora: [Corpus]
        let windowSeconds: Double
        let quantiles: [String: [Double]]
    }
}
