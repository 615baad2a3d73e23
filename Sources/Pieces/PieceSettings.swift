import Diagnostics
import JSON

/// What a piece is as a whole: the content of `piece.json`.
public struct PieceSettings: Sendable, Equatable {
    /// The title as people say it.
    public var title: String
    /// Frames per second of the piece's films and exports; nil until the first phrase gives one.
    public var frameRate: Double?
    /// Counts (beats) per minute; nil when the piece is not counted.
    public var tempo: Double?
    /// The dancers' names, in the order in which they are listed; at least one.
    public var dancers: [String]
    /// The stage, in metres.
    public var stage: Stage
    /// The rig on which the piece is built (`rigs/NAME.bvh`); nil until the first phrase gives one.
    public var defaultRig: String?
    /// Fields that this version does not know, kept as they are.
    var others: [String: JSONValue] = [:]

    /// A stage seen from above; the audience sits at its front.
    public struct Stage: Sendable, Equatable {
        /// From left to right, in metres, greater than 0.
        public var width: Double
        /// From front to back, in metres, greater than 0.
        public var depth: Double

        /// Creates a stage.
        public init(width: Double = 12, depth: Double = 10) {
            self.width = width
            self.depth = depth
        }
    }

    /// Creates settings.
    public init(
        title: String, frameRate: Double? = nil, tempo: Double? = nil, dancers: [String] = ["A"],
        stage: Stage = Stage(), defaultRig: String? = nil
    ) {
        self.title = title
        self.frameRate = frameRate
        self.tempo = tempo
        self.dancers = dancers
        self.stage = stage
        self.defaultRig = defaultRig
    }
}

extension PieceSettings {
    /// The content of `piece.json`.
    func serialized() -> [UInt8] {
        let known: [String: JSONValue] = [
            "dancers": .array(dancers.map(JSONValue.string)),
            "defaultRig": defaultRig.map(JSONValue.string) ?? .null,
            "format": .number(1),
            "rate": frameRate.map(JSONValue.number) ?? .null,
            "stage": .object(["depth": .number(stage.depth), "width": .number(stage.width)]),
            "tempo": tempo.map(JSONValue.number) ?? .null,
            "title": .string(title),
        ]
        return JSONValue.object(others.merging(known) { $1 }).serialized()
    }

    /// Reads `piece.json`.
    static func parse(_ bytes: [UInt8], path: String) throws(Problem) -> PieceSettings {
        let value = try JSONValue.parse(bytes, path: path, remedy: PieceLayout.remedy(forFileAt: path))
        var fields = try JSONFields(value, called: "the piece", path: path)
        try fields.requireFormat(1)
        let title = try fields.required("title", "the piece's title in quotes", \.string)
        var settings = PieceSettings(title: title)
        settings.frameRate = try fields.optional("rate", "frames per second, or null", positive)
        settings.tempo = try fields.optional("tempo", "counts per minute, or null", positive)
        settings.defaultRig = try fields.optional("defaultRig", "a rig's name, or null", \.string)
        settings.dancers = try fields.required("dancers", "a list of at least one name") { value in
            let names = value.array?.compactMap(\.string) ?? []
            return names.isEmpty || names.count != value.array?.count ? nil : names
        }
        if let stage = fields.rest["stage"], !stage.isNull {
            var measures = try JSONFields(stage, called: "the stage", path: path)
            settings.stage.width = try measures.required("width", "metres, more than 0", positive)
            settings.stage.depth = try measures.required("depth", "metres, more than 0", positive)
        }
        settings.others = fields.rest.filter { $0.key != "stage" }
        return settings
    }

    private static func positive(_ value: JSONValue) -> Double? {
        value.double.flatMap { $0 > 0 ? $0 : nil }
    }
}
