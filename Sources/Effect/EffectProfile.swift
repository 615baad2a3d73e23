public import Diagnostics
public import Motion

/// What a phrase is likely to do to someone who watches: named parts, each with value, percentile and evidence.
///
///     let profile = try EffectProfile(of: phrase, after: context)
///     profile[.time]?.percentile      // 87: sharper than most
///     profile.why                     // "sharper and lower than what came before; travels 1.2 m"
///
/// What can't be known from joint angles (meaning, culture, what an audience feels in the room) is not in it.
public struct EffectProfile: Sendable, Equatable {
    /// Length of the phrase in seconds.
    public let seconds: Double
    /// Number of windows that the phrase was measured in: 1 up to 5 s, then one every 2 s.
    public let windows: Int
    /// Name of the table that the percentiles come from; nil without.
    public let reference: String?
    /// The parts, in the order of ``EffectKey/all``.
    public let parts: [EffectPart]
    /// Where the phrase goes.
    public let journey: Journey

    /// The part of a name; nil for a name that no profile has.
    public subscript(key: EffectKey) -> EffectPart? { parts.first { $0.key == key } }
}

extension EffectProfile: Encodable {
    private enum CodingKeys: String, CodingKey {
        case seconds, windows, reference, parts, journey
    }

    /// Writes the profile with all its names, `null` where nothing is known.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(seconds, forKey: .seconds)
        try container.encode(windows, forKey: .windows)
        try container.encode(reference, forKey: .reference)
        try container.encode(parts, forKey: .parts)
        try container.encode(journey, forKey: .journey)
    }
}

extension EffectProfile {
    /// Measures a phrase.
    ///
    /// Places are low-passed and differentiated once over context and phrase in one piece, so that the seam counts;
    /// then the phrase alone is measured. A phrase of up to 5 s is one window. A longer one is measured in windows
    /// of 4 s that start every 2 s, the last flush with its end, and a part's value is the mean of theirs: so values
    /// compare with those of a 4 s phrase, and with the reference table, whatever the length.
    ///
    /// - Parameters:
    ///   - phrase: The phrase on the canonical skeleton, floor at 0, 24 to 120 frames per second.
    ///   - context: What came before, at the same rate; its last 4 s are what `contrast` and the changes of parts
    ///     compare with. One shorter than 0.3 s is too short to compare with, and only steadies the filters.
    ///   - reference: The table that gives percentiles.
    /// - Throws: `Problem` when the phrase is shorter than 0.3 s or a joint's place is not finite.
    /// - Complexity: O(frames × joints); about a millisecond per second of movement.
    public init(
        of phrase: Clip, after context: Clip? = nil, reference: ReferenceTable? = .shipped
    ) throws(Problem) {
        let layout = Layout(phrase: phrase, context: context)
        guard layout.phrase.count >= Movement.fewestFrames else { throw Movement.tooShort(phrase) }
        let movement = try Movement(context.map { $0.appending(phrase) } ?? phrase)
        let window = layout.phrase.clamped(to: 0..<movement.frameCount)
        let before = layout.context.map { Survey.all(of: movement, in: $0) }
        self.init(
            of: movement, in: window, layout: layout, seconds: phrase.seconds, before: before,
            reference: reference)
    }

    /// Measures a phrase against another that it does not follow without a jump.
    ///
    /// Each is filtered and measured on its own, so that the cut between them is not taken for movement. Places and
    /// headings need not fit: no part depends on them.
    ///
    /// - Parameters:
    ///   - phrase: The phrase, as in ``init(of:after:reference:)``.
    ///   - other: What to compare with, on the canonical skeleton at any rate; its last 4 s, if it lasts 0.3 s.
    ///   - reference: The table that gives percentiles.
    /// - Throws: As ``init(of:after:reference:)``.
    public init(
        of phrase: Clip, apartFrom other: Clip, reference: ReferenceTable? = .shipped
    ) throws(Problem) {
        let layout = Layout(phrase: phrase, context: nil)
        let movement = try Movement(phrase)
        let count = Movement.frames(count: other.frameCount, rate: other.frameRate)
        var before: [Survey]?
        if count >= Movement.fewestFrames {
            before = try Survey.all(of: Movement(other), in: max(0, count - Windows.length)..<count)
        }
        self.init(
            of: movement, in: layout.phrase, layout: layout, seconds: phrase.seconds, before: before,
            reference: reference)
    }

    /// A profile of a window of `movement`; `before` is what each measure found in what came before.
    private init(
        of movement: Movement, in window: Range<Int>, layout: Layout, seconds: Double, before: [Survey]?,
        reference: ReferenceTable?
    ) {
        let now = Survey.all(of: movement, in: window)
        let changes = EffectMeasures.all.indices.map { i -> Double? in
            guard let new = now[i].value, let old = before?[i].value else { return nil }
            return (new - old) / EffectMeasures.all[i].definition.step
        }
        var parts = EffectMeasures.all.indices.map { i in
            now[i].part(
                EffectMeasures.all[i].definition, change: changes[i], reference: reference, layout: layout)
        }
        parts.append(Contrast.part(parts: parts, reference: reference))
        self.init(
            seconds: seconds, windows: Windows(covering: window).ranges.count,
            reference: reference?.name, parts: parts, journey: Journey(movement, in: window))
    }
}

/// Where context and phrase lie in a movement at 30 frames per second.
struct Layout {
    /// Frames of the phrase.
    let phrase: Range<Int>
    /// The last 4 s of the context; nil without one, or where it is too short to measure.
    let context: Range<Int>?
    /// Frames of the movement per frame of the clip.
    let ratio: Double
    /// Number of frames of the phrase at its own rate.
    let frameCount: Int
    /// Number of frames of the context at its own rate.
    let offset: Int

    init(phrase: Clip, context: Clip?) {
        ratio = Movement.frameRate / phrase.frameRate
        frameCount = phrase.frameCount
        offset = context?.frameCount ?? 0
        let whole = Movement.frames(count: offset + frameCount, rate: phrase.frameRate)
        // The first frame at 30 per second that is not before the first frame of the phrase.
        let start = Int((Double(offset) * ratio - 1e-3).rounded(.up))
        self.phrase = min(start, whole)..<whole
        let first = max(0, start - Windows.length)
        self.context = start - first >= Movement.fewestFrames ? first..<start : nil
    }

    /// Frames of the phrase, at its own rate, that a range of the movement covers.
    func native(_ range: Range<Int>) -> Range<Int> {
        let lower = Int((Double(range.lowerBound) / ratio).rounded(.down)) - offset
        let upper = Int((Double(range.upperBound) / ratio).rounded(.up)) - offset
        let first = min(max(lower, 0), frameCount - 1)
        return first..<max(min(upper, frameCount), first + 1)
    }
}
