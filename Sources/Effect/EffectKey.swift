/// The stable name of one part of a profile, as programs and JSON know it.
///
/// A measure declares its key beside itself (`Measures/`); the list of all is ``all``.
public struct EffectKey: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// The name as written in JSON.
    public let rawValue: String

    /// Creates a key with a name; any text is a key, though only those in ``all`` occur in profiles.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The name.
    public var description: String { rawValue }

    /// The keys of every profile, in its order.
    public static let all: [EffectKey] = EffectMeasures.all.map(\.definition.key) + [.contrast]
}
