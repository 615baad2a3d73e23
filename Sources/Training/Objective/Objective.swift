import Motion
import SequenceModel
import Tensor

/// How much each term of the loss counts.
struct LossWeights: Sendable, Equatable {
    var features = 1.0
    var places = 0.2
    var velocities = 2.0
    var accelerations = 1.0
    var contacts = 0.5
}

/// The terms of a loss, of one window or as means over several.
struct LossTerms: Sendable, Equatable {
    /// Error of standardised features, weighted by the noise level.
    var features = 0.0
    /// Error of the joints' places, in units of 0.2 m.
    var places = 0.0
    /// Error of their velocities, in units of 1 m/s.
    var velocities = 0.0
    /// Error of their accelerations, in units of 10 m/s².
    var accelerations = 0.0
    /// Speed along the floor of feet that are down.
    var contacts = 0.0
    /// The error of features alone, however noisy what was given.
    var error = 0.0

    /// The loss.
    func total(_ weights: LossWeights) -> Double {
        weights.features * features + weights.places * places + weights.velocities * velocities
            + weights.accelerations * accelerations + weights.contacts * contacts
    }

    static func + (a: LossTerms, b: LossTerms) -> LossTerms {
        LossTerms(
            features: a.features + b.features, places: a.places + b.places,
            velocities: a.velocities + b.velocities, accelerations: a.accelerations + b.accelerations,
            contacts: a.contacts + b.contacts, error: a.error + b.error)
    }

    static func / (a: LossTerms, count: Double) -> LossTerms {
        LossTerms(
            features: a.features / count, places: a.places / count, velocities: a.velocities / count,
            accelerations: a.accelerations / count, contacts: a.contacts / count, error: a.error / count)
    }
}

/// What the network is to make, and its loss for one window: features; and through forward kinematics places,
/// velocities and accelerations of joints and the speed of planted feet.
///
/// The kinematic terms are small and fade with the noise, 1 − t: at high noise they would reward standing still. Units
/// are chosen so that each term is near 1 for a guess that knows nothing. All in `Double`: it is little work beside the
/// network, and its gradient can be checked to many digits.
struct Objective: Sendable {
    /// m, m/s and m/s² that count as one.
    static let placeUnit = 0.2
    static let speedUnit = 1.0
    static let accelerationUnit = 10.0
    /// Most that the weight q/t² grows to, of the feature term and of the kinematic ones.
    ///
    /// At low noise the guess is mostly what is given, so that without this weight nothing would be learned there.
    static let featureCap = 10.0
    static let kinematicCap = 6.0
    /// Weight of ankles and toes in the kinematic terms beside the other joints': what stands on the floor must be right
    /// to the millimetre, and of 22 joints they are only four.
    static let feetWeight = 3.0
    /// Knots before the seam that the kinematic terms look at.
    static let beforeSeam = 7

    let weights: LossWeights
    private let mean: [Double]
    private let scale: [Double]
    private let points: Int
    private let first: Int
    private let rate: Double
    private let chain = BodyChain()

    static let columns = WindowGeometry.features
    static let feet = CanonicalJoint.feet.map(\.rawValue)
    /// Weight of each joint in the kinematic terms, of mean 1.
    static let jointWeights: [Double] = {
        let weights = (0..<BodyChain.count).map { feet.contains($0) ? feetWeight : 1 }
        let mean = weights.reduce(0, +) / Double(weights.count)
        return weights.map { $0 / mean }
    }()

    /// What one window is to be.
    struct Target: Sendable {
        /// Standardised control points, [K, 139]; known ones as they are given.
        var points: [Double]
        /// Which points are known, K flags.
        var isKnown: [Bool]
        /// Places of the joints from 7 knots before the seam on, [knots][22].
        var places: [[SIMD3<Double>]]
        /// How far each foot joint is down between knots, 0 … 1, [knots − 1][4].
        var contacts: [SIMD4<Double>]
    }

    /// - Parameters:
    ///   - mean: Of features, 139.
    ///   - scale: Of features, 139.
    init(_ sizes: Configuration, mean: [Float], scale: [Float], weights: LossWeights) {
        precondition(
            sizes.contextPoints > Self.beforeSeam, "a context longer than what is looked at before the seam")
        self.weights = weights
        self.mean = mean.map(Double.init)
        self.scale = scale.map(Double.init)
        points = sizes.points
        first = sizes.contextPoints - Self.beforeSeam
        rate = sizes.frameRate / Double(sizes.framesPerPoint)
    }

    /// Knots that the kinematic terms look at.
    var knots: Int { points - first }

    /// Places of the joints at the last ``knots`` knots of standardised control points, with what the way back needs.
    private func places(_ points: [Double]) -> (features: [Double], frames: [BodyChain.Frame]) {
        let columns = Self.columns
        var metres = [Double](repeating: 0, count: (knots + 1) * columns)
        let start = (first - 1) * columns
        for i in metres.indices {
            let column = i % columns
            metres[i] = points[start + i] * scale[column] + mean[column]
        }
        let features = Knots.values(metres, columns: columns)
        var frames = [BodyChain.Frame](repeating: BodyChain.Frame(), count: knots)
        features.withUnsafeBufferPointer { features in
            guard let base = features.baseAddress else { return }
            for knot in 0..<knots { chain.run(base + (knot + 1) * columns, into: &frames[knot]) }
        }
        return (features, frames)
    }

    /// The loss of a guess at noise level `t`, and its gradient with respect to the guess.
    ///
    /// - Parameters:
    ///   - guess: Standardised control points, [K, 139]; known ones do not matter.
    ///   - target: What they are to be.
    func evaluate(_ guess: [Double], _ target: Target, level t: Double) -> (
        terms: LossTerms, gradient: [Double]
    ) {
        let columns = Self.columns
        var gradient = [Double](repeating: 0, count: guess.count)
        var shown = guess
        for point in 0..<points where target.isKnown[point] {
            for i in point * columns..<(point + 1) * columns { shown[i] = target.points[i] }
        }
        let q = (1 - t) * (1 - t) + t * t
        var terms = LossTerms()
        addFeatureTerm(shown, target, importance: min(Self.featureCap, q / (t * t)), &terms, &gradient)
        addKinematicTerms(
            shown, target, fade: (1 - t) * min(Self.kinematicCap, q / (t * t)), &terms, &gradient)
        for point in 0..<points where target.isKnown[point] {
            for i in point * columns..<(point + 1) * columns { gradient[i] = 0 }
        }
        return (terms, gradient)
    }

    private func addFeatureTerm(
        _ shown: [Double], _ target: Target, importance: Double, _ terms: inout LossTerms,
        _ gradient: inout [Double]
    ) {
        let unknown = target.isKnown.count { !$0 }
        guard unknown > 0 else { return }
        let share = 1 / Double(unknown * Self.columns)
        for i in shown.indices {
            // Known points are the target's own.
            let difference = shown[i] - target.points[i]
            terms.error += share * difference * difference
            gradient[i] += weights.features * importance * share * 2 * difference
        }
        terms.features = importance * terms.error
    }

    private func addKinematicTerms(
        _ shown: [Double], _ target: Target, fade: Double, _ terms: inout LossTerms,
        _ gradient: inout [Double]
    ) {
        let (features, frames) = places(shown)
        let joints = BodyChain.count
        var pull = [[SIMD3<Double>]](
            repeating: Array(repeating: .zero, count: joints), count: knots)
        let numbers = Double(3 * joints)
        let (p, v, a) = (1 / Self.placeUnit, rate / Self.speedUnit, rate * rate / Self.accelerationUnit)
        let perPlace = fade / (numbers * Double(knots))
        let perVelocity = fade / (numbers * Double(knots - 1))
        let perAcceleration = fade / (numbers * Double(knots - 2))
        for (joint, weight) in Self.jointWeights.enumerated() {
            let (place, velocity, acceleration) = (
                weight * perPlace, weight * perVelocity, weight * perAcceleration
            )
            let off = (0..<knots).map { frames[$0].places[joint] - target.places[$0][joint] }
            for k in 0..<knots {
                let d = p * off[k]
                terms.places += place * d.dot(d)
                pull[k][joint] += (2 * weights.places * place * p) * d
            }
            for k in 0..<knots - 1 {
                let d = v * (off[k + 1] - off[k])
                terms.velocities += velocity * d.dot(d)
                let g = (2 * weights.velocities * velocity * v) * d
                pull[k + 1][joint] += g
                pull[k][joint] -= g
            }
            for k in 0..<knots - 2 {
                let d = a * (off[k + 2] - 2 * off[k + 1] + off[k])
                terms.accelerations += acceleration * d.dot(d)
                let g = (2 * weights.accelerations * acceleration * a) * d
                pull[k + 2][joint] += g
                pull[k + 1][joint] -= 2 * g
                pull[k][joint] += g
            }
        }
        let contact = fade / Double(Self.feet.count * (knots - 1))
        for (foot, joint) in Self.feet.enumerated() {
            for k in 0..<knots - 1 {
                let step = rate * (frames[k + 1].places[joint] - frames[k].places[joint]).flat
                let weight = contact * target.contacts[k][foot]
                terms.contacts += weight * step.dot(step)
                let g = (2 * weights.contacts * weight * rate) * step
                pull[k + 1][joint] += g
                pull[k][joint] -= g
            }
        }
        addPull(&pull, features, frames, to: &gradient)
    }

    /// The gradient with respect to control points, from that with respect to places.
    private func addPull(
        _ pull: inout [[SIMD3<Double>]], _ features: [Double], _ frames: [BodyChain.Frame],
        to gradient: inout [Double]
    ) {
        let columns = Self.columns
        var back = [Double](repeating: 0, count: features.count)
        back.withUnsafeMutableBufferPointer { back in
            features.withUnsafeBufferPointer { features in
                guard let base = features.baseAddress, let out = back.baseAddress else { return }
                for knot in 0..<knots {
                    let at = (knot + 1) * columns
                    chain.runBack(base + at, frames[knot], places: &pull[knot], gradient: out + at)
                }
            }
        }
        let start = (first - 1) * columns
        for (i, value) in Knots.gradient(back, columns: columns).enumerated() {
            gradient[start + i] += value * scale[i % columns]
        }
    }

    /// Places and contacts of a window of control points in metres: what its ``Target`` says besides the points.
    ///
    /// - Returns: Values at all knots as well, [K, 139].
    func movement(
        _ points: [Double]
    ) -> (places: [[SIMD3<Double>]], contacts: [SIMD4<Double>], values: [Double]) {
        let columns = Self.columns
        let values = Knots.values(points, columns: columns)
        var frame = BodyChain.Frame()
        var places: [[SIMD3<Double>]] = []
        values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            for knot in first..<self.points {
                chain.run(base + knot * columns, into: &frame)
                places.append(frame.places)
            }
        }
        func labels(_ knot: Int) -> SIMD4<Double> {
            let at = knot * columns + WindowGeometry.contacts.lowerBound
            return SIMD4(values[at], values[at + 1], values[at + 2], values[at + 3])
                .clamped(lowerBound: .zero, upperBound: .one)
        }
        let contacts = (first..<self.points - 1).map { pointwiseMin(labels($0), labels($0 + 1)) }
        return (places, contacts, values)
    }
}
