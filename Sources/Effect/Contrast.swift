extension EffectKey {
    /// How different the phrase is from what came before.
    public static let contrast = EffectKey(rawValue: "contrast")
}

/// Contrast: the root mean square of the changes of the parts below, each in its own steps.
///
/// One step is the typical spread of a part between phrases, so 1 is the difference between two phrases taken at
/// random, and 0 is more of the same.
enum Contrast {
    /// The parts that are compared: what a viewer sees, not faults (foot skate), and each thing once.
    static let compared: [EffectKey] = [
        .weight, .time, .flow, .speed, .level, .travel, .turning, .symmetry, .arms, .legs,
    ]

    /// The part of a profile, from parts whose changes are known.
    static func part(parts: [EffectPart], reference: ReferenceTable?) -> EffectPart {
        let changed = parts.filter { compared.contains($0.key) }
            .compactMap { part in part.change.map { (part: part, change: $0) } }
        let value = changed.isEmpty ? nil : changed.map { $0.change * $0.change }.mean.squareRoot()
        let most = changed.max { abs($0.change) < abs($1.change) }
        return EffectPart(
            key: .contrast, value: value, unit: "steps",
            meaning: "high: a clear break with what came before; low: more of the same",
            evidence: .fair, percentile: value.flatMap { reference?.percentile(of: $0, in: .contrast) },
            change: nil, frames: most?.part.frames, joints: most?.part.joints ?? [])
    }
}
