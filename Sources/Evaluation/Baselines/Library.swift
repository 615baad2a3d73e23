import Motion
import MotionIO
import RealModule
import Tensor

/// Training recordings as something to play from.
///
/// A place is a frame that has one before it and 4 s after it.
struct Library: Sendable {
    /// One recording.
    private struct Item {
        let corpus: String
        let clip: Clip
        /// Places of the joints, then their velocities, as seen from each place, in units of their deviation; shape
        /// [places × features].
        var index: [Float] = []
        /// Number of places.
        var places: Int { max(0, clip.frameCount - EvaluationWindow.continuation - 1) }
    }

    private static let features = 2 * 3 * Movement.joints
    private var items: [Item]
    /// Deviation of places (m) and of velocities (m/s) over the library.
    private let scales: (place: Double, velocity: Double)

    /// Takes recordings with their movement.
    init(_ recordings: [(Recording, Movement)]) {
        items = recordings.map { Item(corpus: $0.0.entry.corpus, clip: $0.0.movement) }
        let raw = zip(items, recordings).map { item, recording in
            (0..<item.places).map { Self.description(of: recording.1, at: $0 + 1) }
        }
        scales = Self.scales(of: raw)
        for (number, rows) in raw.enumerated() {
            items[number].index = rows.flatMap { scaled($0) }
        }
    }

    /// A stretch whose first frame falls on a context's last.
    private func track(_ item: Int, _ place: Int) -> Clip {
        items[item].clip.frames(place + 1..<place + 2 + EvaluationWindow.continuation)
    }

    // MARK: - Random

    /// Random stretches of a corpus, or of all where it has none; `count` of them, or as many as there are.
    func random(_ count: Int, of corpus: String, _ generator: inout Xoshiro256) -> [Clip] {
        var own = items.indices.filter { items[$0].corpus == corpus && items[$0].places > 0 }
        if own.isEmpty { own = items.indices.filter { items[$0].places > 0 } }
        let total = own.reduce(0) { $0 + items[$1].places }
        var taken: [Int] = []
        while taken.count < min(count, total) {
            let place = generator.below(total)
            if !taken.contains(place) { taken.append(place) }
        }
        return taken.map { number in
            var place = number
            for item in own {
                if place < items[item].places { return track(item, place) }
                place -= items[item].places
            }
            preconditionFailure("a place lies in a recording")
        }
    }

    // MARK: - Nearest

    /// The stretches whose pose and velocity at the join are nearest to a context's end: the best place of each
    /// recording, and of these the best `count`.
    func nearest(_ count: Int, to context: Clip) -> [Clip] {
        let movement = Movement(context)
        let query = scaled(Self.description(of: movement, at: movement.frameCount - 1))
        let best = items.indices.compactMap { item -> (item: Int, place: Int, distance: Float)? in
            items[item].index.withUnsafeBufferPointer { index in
                var nearest = (place: -1, distance: Float.infinity)
                for place in 0..<items[item].places {
                    var sum: Float = 0
                    let start = place * Self.features
                    for k in 0..<Self.features {
                        let apart = index[start + k] - query[k]
                        sum += apart * apart
                    }
                    if sum < nearest.distance { nearest = (place, sum) }
                }
                return nearest.place < 0 ? nil : (item, nearest.place, nearest.distance)
            }
        }
        return best.sorted { ($0.distance, $0.item) < ($1.distance, $1.item) }.prefix(count)
            .map { track($0.item, $0.place) }
    }

    /// Places and velocities of the joints, seen from the hips' place on the floor and the heading.
    private static func description(of movement: Movement, at frame: Int) -> [Double] {
        let (sine, cosine) = (Double.sin(movement.headings[frame]), Double.cos(movement.headings[frame]))
        let start = frame * Movement.joints
        let origin = movement.places[start].flat
        func seen(_ v: SIMD3<Double>) -> [Double] {
            [cosine * v.x - sine * v.z, v.y, sine * v.x + cosine * v.z]
        }
        return (0..<Movement.joints).flatMap { seen(movement.places[start + $0] - origin) }
            + (0..<Movement.joints).flatMap { seen(movement.velocities[start + $0]) }
    }

    private func scaled(_ description: [Double]) -> [Float] {
        let half = Self.features / 2
        return description.enumerated().map {
            Float($0.element / ($0.offset < half ? scales.place : scales.velocity))
        }
    }

    /// Root mean square deviation of places and of velocities.
    private static func scales(of rows: [[[Double]]]) -> (place: Double, velocity: Double) {
        var count = 0.0
        var sum = [Double](repeating: 0, count: features)
        var squares = sum
        for row in rows.joined() {
            count += 1
            for k in 0..<features {
                sum[k] += row[k]
                squares[k] += row[k] * row[k]
            }
        }
        guard count > 0 else { return (1, 1) }
        let variances = zip(sum, squares).map { max($1 / count - $0 / count * ($0 / count), 0) }
        let half = features / 2
        func scale(_ some: ArraySlice<Double>) -> Double {
            let value = Array(some).mean.squareRoot()
            return value > 1e-9 ? value : 1
        }
        return (scale(variances[..<half]), scale(variances[half...]))
    }
}
