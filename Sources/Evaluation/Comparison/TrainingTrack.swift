import Cores
import Motion
import RealModule
import Tensor

/// All training movement, ready to be searched for the nearest to a proposal.
///
/// In single precision: at a metre it is right to 0.1 µm.
struct TrainingTrack: Sendable {
    /// Frames of the stretches that are compared: 2 s.
    static let length = 60
    /// Every so many frames count in the first, coarse search.
    private static let coarse = 6
    /// Starts that the coarse search keeps for the exact one.
    private static let candidates = 256
    /// Starts that are looked at together.
    private static let block = 2048
    /// Stretches that are sought together.
    private static let group = 256

    /// Places of the joints, three numbers each, frame after frame.
    private let places: [Float]
    /// Sine and cosine of the heading of each frame.
    private let sines: [Float]
    private let cosines: [Float]
    /// Frames at which a stretch may start: those with 2 s of the same clip after them.
    private let starts: [Int]
    private static let width = 3 * Movement.joints

    /// Takes the movement of training clips; those shorter than 2 s are left out.
    init(_ movements: [Movement]) {
        var places: [Float] = []
        var headings: [Double] = []
        var starts: [Int] = []
        for movement in movements where movement.frameCount >= Self.length {
            starts += headings.count...headings.count + movement.frameCount - Self.length
            for place in movement.places { places += [Float(place.x), Float(place.y), Float(place.z)] }
            headings += movement.headings
        }
        self.places = places
        self.starts = starts
        sines = headings.map { Float(Double.sin($0)) }
        cosines = headings.map { Float(Double.cos($0)) }
    }

    /// Distance of each stretch to the nearest training stretch or its mirror image, m.
    ///
    /// The best of every start in the training set counts, so time is aligned by whole frames. The root mean square
    /// distance on every 6th frame ranks all starts, by one product of matrices; the distance itself (mean over frames
    /// and joints, aligned at the first frame) is taken for the best 256.
    ///
    /// - Parameter stretches: Places of joints over 2 s, aligned at their first frame.
    func nearest(_ stretches: [[SIMD3<Float>]]) -> [Double] {
        guard !starts.isEmpty else { return stretches.map { _ in .nan } }
        let queries = stretches.flatMap { [$0, Self.mirrored($0)] }.map { stretch in
            stretch.flatMap { [$0.x, $0.y, $0.z] }
        }
        let groups = (queries.count + Self.group - 1) / Self.group
        let found = concurrentMap(count: groups) { group in
            let first = group * Self.group
            let some = Array(queries[first..<min(first + Self.group, queries.count)])
            return zip(some, ranked(some)).map { query, candidates in
                candidates.reduce(Float.infinity) { min($0, distance(of: query, at: $1, unlessOver: $0)) }
            }
        }.flatMap { $0 }
        return stretches.indices.map { Double(min(found[2 * $0], found[2 * $0 + 1])) }
    }

    private static func mirrored(_ stretch: [SIMD3<Float>]) -> [SIMD3<Float>] {
        let partners = CanonicalJoint.allCases.map(\.mirrored.rawValue)
        return stretch.indices.map { index in
            let (frame, joint) = (index / Movement.joints, index % Movement.joints)
            return stretch[frame * Movement.joints + partners[joint]] * SIMD3(-1, 1, 1)
        }
    }

    // MARK: - Coarse

    /// The starts nearest to each query on every 6th frame, the nearest first.
    private func ranked(_ queries: [[Float]]) -> [[Int]] {
        let frames = Array(stride(from: 0, to: Self.length, by: Self.coarse))
        let width = Self.width
        let size = frames.count * width
        var columns = Matrix(rows: size, columns: queries.count)
        for (column, query) in queries.enumerated() {
            for (index, frame) in frames.enumerated() {
                for k in 0..<width { columns[index * width + k, column] = query[frame * width + k] }
            }
        }
        var nearest = queries.map { _ in Nearest(keeping: Self.candidates) }
        var values = [Float](repeating: 0, count: Self.block * size)
        for first in stride(from: 0, to: starts.count, by: Self.block) {
            let some = starts[first..<min(first + Self.block, starts.count)]
            if some.count < Self.block { values = [Float](repeating: 0, count: some.count * size) }
            var norms = [Float](repeating: 0, count: some.count)
            for (row, start) in some.enumerated() {
                for (index, frame) in frames.enumerated() {
                    align(frame: start + frame, at: start, into: &values, from: row * size + index * width)
                }
                for k in row * size..<(row + 1) * size { norms[row] += values[k] * values[k] }
            }
            let products = Matrix(rows: some.count, columns: size, values: values).times(columns)
            for (row, start) in some.enumerated() {
                for (column, product) in products[row: row].enumerated() {
                    // The query's own norm is the same for all starts.
                    nearest[column].offer(norms[row] - 2 * product, start)
                }
            }
        }
        return nearest.map(\.starts)
    }

    /// One frame's places as seen from frame `at`: hips over the origin, facing +Z.
    private func align(frame: Int, at start: Int, into values: inout [Float], from index: Int) {
        let (x0, z0) = (places[start * Self.width], places[start * Self.width + 2])
        let (sine, cosine) = (sines[start], cosines[start])
        for joint in 0..<Movement.joints {
            let source = frame * Self.width + 3 * joint
            let (x, z) = (places[source] - x0, places[source + 2] - z0)
            values[index + 3 * joint] = cosine * x - sine * z
            values[index + 3 * joint + 1] = places[source + 1]
            values[index + 3 * joint + 2] = sine * x + cosine * z
        }
    }

    // MARK: - Exact

    /// Mean distance of joints between a stretch and the training movement that starts at `start`; infinity as soon as
    /// it is sure to be more than `most`.
    private func distance(of query: [Float], at start: Int, unlessOver most: Float) -> Float {
        let (sine, cosine) = (sines[start], cosines[start])
        let count = Float(query.count / 3)
        return places.withUnsafeBufferPointer { places in
            query.withUnsafeBufferPointer { query in
                let base = start * Self.width
                let (x0, z0) = (places[base], places[base + 2])
                var sum: Float = 0
                for frame in stride(from: 0, to: query.count, by: Self.width) {
                    for k in stride(from: frame, to: frame + Self.width, by: 3) {
                        let (x, z) = (places[base + k] - x0, places[base + k + 2] - z0)
                        let dx = cosine * x - sine * z - query[k]
                        let dy = places[base + k + 1] - query[k + 1]
                        let dz = sine * x + cosine * z - query[k + 2]
                        sum += (dx * dx + dy * dy + dz * dz).squareRoot()
                    }
                    if sum > most * count { return .infinity }
                }
                return sum / count
            }
        }
    }
}

/// The starts of the smallest values that were offered.
private struct Nearest {
    private let most: Int
    /// A heap whose first is the largest that is kept.
    private var heap: [(value: Float, start: Int)] = []

    init(keeping most: Int) { self.most = most }

    /// The starts, that of the smallest value first.
    var starts: [Int] { heap.sorted { ($0.value, $0.start) < ($1.value, $1.start) }.map(\.start) }

    mutating func offer(_ value: Float, _ start: Int) {
        if heap.count < most {
            heap.append((value, start))
            var child = heap.count - 1
            while child > 0, heap[(child - 1) / 2].value < heap[child].value {
                heap.swapAt(child, (child - 1) / 2)
                child = (child - 1) / 2
            }
        } else if value < heap[0].value {
            heap[0] = (value, start)
            var parent = 0
            while true {
                var largest = parent
                for child in [2 * parent + 1, 2 * parent + 2]
                where child < heap.count && heap[child].value > heap[largest].value { largest = child }
                guard largest != parent else { return }
                heap.swapAt(parent, largest)
                parent = largest
            }
        }
    }
}
