import Diagnostics
import Tensor

/// What a proposal should be like, each as a percentile of the dance that the network learned from; nil leaves it
/// to the network.
///
/// They shift what is likely; they are no promise. Values outside 0 … 100 count as the nearer end.
public struct Conditions: Sendable, Equatable {
    /// How fast the body moves: mean speed of the joints.
    public var speed: Double?
    /// How sharp the movement is for its speed: mean jerk of the joints beside their speed.
    public var sharpness: Double?
    /// How far the hips travel over the floor.
    public var travel: Double?
    /// How much the figure turns.
    public var turning: Double?

    /// Numbers that a checkpoint knows conditions by.
    static let count = 4
    /// Percentiles, in the checkpoint's order.
    var percentiles: [Double?] { [speed, sharpness, travel, turning] }

    /// Creates conditions from percentiles, 0 … 100.
    public init(
        speed: Double? = nil, sharpness: Double? = nil, travel: Double? = nil, turning: Double? = nil
    ) {
        self.speed = speed
        self.sharpness = sharpness
        self.travel = travel
        self.turning = turning
    }

    /// Nothing asked for.
    public static let none = Conditions()
}

/// Turns conditions into what the network takes, by the statistics of its training windows.
struct Conditioning: Sendable {
    private let mean: [Float]
    private let scale: [Float]
    /// Raw values at 0, 5, … 100 %, one row a condition.
    private let quantiles: Matrix

    private static let quantileCount = 21

    init(from file: Safetensors) throws(Problem) {
        mean = try file.floats("condition.mean", shape: [Conditions.count])
        scale = try file.floats("condition.scale", shape: [Conditions.count])
        quantiles = try file.matrix(
            "condition.quantiles", rows: Conditions.count, columns: Self.quantileCount)
        guard scale.allSatisfy({ $0 > 0 }) else {
            throw file.unfit("a condition has no scale", expected: "scales above 0", found: "0 or less")
        }
    }

    /// The four standardised values, 0 where nothing is asked, then four flags, 1 where something is.
    func input(for conditions: Conditions) -> [Float] {
        let asked = conditions.percentiles.enumerated().map { index, percentile in
            percentile.map { (raw($0, of: index) - mean[index]) / scale[index] }
        }
        return asked.map { $0 ?? 0 } + asked.map { $0 == nil ? 0 : 1 }
    }

    /// The value at a percentile, between the two nearest that the table has.
    private func raw(_ percentile: Double, of index: Int) -> Float {
        // A percentile that is not a number counts as the middle.
        let share = percentile.isNaN ? 0.5 : min(max(percentile / 100, 0), 1)
        let place = share * Double(Self.quantileCount - 1)
        let below = min(Int(place), Self.quantileCount - 2)
        let part = Float(place - Double(below))
        return quantiles[index, below] * (1 - part) + quantiles[index, below + 1] * part
    }
}
