import Diagnostics
import GitStore
import JSON

extension Ledger {
    /// Gives the frames and joints of `spans`, which lie within the phrase, the origins that they have there.
    ///
    /// - Parameter names: All joints of the rig, in file order.
    mutating func adopt(_ spans: [Span], of names: [String]) {
        for span in spans {
            let joints =
                switch span.joints {
                case .all: names
                case .some(let some): some
                }
            mark(frames: span.frames, joints: Set(joints), of: names, as: span.origin)
        }
    }
}

extension Ledger.Span {
    /// The span as one line of the ledger.
    var json: JSONValue {
        var fields: [String: JSONValue] = [
            "frames": .array([.number(frames.lowerBound + 1), .number(frames.upperBound)]),
            "kind": .string(origin.kind.rawValue),
        ]
        switch joints {
        case .all: fields["joints"] = .string("all")
        case .some(let names): fields["joints"] = .array(names.map(JSONValue.string))
        }
        switch origin {
        case .captured(let captured):
            fields["by"] = .string(captured.by)
            fields["source"] = captured.source.map(JSONValue.string)
        case .edited(let edited):
            fields["by"] = .string(edited.by)
            fields["at"] = .moment(edited.at)
            fields.set(edited.parent)
        case .proposed(let proposed):
            fields["checkpoint"] = proposed.checkpoint.map(JSONValue.string)
            fields["quoted"] = proposed.quoted.map(JSONValue.quoted)
            if !proposed.styles.isEmpty { fields["styles"] = .array(proposed.styles.map(JSONValue.style)) }
            fields["seed"] = .number(proposed.seed)
            fields["command"] = .string(proposed.command)
            fields["version"] = .string(proposed.version)
            fields["acceptedBy"] = .string(proposed.acceptedBy)
            fields["acceptedAt"] = .moment(proposed.acceptedAt)
            fields.set(proposed.parent)
        }
        return .object(others.merging(fields) { $1 })
    }

    /// Reads one line of the ledger.
    init(_ value: JSONValue, path: String) throws(Problem) {
        var fields = try JSONFields(value, called: "a span", path: path)
        frames = try fields.required("frames", "first and last frame in brackets, from 1", \.frameRange)
        joints = try fields.required("joints", "\"all\", or joints' names in brackets") {
            if $0.string == "all" { return .all }
            let names = $0.array?.compactMap(\.string) ?? []
            return names.isEmpty || names.count != $0.array?.count ? nil : .some(names.sorted())
        }
        let kind = try fields.required("kind", "\"captured\", \"edited\" or \"proposed\"") {
            $0.string.flatMap { Origin.Kind(rawValue: $0) }
        }
        switch kind {
        case .captured:
            origin = .captured(
                Origin.Captured(
                    by: try fields.required("by", "a person's name", \.string),
                    source: try fields.optional("source", "a file's name", \.string)))
        case .edited:
            origin = .edited(
                Origin.Edited(
                    by: try fields.required("by", "a person's name", \.string),
                    at: try fields.required("at", "a time such as 2025-03-01T18:30:00Z", \.moment),
                    parent: try fields.parent()))
        case .proposed:
            let remedy = PieceLayout.remedy(forFileAt: path)
            let quoted = try fields.optionalQuoted(path: path, remedy: remedy)
            let checkpoint =
                try quoted == nil
                ? fields.required("checkpoint", "a checkpoint's digest", \.string)
                : fields.optional("checkpoint", "a checkpoint's digest", \.string)
            origin = .proposed(
                Origin.Proposed(
                    checkpoint: checkpoint, quoted: quoted,
                    styles: try fields.styles(path: path, remedy: remedy),
                    seed: try fields.required("seed", "a whole number, not negative") {
                        $0.integer(UInt64.self)
                    },
                    command: try fields.required("command", "the command that was given", \.string),
                    version: try fields.required("version", "a version of Choreo", \.string),
                    parent: try fields.parent(),
                    acceptedBy: try fields.required("acceptedBy", "a person's name", \.string),
                    acceptedAt: try fields.required(
                        "acceptedAt", "a time such as 2025-03-01T18:30:00Z", \.moment)))
        }
        others = fields.rest
    }
}

extension [String: JSONValue] {
    fileprivate mutating func set(_ parent: Origin.Parent?) {
        self["parent"] = parent.map { .string($0.phrase) }
        self["parentMovement"] = parent.map { .string($0.movement.hex) }
    }
}

extension JSONFields {
    /// The phrase that a movement came from, kept in two fields.
    mutating func parent() throws(Problem) -> Origin.Parent? {
        let phrase = try optional("parent", "a phrase's name", \.string)
        let movement = try optional("parentMovement", "a movement's id, 40 hexadecimal digits", \.objectID)
        guard let phrase, let movement else { return nil }
        return Origin.Parent(phrase: phrase, movement: movement)
    }
}
