import Motion

/// The line that a joint has drawn through the air, paler the longer ago.
public struct Trail: Sendable, Equatable {
    /// Places in the world from the oldest to the newest, metres.
    public var points: [SIMD3<Float>]
    /// Its colour.
    public var color: Color
    /// How thick it is, metres; it never gets thinner than a pixel.
    public var width: Float
    /// Opacity of the oldest point, 0 to 1; the newest has 1.
    public var tail: Float

    /// Creates a trail.
    public init(points: [SIMD3<Float>], color: Color, width: Float = 0.014, tail: Float = 0) {
        self.points = points
        self.color = color
        self.width = width
        self.tail = tail
    }

    /// A piece of a trail from one place to the next, and the places before and after, which bend its ends.
    struct Segment: Equatable {
        var before: SIMD3<Float>
        var start: SIMD3<Float>
        var end: SIMD3<Float>
        var after: SIMD3<Float>
        /// Opacity at the start and at the end.
        var opacity: (start: Float, end: Float)

        static func == (a: Segment, b: Segment) -> Bool {
            a.before == b.before && a.start == b.start && a.end == b.end && a.after == b.after
                && a.opacity == b.opacity
        }
    }

    /// The pieces to draw; places that are no numbers break the line, a joint at rest adds none.
    var segments: [Segment] {
        var kept: [(place: SIMD3<Float>, age: Float)?] = []
        for (index, place) in points.enumerated() {
            guard place.sum().isFinite else {
                kept.append(nil)
                continue
            }
            if let last = kept.last ?? nil, (last.place - place).length < 0.002 { continue }
            kept.append((place, Float(index) / Float(max(points.count - 1, 1))))
        }
        func opacity(_ age: Float) -> Float { tail + (1 - tail) * age }
        return kept.indices.dropLast().compactMap { index in
            guard let start = kept[index], let end = kept[index + 1] else { return nil }
            let before = index > 0 ? kept[index - 1] : nil
            let after = index + 2 < kept.count ? kept[index + 2] : nil
            return Segment(
                before: before?.place ?? start.place, start: start.place, end: end.place,
                after: after?.place ?? end.place, opacity: (opacity(start.age), opacity(end.age)))
        }
    }
}
