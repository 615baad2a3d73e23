public import Diagnostics
import Files
import Foundation

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

    private struct Content: Decodable {
        var description: String
        var unit: String?
        var up: String?
        var rotationOrder: String?
        var endSites: String?
        var positions: String?
        var tPose: String?
        var why: [String: String]?
    }

    private static let keys: Set = [
        "description", "unit", "up", "rotationOrder", "endSites", "positions", "tPose", "why",
    ]

    /// Reads a pipeline from a JSON file.
    ///
    /// - Throws: ``Problem`` when the file cannot be read, is not in this form, or asks for what there is not.
    public static func read(_ path: String) throws(Problem) -> Pipeline {
        let data = Data(try FileBytes.read(path, limit: 1 << 20))
        guard let content = try? JSONDecoder().decode(Content.self, from: data),
            let object = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any]
        else {
            throw Problem(
                "this is not a description of a pipeline", at: .file(path),
                expected: #"JSON such as {"description": "…", "unit": "cm", "up": "Y", …}"#,
                found: "something else", remedy: "compare it with another file in the folder pipelines")
        }
        if let unknown = object.keys.sorted().first(where: { !keys.contains($0) }) {
            throw Problem(
                "this pipeline asks for something unknown", at: .file(path),
                expected: keys.sorted().joined(separator: ", "), found: unknown,
                remedy: "correct the name left of the colon")
        }
        var style = BVHStyle()
        func set<Value>(
            _ part: WritableKeyPath<BVHStyle, Value>, _ key: String, _ word: String?, among words: String,
            _ value: (String) -> Value?
        ) throws(Problem) {
            guard let word else { return }
            guard let value = value(word) else {
                throw Problem(
                    "`\(key)` of this pipeline is not understood", at: .file(path), expected: words,
                    found: word,
                    remedy: "correct the word right of the colon")
            }
            style[keyPath: part] = value
        }
        func words<Choice: CaseIterable & RawRepresentable<String>>(_: Choice.Type) -> String {
            Choice.allCases.map(\.rawValue).joined(separator: ", ")
        }
        try set(\.unit, "unit", content.unit, among: "m, cm, mm, inch, ft, or metres as a number") {
            LengthUnit($0)
        }
        try set(\.up, "up", content.up, among: "Y, Z") { UpAxis(rawValue: $0.uppercased()) }
        try set(
            \.rotationOrder, "rotationOrder", content.rotationOrder, among: "X, Y and Z once each, as in ZXY"
        ) {
            RotationOrder($0)
        }
        try set(\.endSites, "endSites", content.endSites, among: words(BVHStyle.EndSites.self)) {
            BVHStyle.EndSites(rawValue: $0)
        }
        try set(\.positions, "positions", content.positions, among: words(BVHStyle.Positions.self)) {
            BVHStyle.Positions(rawValue: $0)
        }
        try set(\.tPose, "tPose", content.tPose, among: words(BVHStyle.TPose.self)) {
            BVHStyle.TPose(rawValue: $0)
        }
        return Pipeline(
            name: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent,
            description: content.description, style: style, why: content.why ?? [:])
    }
}
