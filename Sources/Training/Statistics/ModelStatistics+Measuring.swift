import Cores
import Diagnostics
import Motion
import RealModule
import SequenceModel
import Tensor

extension ModelStatistics {
    /// Influence of a contact label: no movement follows from it, but what happens to feet afterwards reads it.
    static let contactInfluence = 0.1
    /// Windows in the bank of styles.
    static let bank = 1024
    /// Components whose variance is less than this share of the largest are rounding, not movement.
    static let leastVariance = 1e-9

    /// Measures everything on windows drawn as in training.
    ///
    /// - Parameters:
    ///   - sizes: Sizes of the network; a corpus too small for as many components gets fewer.
    ///   - survey: How many windows to measure on.
    /// - Returns: The statistics, and the sizes that go with them.
    /// - Throws: ``Problem`` when OpenBLAS is missing.
    static func measure(
        _ drawer: WindowDrawer, _ sizes: Configuration, survey: Int, from generator: inout Xoshiro256
    ) throws(Problem) -> (statistics: ModelStatistics, sizes: Configuration) {
        let varied = drawer.varied(survey, from: &generator)
        let (mean, scale) = scales(varied)
        let whitening = try Whitener(varied, sizes, mean: mean, scale: scale)
        var sizes = sizes
        sizes.components = whitening.forward.rows

        let objective = Objective(
            sizes, mean: mean.map(Float.init), scale: scale.map(Float.init), weights: LossWeights())
        let plain = drawer.plain(survey, from: &generator)
        let told = conditions(varied, objective, sizes)
        let danced = conditions(plain, objective, sizes)
        let (conditionMean, conditionScale) = spread(told)
        let statistics = ModelStatistics(
            featureMean: mean.map(Float.init), featureScale: scale.map(Float.init),
            whitenMean: whitening.mean.map(Float.init), whitenForward: whitening.forward,
            whitenInverse: whitening.inverse, noiseCorrelation: whitening.correlation,
            conditionMean: conditionMean.map(Float.init),
            conditionScale: conditionScale.map { Float(max($0, 1e-3)) },
            conditionQuantiles: quantiles(danced), style: try Style(plain, sizes))
        return (statistics, sizes)
    }

    private init(
        featureMean: [Float], featureScale: [Float], whitenMean: [Float], whitenForward: Matrix,
        whitenInverse: Matrix, noiseCorrelation: [Float], conditionMean: [Float], conditionScale: [Float],
        conditionQuantiles: Matrix, style: Style?
    ) {
        self.featureMean = featureMean
        self.featureScale = featureScale
        self.whitenMean = whitenMean
        self.whitenForward = whitenForward
        self.whitenInverse = whitenInverse
        self.noiseCorrelation = noiseCorrelation
        self.conditionMean = conditionMean
        self.conditionScale = conditionScale
        self.conditionQuantiles = conditionQuantiles
        self.style = style
    }

    /// Mean and scale of features: x and z share one scale about 0; a joint's six numbers share one, at least 0.08.
    static func scales(_ windows: [TrainingWindow]) -> (mean: [Double], scale: [Double]) {
        var (mean, square) = moments(windows.map(\.points))
        for i in mean.indices { square[i] -= mean[i] * mean[i] }
        for x in [0, 2] {
            square[x] += mean[x] * mean[x]
            mean[x] = 0
        }
        var scale = [Double](repeating: 0.5, count: mean.count)
        scale[0] = ((square[0] + square[2]) / 2).squareRoot()
        scale[2] = scale[0]
        scale[1] = max(0, square[1]).squareRoot()
        for joint in 0..<WindowGeometry.joints {
            let start = WindowGeometry.rotations.lowerBound + WindowGeometry.perJoint * joint
            let range = start..<start + WindowGeometry.perJoint
            let deviation = max(0, range.reduce(0) { $0 + square[$1] } / Double(range.count)).squareRoot()
            for i in range { scale[i] = max(0.08, deviation) }
        }
        // A figure that never leaves its place still has a scale.
        for i in WindowGeometry.root { scale[i] = max(1e-3, scale[i]) }
        return (mean, scale)
    }

    /// Means of every column and of its square.
    private static func moments(_ matrices: [Matrix]) -> (mean: [Double], square: [Double]) {
        let columns = matrices.first?.columns ?? 0
        var mean = [Double](repeating: 0, count: columns)
        var square = mean
        for matrix in matrices {
            for (i, value) in matrix.values.enumerated() {
                mean[i % columns] += Double(value)
                square[i % columns] += Double(value) * Double(value)
            }
        }
        let rows = Double(max(1, matrices.reduce(0) { $0 + $1.rows }))
        return (mean.map { $0 / rows }, square.map { $0 / rows })
    }

    /// How much a standardised feature moves the body, for ranking components.
    ///
    /// A centimetre of the root moves every joint by a centimetre; a turn moves the joints below by their lever, here
    /// 0.4 m. Ranked without it, the kept components lose enough of the root to double the foot skate of a window that
    /// is merely encoded and decoded.
    static func influence(scale: [Double]) -> [Double] {
        var below = [Double](repeating: 1, count: BodyChain.count)
        for joint in (1..<BodyChain.count).reversed() { below[BodyChain.parents[joint]] += below[joint] }
        return scale.indices.map { i in
            if WindowGeometry.root.contains(i) { return Double(BodyChain.count).squareRoot() * scale[i] }
            if WindowGeometry.contacts.contains(i) { return contactInfluence }
            // A leaf moves nothing but what a drawing adds to it: a third of a joint.
            let joint = (i - WindowGeometry.rotations.lowerBound) / WindowGeometry.perJoint
            return 0.4 * (below[joint] - 0.7).squareRoot() * scale[i]
        }
    }

    /// The conditions of each window's new part.
    private static func conditions(
        _ windows: [TrainingWindow], _ objective: Objective, _ sizes: Configuration
    ) -> [[Double]] {
        concurrentMap(count: windows.count) { objective.conditions(windows[$0].points, sizes) }
    }

    /// Mean and deviation of each number.
    static func spread(_ values: [[Double]]) -> (mean: [Double], deviation: [Double]) {
        let count = Double(max(1, values.count))
        return (values.first ?? []).indices.reduce(into: ([], [])) { result, i in
            let mean = values.reduce(0) { $0 + $1[i] } / count
            let square = values.reduce(0) { $0 + ($1[i] - mean) * ($1[i] - mean) }
            result.0.append(mean)
            result.1.append((square / max(1, count - 1)).squareRoot())
        }
    }

    /// Values of each condition at 0, 5, … 100 %, between the two nearest windows.
    private static func quantiles(_ values: [[Double]]) -> Matrix {
        var result = Matrix(rows: ConditionMeasure.count, columns: Self.quantiles)
        for condition in 0..<ConditionMeasure.count {
            let sorted = values.map { $0[condition] }.sorted()
            for column in 0..<Self.quantiles {
                let place = Double(column) / Double(Self.quantiles - 1) * Double(sorted.count - 1)
                let below = min(Int(place), max(0, sorted.count - 2))
                let above = min(below + 1, sorted.count - 1)
                let part = place - Double(below)
                result[condition, column] = Float(sorted[below] * (1 - part) + sorted[above] * part)
            }
        }
        return result
    }
}

extension Objective {
    /// The conditions of the new part of a window of control points in metres.
    func conditions(_ points: Matrix, _ sizes: Configuration) -> [Double] {
        let (places, _, values) = movement(points.values.map(Double.init))
        return ConditionMeasure.values(
            places: Array(places[Self.beforeSeam...]),
            features: values[(sizes.contextPoints * Self.columns)...],
            rate: sizes.frameRate / Double(sizes.framesPerPoint))
    }
}
