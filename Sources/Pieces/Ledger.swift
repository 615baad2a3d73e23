public import BVHFormat
import Diagnostics
public import GitStore
import JSON

/// The account of a phrase: which part of its movement comes from whom or what.
///
/// It is the content of `phrases/NAME.json`.
/// The phrase is a rectangle of F frames × J joints; the spans cover it without gap or overlap, so shares of
/// frames × joints sum to 1.
public struct Ledger: Sendable, Equatable {
    /// Number of frames F, at least 1.
    public private(set) var frameCount: Int
    /// Number of joints J, at least 1.
    public private(set) var jointCount: Int
    /// Seconds between two frames.
    public private(set) var frameTime: Double
    /// The movement that this account is about: what git calls the content of `phrases/NAME.bvh`.
    public internal(set) var movement: ObjectID
    /// The rig it moves, `rigs/NAME.bvh`.
    public internal(set) var rig: String?
    /// The spans, by first frame.
    public private(set) var spans: [Span]
    /// What people noted about the phrase.
    public var notes: [String] = []
    /// Fields that this version does not know, kept as they are.
    var others: [String: JSONValue] = [:]

    /// A part of a phrase with one origin.
    public struct Span: Sendable, Equatable {
        /// Frames, counted from 0 (in the file from 1, both ends included).
        public var frames: Range<Int>
        /// Which joints.
        public var joints: JointGroup
        /// Where the movement comes from.
        public var origin: Origin
        /// Fields that this version does not know, kept as they are.
        var others: [String: JSONValue] = [:]

        /// Creates a span.
        public init(frames: Range<Int>, joints: JointGroup, origin: Origin) {
            self.frames = frames
            self.joints = joints
            self.origin = origin
        }
    }

    /// Joints of a phrase's own rig, by name; a name that occurs twice in a rig is told apart as `name#2`.
    public enum JointGroup: Sendable, Hashable {
        /// All joints of the rig.
        case all
        /// These joints, sorted; neither none nor all of them.
        case some([String])
    }

    /// The length of the phrase in seconds.
    public var seconds: Double { Double(frameCount) * frameTime }

    /// The account of a phrase that has one origin throughout.
    ///
    /// - Precondition: The document has frames and joints.
    public init(of document: BVHDocument, movement: ObjectID, rig: String?, origin: Origin) {
        precondition(document.frameCount > 0 && !document.joints.isEmpty, "a phrase has frames and joints")
        frameCount = document.frameCount
        jointCount = document.joints.count
        frameTime = document.frameTime
        self.movement = movement
        self.rig = rig
        spans = [Span(frames: 0..<document.frameCount, joints: .all, origin: origin)]
    }

    /// The part of the phrase that each origin has, in the order in which they first occur; sums to 1.
    public var shares: [(origin: Origin, share: Double)] {
        var shares: [(origin: Origin, share: Double)] = []
        for span in spans {
            let share = Double(span.frames.count * count(of: span.joints)) / Double(frameCount * jointCount)
            if let index = shares.firstIndex(where: { $0.origin == span.origin }) {
                shares[index].share += share
            } else {
                shares.append((span.origin, share))
            }
        }
        return shares
    }

    /// Checks and adopts spans that were read.
    ///
    /// - Returns: What is wrong with them, in words; nil when they cover every frame of every joint exactly once.
    fileprivate static func fault(in spans: [Span], frameCount: Int, jointCount: Int) -> String? {
        var area = 0
        var taken: [String: [Range<Int>]] = [:]
        var whole: [Range<Int>] = []
        for span in spans {
            guard !span.frames.isEmpty, span.frames.lowerBound >= 0, span.frames.upperBound <= frameCount
            else {
                return "frames \(span.frames.lowerBound + 1) to \(span.frames.upperBound) of \(frameCount)"
            }
            switch span.joints {
            case .all:
                area += span.frames.count * jointCount
                whole.append(span.frames)
            case .some(let names):
                guard !names.isEmpty, Set(names).count == names.count else { return "a joint named twice" }
                area += span.frames.count * names.count
                for name in names { taken[name, default: []].append(span.frames) }
            }
        }
        guard taken.count <= jointCount else { return "\(taken.count) joints of \(jointCount)" }
        // Each joint's own spans, and the spans of all joints, must be disjoint; the area then settles completeness.
        whole.sort { $0.lowerBound < $1.lowerBound }
        if let frame = Self.firstOverlap(whole) { return "frame \(frame + 1) accounted for twice" }
        for frames in taken.values {
            let sorted = frames.sorted { $0.lowerBound < $1.lowerBound }
            if let frame = Self.firstOverlap(sorted) ?? Self.firstOverlap(of: sorted, with: whole) {
                return "frame \(frame + 1) accounted for twice"
            }
        }
        return area == frameCount * jointCount ? nil : "an account of a part of the phrase only"
    }

    /// The first frame that two of the ranges, sorted by their beginning, share.
    private static func firstOverlap(_ ranges: [Range<Int>]) -> Int? {
        zip(ranges, ranges.dropFirst()).first { $0.overlaps($1) }.map { $1.lowerBound }
    }

    /// The first frame that one of `ranges` shares with one of `others`, which are disjoint and sorted.
    private static func firstOverlap(of ranges: [Range<Int>], with others: [Range<Int>]) -> Int? {
        for range in ranges {
            // Halving, since a ledger from elsewhere may hold many of both.
            var (low, high) = (0, others.count)
            while low < high {
                let middle = (low + high) / 2
                if others[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
            }
            if low < others.count, others[low].overlaps(range) {
                return max(range.lowerBound, others[low].lowerBound)
            }
        }
        return nil
    }

    private func count(of joints: JointGroup) -> Int {
        switch joints {
        case .all: jointCount
        case .some(let names): names.count
        }
    }
}

// MARK: - Changing

extension Ledger {
    /// Gives a part of the phrase another origin; the rest keeps its own.
    ///
    /// - Parameters:
    ///   - frames: Frames within the phrase.
    ///   - changed: Names of the joints within the rig, as ``labels(of:)`` gives them.
    ///   - names: All joints of the rig, in file order.
    ///   - origin: The new origin.
    mutating func mark(
        frames: Range<Int>, joints changed: Set<String>, of names: [String], as origin: Origin
    ) {
        guard !frames.isEmpty, !changed.isEmpty else { return }
        var result: [Span] = []
        for span in spans {
            let overlap = span.frames.clamped(to: frames)
            guard !overlap.isEmpty else {
                result.append(span)
                continue
            }
            let before = span.frames.lowerBound..<overlap.lowerBound
            let after = overlap.upperBound..<span.frames.upperBound
            let own = span.joints == .all ? Set(names) : Set(Self.members(of: span.joints))
            let kept = own.subtracting(changed)
            for (part, joints) in [(before, own), (overlap, kept), (after, own)] where !part.isEmpty {
                guard let group = Self.group(joints, of: names) else { continue }
                var rest = span
                (rest.frames, rest.joints) = (part, group)
                result.append(rest)
            }
        }
        if let group = Self.group(changed, of: names) {
            result.append(Span(frames: frames, joints: group, origin: origin))
        }
        spans = result.sorted {
            ($0.frames.lowerBound, Self.members(of: $0.joints).first ?? "")
                < ($1.frames.lowerBound, Self.members(of: $1.joints).first ?? "")
        }
    }

    /// The joints of a document by names that occur once each.
    static func labels(of document: BVHDocument) -> [String] {
        var seen: [String: Int] = [:]
        return document.joints.map { joint in
            seen[joint.name, default: 0] += 1
            let number = seen[joint.name] ?? 1
            return number == 1 ? joint.name : "\(joint.name)#\(number)"
        }
    }

    private static func members(of joints: JointGroup) -> [String] {
        switch joints {
        case .all: []
        case .some(let names): names
        }
    }

    private static func group(_ joints: Set<String>, of names: [String]) -> JointGroup? {
        if joints.isEmpty { return nil }
        return joints.count == names.count ? .all : .some(joints.sorted())
    }
}

// MARK: - The file

extension Ledger {
    /// The content of `phrases/NAME.json`.
    func serialized() -> [UInt8] {
        let known: [String: JSONValue] = [
            "format": .number(1),
            "frames": .number(frameCount),
            "frameTime": .number(frameTime),
            "joints": .number(jointCount),
            "movement": .string(movement.hex),
            "notes": .array(notes.map(JSONValue.string)),
            "rig": rig.map(JSONValue.string) ?? .null,
            "spans": .array(spans.map(\.json)),
        ]
        return JSONValue.object(others.merging(known) { $1 }).serialized()
    }

    /// Reads `phrases/NAME.json`.
    static func parse(_ bytes: [UInt8], path: String) throws(Problem) -> Ledger {
        let value = try JSONValue.parse(bytes, path: path, remedy: PieceLayout.remedy(forFileAt: path))
        return try Ledger(value, path: path)
    }

    private init(_ value: JSONValue, path: String) throws(Problem) {
        var fields = try JSONFields(value, called: "the ledger", path: path)
        try fields.requireFormat(1)
        frameCount = try fields.required("frames", "a number of frames, 1 to a hundred million", Self.size)
        jointCount = try fields.required("joints", "a number of joints, 1 to a hundred million", Self.size)
        frameTime = try fields.required("frameTime", "seconds, more than 0") {
            $0.double.flatMap { $0 > 0 ? $0 : nil }
        }
        movement = try fields.required("movement", "the movement's id, 40 hexadecimal digits", \.objectID)
        rig = try fields.optional("rig", "a rig's name, or null", \.string)
        notes = try fields.optional("notes", "a list of texts", \.texts) ?? []
        let list = fields.rest["spans"]
        spans = try fields.list("spans") { (item) throws(Problem) in try Span(item, path: path) }
        others = fields.rest
        if let fault = Self.fault(in: spans, frameCount: frameCount, jointCount: jointCount) {
            throw fields.problem(
                "the ledger does not account for the phrase", at: list,
                expected: "every frame of every joint once", found: fault)
        }
    }

    /// Sizes whose product stays far from overflow.
    private static func size(_ value: JSONValue) -> Int? {
        value.integer(Int.self).flatMap { (1...100_000_000).contains($0) ? $0 : nil }
    }
}
