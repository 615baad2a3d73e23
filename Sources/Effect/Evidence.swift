/// How far a measure may be believed to show what its name says.
public enum Evidence: String, Sendable, Codable, CaseIterable {
    /// Measured directly, or agrees clearly with people's or a generator's labels.
    case strong
    /// Agrees with labels in part, or rests on a model of the body.
    case fair
    /// Agreement with labels is weak or was not found: a hint, not a finding.
    case low
}
