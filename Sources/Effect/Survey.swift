import Motion

/// What one measure found over all windows of a phrase.
struct Survey {
    /// Mean of the windows that gave a value; nil if none did.
    let value: Double?
    /// The frames from the first window's start.
    private let start: Int
    /// How much each frame shows the part, overlapping windows averaged.
    let series: [Double]
    private let joints: [CanonicalJoint: Double]

    init(_ measure: any Measure, of movement: Movement, in windows: Windows) {
        start = windows.ranges[0].lowerBound
        let end = windows.ranges[windows.ranges.count - 1].upperBound
        var values: [Double] = []
        var sum = [Double](repeating: 0, count: end - start)
        var count = sum
        var joints: [CanonicalJoint: Double] = [:]
        for range in windows.ranges {
            guard let reading = measure.read(movement, in: range) else { continue }
            values.append(reading.value)
            joints.merge(reading.joints) { $0 + $1 }
            for (frame, amount) in zip(range, reading.series) {
                sum[frame - start] += amount
                count[frame - start] += 1
            }
        }
        value = values.isEmpty ? nil : values.mean
        series = zip(sum, count).map { $1 > 0 ? $0 / $1 : 0 }
        self.joints = joints
    }

    /// What each of ``EffectMeasures/all`` found in the frames of `range`, in their order.
    static func all(of movement: Movement, in range: Range<Int>) -> [Survey] {
        EffectMeasures.all.map { Survey($0, of: movement, in: Windows(covering: range)) }
    }

    /// The survey as a part of a profile.
    func part(
        _ definition: MeasureDefinition, change: Double?, reference: ReferenceTable?, layout: Layout
    ) -> EffectPart {
        let percentile = value.flatMap { reference?.percentile(of: $0, in: definition.key) }
        return EffectPart(
            key: definition.key, value: value, unit: definition.unit, meaning: definition.meaning,
            evidence: definition.evidence, percentile: percentile, change: change,
            frames: value == nil ? nil : layout.native(peak(lowest: (percentile ?? 100) < 50)),
            joints: leaders)
    }

    /// Half a second in which the part shows most: the highest stretch, or the lowest where a low value is what is
    /// unusual.
    private func peak(lowest: Bool) -> Range<Int> {
        let length = min(15, series.count)
        var sum = series[..<length].reduce(0, +)
        var best = (sum: sum, at: 0)
        for at in stride(from: 1, through: series.count - length, by: 1) {
            sum += series[at + length - 1] - series[at - 1]
            // A hair's breadth of advantage, so that rounding does not pick the frames.
            let gain = lowest ? best.sum - sum : sum - best.sum
            if gain > 1e-9 * Double(length) { best = (sum, at) }
        }
        return start + best.at..<start + best.at + length
    }

    /// Up to three joints that contribute at least half as much as the first, the strongest first.
    ///
    /// Joints that contribute alike come together or not at all, so that a mirror image names their partners.
    private var leaders: [CanonicalJoint] {
        let ranked = joints.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        guard let most = ranked.first?.value, most > 0 else { return [] }
        let strong = ranked.filter { $0.value >= most / 2 }
        guard strong.count > 3 else { return strong.map(\.key) }
        let cut = strong[3].value * (1 + 1e-9)
        return strong.prefix(3).filter { $0.value > cut }.map(\.key)
    }
}
