public import Diagnostics
import Files
import JSON

/// What a program that takes movement onward expects of BVH, as a file that people can read and write.
///
/// `pipelines/NAME.json` holds a style and the reason for each part of it:
///
///     {
///       "description": "Blender, by the BVH importer that comes with it",
///       "unit": "m",
///       "up": "Y",
///       "why": { "unit": "a unit is a metre in Blender", … }
///     }
///
/// Keys are those of ``BVHStyle``: `unit`, `up`, `rotationOrder`, `endSites`, `positions`, `tPose`; what is left out stays
/// as it is in the movement's own file.
public struct Pipeline: Sendable, Equatable {
    /// Short name, the file's own without its extension.
    public let name: String
    /// Which program it is for, in a few words.
    public let description: String
    /// How BVH is written for it.
    public let style: BVHStyle
    /// The reason for each part, by its key.
    public let why: [String: String]

    private static let remedy = "compare it with another file in the folder pipelines, or see its README.md"

    /// Reads a pipeline from a JSON file.
    ///
    /// - Throws: ``Problem`` with line and column when the file cannot be read, is not in this form, or asks for what
    ///   there is not.
    public static func read(_ path: String) throws(Problem) -> Pipeline {
        let value = try JSONValue.parse(try FileBytes.read(path, limit: 1 << 20), path: path, remedy: remedy)
        var fields = try JSONFields(
            value, called: "the description of a pipeline", path: path, remedy: remedy)
        let description = try fields.required("description", "text", \.string)
        var style = BVHStyle()
        style.unit = try fields.optional("unit", LengthUnit.forms) { $0.string.flatMap(LengthUnit.init) }
        style.up = try fields.optional("up", "Y or Z") {
            $0.string.flatMap { UpAxis(rawValue: $0.uppercased()) }
        }
        style.rotationOrder = try fields.optional("rotationOrder", "X, Y and Z once each, as in ZXY") {
            $0.string.flatMap(RotationOrder.init)
        }
        style.endSites = try choice("endSites", of: &fields) ?? style.endSites
        style.positions = try choice("positions", of: &fields) ?? style.positions
        style.tPose = try choice("tPose", of: &fields) ?? style.tPose
        let why = try fields.optional("why", "an object in braces", \.object) ?? [:]
        if let (key, extra) = fields.rest.min(by: { $0.key < $1.key }) {
            throw Problem(
                "a pipeline has no such field", at: .file(path, line: extra.line, column: extra.column),
                expected: "description, unit, up, rotationOrder, endSites, positions, tPose or why",
                found: "`\(key)`", remedy: "correct the name or take the line out")
        }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        return Pipeline(
            name: file.hasSuffix(".json") ? String(file.dropLast(5)) : file, description: description,
            style: style, why: why.compactMapValues(\.string))
    }

    private static func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ key: String, of fields: inout JSONFields
    ) throws(Problem) -> Choice? {
        try fields.optional(key, "one of " + Choice.allCases.map(\.rawValue).joined(separator: ", ")) {
            $0.string.flatMap(Choice.init(rawValue:))
        }
    }
}
