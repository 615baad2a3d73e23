import Diagnostics
import RealModule
import Tensor

/// Where the network places manners of moving: about thirty numbers each, of about unit variance over its training.
///
/// A style is a projection of ``StyleStatistics`` on the principal components of those of the training windows. The
/// space also has a bank: for many training windows the style of their first two seconds and that of the whole. It says
/// which manners follow which, and holds no movement.
struct StyleSpace: Sendable {
    /// Numbers of a style, E.
    let count: Int
    /// Means of the statistics, [276].
    private let mean: [Float]
    /// [E, 276].
    private let axes: Matrix
    /// Style of a context, then of the window it begins, [M, 2E].
    private let bank: Matrix

    /// Largest bank that is read.
    private static let largestBank = 1 << 16

    init(from file: Safetensors, count: Int) throws(Problem) {
        self.count = count
        mean = try file.floats("style.mean", shape: [StyleStatistics.count])
        axes = try file.matrix("style.axes", rows: count, columns: StyleStatistics.count)
        let entries = file.entries["style.bank"]?.shape.first ?? 1
        guard (1...Self.largestBank).contains(entries) else {
            throw file.unfit(
                "the checkpoint's bank of styles has an impossible size",
                expected: "1 … \(Self.largestBank) entries", found: "\(entries)")
        }
        bank = try file.matrix("style.bank", rows: entries, columns: 2 * count)
    }

    /// The style of frames as the network sees them, [frames, 139].
    func embedding(ofFeatures features: Matrix, frameRate: Double) -> [Float] {
        let statistics = StyleStatistics.of(features, frameRate: frameRate)
        return (0..<count).map { row in
            zip(axes[row: row], zip(statistics, mean)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
        }
    }

    /// A style that goes with a context of style `own`, drawn from the bank.
    ///
    /// An entry is drawn with weight exp(−d²/2h²): d is the root mean square distance of its context from `own`, h is
    /// `width` times that of the 16th nearest.
    func drawn(for own: [Float], width: Float, from generator: inout Xoshiro256) -> [Float] {
        let distances = (0..<bank.rows).map { row in
            zip(bank[row: row], own).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Float(count)
        }
        let near = distances.sorted()[min(15, distances.count - 1)]
        let least = distances.min() ?? 0
        let weights = distances.map { Float.exp(-0.5 * ($0 - least) / (width * width * near + 1e-6)) }
        var place = Float(generator.unit()) * weights.reduce(0, +)
        let row = weights.firstIndex { weight in
            place -= weight
            return place < 0
        }
        return Array(bank[row: row ?? bank.rows - 1].suffix(count))
    }
}
