import Diagnostics
import JSON

/// Who dances what, when and where: the content of `timeline.json`.
public struct Timeline: Sendable, Equatable {
    /// The placements in the order of the file.
    public var placements: [Placement]
    /// Fields that this version does not know, kept as they are.
    var others: [String: JSONValue] = [:]

    /// Creates a timeline.
    public init(placements: [Placement] = []) {
        self.placements = placements
    }
}

/// One phrase danced once.
public struct Placement: Sendable, Equatable {
    /// The phrase's name.
    public var phrase: String
    /// Who dances it; one of the piece's dancers.
    public var dancer: String
    /// When its first frame is.
    public var start: StageTime
    /// Where on stage the phrase's own origin lies: metres to the audience's right of the centre, and toward it.
    public var place: SIMD2<Double>
    /// How far the phrase is turned about the vertical, in degrees, counter-clockwise seen from above.
    public var facing: Double
    /// The section of the piece that it belongs to.
    public var section: String?
    /// Fields that this version does not know, kept as they are.
    var others: [String: JSONValue] = [:]

    /// Creates a placement.
    public init(
        phrase: String, dancer: String, start: StageTime, place: SIMD2<Double> = .zero, facing: Double = 0,
        section: String? = nil
    ) {
        self.phrase = phrase
        self.dancer = dancer
        self.start = start
        self.place = place
        self.facing = facing
        self.section = section
    }
}

extension Timeline {
    /// Puts a phrase right after the last placement of another, or at the end of the dancer's part.
    ///
    /// It goes on where its parent ends, on the same place and in the same facing, since a proposal continues
    /// its parent in the parent's own coordinates. What the same dancer danced there or later moves back by the new
    /// phrase's length, so that nobody dances two things at once.
    ///
    /// - Parameters:
    ///   - phrase: The phrase to place.
    ///   - parent: The phrase it continues; nil, or one that is not placed, means the end of the part.
    ///   - dancer: Whose part to lengthen when there is no placed parent.
    ///   - tempo: The piece's tempo, needed where times are in counts.
    ///   - seconds: The length of any phrase, by name; nil when it is unknown.
    /// - Returns: The new placement, and how many others moved back.
    /// - Throws: ``Problem`` when times are in counts and there is no tempo.
    mutating func insert(
        _ phrase: String, after parent: String?, dancer: String, tempo: Double?,
        seconds: (String) throws(Problem) -> Double?
    ) throws(Problem) -> (placement: Placement, moved: Int) {
        let length = try seconds(phrase) ?? 0
        var position: Int?
        var placement = Placement(phrase: phrase, dancer: dancer, start: .seconds(0))
        if let parent, let index = placements.lastIndex(where: { $0.phrase == parent }) {
            let model = placements[index]
            position = index
            placement.dancer = model.dancer
            (placement.place, placement.facing, placement.section) = (
                model.place, model.facing, model.section
            )
            placement.start = model.start.moved(by: try seconds(parent) ?? 0, tempo: tempo)
        } else {
            for (index, other) in placements.enumerated() where other.dancer == dancer {
                let end = try Self.start(of: other, tempo: tempo) + (try seconds(other.phrase) ?? 0)
                if end >= placement.start.seconds(tempo: tempo) ?? 0 {
                    placement.start = .seconds(StageTime.rounded(end))
                    position = index
                }
            }
        }

        let begin = try Self.start(of: placement, tempo: tempo)
        var moved = 0
        // Half a millisecond of tolerance: sums of rounded frame times are not exact.
        for (index, other) in placements.enumerated()
        where other.dancer == placement.dancer && index != position {
            guard try Self.start(of: other, tempo: tempo) > begin - 0.0005 else { continue }
            placements[index].start = other.start.moved(by: length, tempo: tempo)
            moved += 1
        }
        placements.insert(placement, at: position.map { $0 + 1 } ?? placements.count)
        return (placement, moved)
    }

    private static func start(of placement: Placement, tempo: Double?) throws(Problem) -> Double {
        if let seconds = placement.start.seconds(tempo: tempo) { return seconds }
        throw Problem(
            "`\(placement.phrase)` starts at a count, but the piece has no tempo",
            at: .file(PieceLayout.timeline),
            expected: "a tempo in piece.json", found: "`\(placement.start)`, and a tempo of null",
            remedy: "set \"tempo\" in piece.json to the counts per minute, for instance 96")
    }
}

// MARK: - The file

extension Timeline {
    /// The content of `timeline.json`.
    func serialized() -> [UInt8] {
        let known: [String: JSONValue] = [
            "format": .number(1), "placements": .array(placements.map(\.json)),
        ]
        return JSONValue.object(others.merging(known) { $1 }).serialized()
    }

    /// Reads `timeline.json`.
    static func parse(_ bytes: [UInt8], path: String) throws(Problem) -> Timeline {
        let value = try JSONValue.parse(bytes, path: path, remedy: PieceLayout.remedy(forFileAt: path))
        var fields = try JSONFields(value, called: "the timeline", path: path)
        try fields.requireFormat(1)
        var timeline = Timeline()
        timeline.placements = try fields.list("placements") { (item) throws(Problem) in
            try Placement(item, path: path)
        }
        timeline.others = fields.rest
        return timeline
    }
}

extension Placement {
    fileprivate var json: JSONValue {
        let known: [String: JSONValue] = [
            "dancer": .string(dancer),
            "facing": .number(facing),
            "phrase": .string(phrase),
            "place": .array([.number(place.x), .number(place.y)]),
            "section": section.map(JSONValue.string) ?? .null,
            "start": .string(start.description),
        ]
        return .object(others.merging(known) { $1 })
    }

    fileprivate init(_ value: JSONValue, path: String) throws(Problem) {
        var fields = try JSONFields(value, called: "a placement", path: path)
        phrase = try fields.required("phrase", "a phrase's name", \.string)
        dancer = try fields.required("dancer", "a dancer's name", \.string)
        start = try fields.required("start", "a time such as `2s`, `8c` or `0:04.5`") {
            $0.string.flatMap { StageTime($0) }
        }
        place =
            try fields.optional("place", "two numbers in brackets, in metres") {
                let numbers = $0.array?.compactMap(\.double) ?? []
                return numbers.count == 2 ? SIMD2(numbers[0], numbers[1]) : nil
            } ?? .zero
        facing = try fields.optional("facing", "degrees", \.double) ?? 0
        section = try fields.optional("section", "a section's name, or null", \.string)
        others = fields.rest
    }
}
