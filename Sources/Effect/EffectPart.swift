public import Motion

/// One part of a profile: a value, what it means, how usual it is, and where in the phrase it comes from.
public struct EffectPart: Sendable, Equatable {
    /// The part's stable name.
    public let key: EffectKey
    /// The value in ``unit``; nil where the phrase gives nothing to measure (the directness of hands that rest).
    public let value: Double?
    /// Unit of the value, `1` for a share or a ratio.
    public let unit: String
    /// One line in dancers' words: what a high and a low value look like.
    public let meaning: String
    /// How far the measure may be believed.
    public let evidence: Evidence
    /// Share of the reference phrases below this value, 0 to 100; nil without a value or without a reference.
    public let percentile: Double?
    /// How far the value lies from that of the context, in steps that a viewer would notice (the typical spread
    /// between phrases); nil without a context.
    public let change: Double?
    /// The half second that shows the part most, as frames of the phrase; nil without a value.
    public let frames: Range<Int>?
    /// The joints that contribute most, at most three, the strongest first.
    public let joints: [CanonicalJoint]
}

extension EffectPart: Encodable {
    private enum CodingKeys: String, CodingKey {
        case key, value, unit, meaning, evidence, percentile, change, frames, joints
    }

    /// Writes the part with all its names, `null` where nothing is known; frames count from 1, both ends included.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(key.rawValue, forKey: .key)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(meaning, forKey: .meaning)
        try container.encode(evidence, forKey: .evidence)
        try container.encode(percentile, forKey: .percentile)
        try container.encode(change, forKey: .change)
        try container.encode(frames.map { [$0.lowerBound + 1, $0.upperBound] }, forKey: .frames)
        try container.encode(joints.map(\.name), forKey: .joints)
    }
}
