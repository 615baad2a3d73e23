import Motion
import RealModule

/// The four numbers that a proposal can be steered by, as ``SequenceModel/Conditions`` names them.
///
/// ln(mean speed of joints + 0.01 m/s); ln(mean jerk + 1 m/s³) less that; ln(path of the hips over the floor +
/// 0.01 m/s); ln(mean turning of the heading + 0.01 rad/s).
enum ConditionMeasure {
    static let count = 4

    /// Measures a stretch of knots.
    ///
    /// - Parameters:
    ///   - places: Of the joints, [knots][22], m.
    ///   - features: At the same knots, [knots, 139], for the place and heading of the hips.
    ///   - rate: Knots per second.
    static func values(places p: [[SIMD3<Double>]], features: ArraySlice<Double>, rate: Double) -> [Double] {
        let joints = BodyChain.count
        var (speed, jerk) = (0.0, 0.0)
        for joint in 0..<joints {
            for k in 1..<p.count - 1 { speed += (p[k + 1][joint] - p[k - 1][joint]).length }
            for k in 2..<p.count - 2 {
                let early = p[k - 2][joint] - 2 * p[k - 1][joint]
                jerk += (p[k + 2][joint] - 2 * p[k + 1][joint] - early).length
            }
        }
        speed *= rate / 2 / Double(joints * (p.count - 2))
        // Third differences over four knots: the half of x[k + 2] − 2 x[k + 1] + 2 x[k − 1] − x[k − 2].
        jerk *= rate * rate * rate / 2 / Double(joints * (p.count - 4))
        let columns = Objective.columns
        func number(_ knot: Int, _ column: Int) -> Double {
            features[features.startIndex + knot * columns + column]
        }
        let yaw = p.indices.map { Double.atan2(y: -number($0, 5), x: number($0, 3)) }
        var (travel, turning) = (0.0, 0.0)
        for k in 1..<p.count - 1 {
            let (x, z) = (number(k + 1, 0) - number(k - 1, 0), number(k + 1, 2) - number(k - 1, 2))
            travel += (x * x + z * z).squareRoot()
            let turn = yaw[k + 1] - yaw[k - 1]
            turning += abs(Double.atan2(y: Double.sin(turn), x: Double.cos(turn)))
        }
        let scale = rate / 2 / Double(p.count - 2)
        let logSpeed = Double.log(speed + 0.01)
        return [
            logSpeed, Double.log(jerk + 1) - logSpeed, Double.log(travel * scale + 0.01),
            Double.log(turning * scale + 0.01),
        ]
    }

    /// Chance that a condition is withheld in training, and that all are.
    static let dropEach = 0.35
    static let dropAll = 0.2
}
