import Motion

/// One thing that can be read off a movement.
///
/// A new one is one file in `Measures/` and a line in ``EffectMeasures/all``.
protocol Measure: Sendable {
    /// What the measure is called and how it is told.
    var definition: MeasureDefinition { get }
    /// Reads one window of a movement; nil where there is nothing to measure.
    ///
    /// - Parameters:
    ///   - movement: The whole movement, filtered in one piece.
    ///   - window: The frames that count, not empty.
    func read(_ movement: Movement, in window: Range<Int>) -> Reading?
}

/// What a measure is called and how it is told.
struct MeasureDefinition: Sendable {
    /// Stable name.
    let key: EffectKey
    /// Unit of the value, `1` for a share or ratio.
    let unit: String
    /// One line in dancers' words.
    let meaning: String
    /// How far to believe it.
    let evidence: Evidence
    /// The typical spread between phrases in the unit of the value, a round number: the scale of contrast.
    ///
    /// About half the distance between the 16th and the 84th percentile of the shipped reference table. It is
    /// written here and not taken from the table, so that contrast does not change when the table does.
    let step: Double
    /// How a higher and a lower value are told in a comparison ("sharper"); nil keeps the part out of sentences.
    let comparison: Comparison?

    init(
        key: EffectKey, unit: String, meaning: String, evidence: Evidence, step: Double,
        comparison: Comparison? = nil
    ) {
        self.key = key
        self.unit = unit
        self.meaning = meaning
        self.evidence = evidence
        self.step = step
        self.comparison = comparison
    }
}

/// Words for a change: "sharper", "softer".
///
/// A sentence takes at most one of each family.
struct Comparison: Sendable {
    /// What parts speak of the same side of a movement.
    enum Family: Sendable {
        case energy, level, shape, limbs, paths
    }
    /// Said of a higher value.
    let more: String
    /// Said of a lower value.
    let less: String
    /// The side of the movement it speaks of.
    let family: Family
}

/// What a measure found in a window.
struct Reading: Sendable {
    /// The value.
    var value: Double
    /// How much each frame of the window shows it.
    var series: [Double]
    /// How much each joint shows it, in any unit, not negative.
    var joints: [CanonicalJoint: Double]

    /// Creates a reading.
    init(value: Double, series: [Double], joints: [CanonicalJoint: Double]) {
        self.value = value
        self.series = series
        self.joints = joints
    }

    /// Creates a reading that is the mean over frames and joints of one number per joint and frame.
    ///
    /// - Parameters:
    ///   - joints: The joints that count.
    ///   - window: The frames that count; no others are asked for, so that a long movement costs no more per window.
    ///   - amount: The number of a joint in a frame of the movement, not negative; the joint is told by its index
    ///     in `joints`.
    init(
        meanOver joints: [CanonicalJoint], in window: Range<Int>,
        _ amount: (_ index: Int, _ frame: Int) -> Double
    ) {
        let tracks = joints.indices.map { index in window.map { amount(index, $0) } }
        series = window.indices.map { at in
            tracks.reduce(0) { $0 + $1[at - window.lowerBound] } / Double(tracks.count)
        }
        value = series.mean
        self.joints = Dictionary(uniqueKeysWithValues: zip(joints, tracks).map { ($0, $1.mean) })
    }
}

extension Array where Element == Double {
    /// The arithmetic mean; 0 of nothing.
    var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }

    /// The standard deviation about the mean, dividing by the count; 0 of nothing.
    var deviation: Double {
        let mean = self.mean
        return map { ($0 - mean) * ($0 - mean) }.mean.squareRoot()
    }
}
