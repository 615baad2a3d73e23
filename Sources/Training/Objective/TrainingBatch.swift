import Cores
import RealModule
import SequenceModel
import Tensor

/// Windows made ready for the network, with what it is to make of them.
struct TrainingBatch: Sendable {
    /// What the network is given.
    var input: NetworkInput
    /// Noisy components of all tokens, [B · T, D]: what the skip path passes on.
    var noisy: Matrix
    /// What each window is to be.
    var targets: [Objective.Target]
}

/// What chance decides about a window besides the window itself.
struct TrainingDraw: Sendable {
    var mask: TokenMask
    /// Noise level, more than 0, at most 1.
    var level: Float
    /// Independent normal numbers, [T, D].
    var white: Matrix
    /// Which conditions are told.
    var tellsCondition: [Bool]
    /// Whether the style is told, and the error it is told with.
    var tellsStyle: Bool
    var styleError: [Float]
    /// How inexact known tokens are given, and by what, [T, D].
    var blur: Float
    var blurWhite: Matrix

    /// Chance that a window's style is told, and the deviation of the error it is told with.
    static let tellStyle = 0.6
    static let vagueness: Float = 0.25
    /// Share of windows whose known tokens are given inexactly, and the most that they are off.
    ///
    /// Who has seen a context a hundred times knows by heart what follows it; an inexact one makes the network look at
    /// the movement instead.
    static let blurShare = 0.5
    static let mostBlur: Float = 0.4

    /// Draws for a batch of `count`: noise levels are spread evenly over it before they are shifted.
    ///
    /// - Parameter isExact: For measuring, not learning: continuations only, and known tokens given as they are.
    static func draws(
        _ count: Int, _ sizes: Configuration, isExact: Bool = false, from generator: inout Xoshiro256
    ) -> [TrainingDraw] {
        var order = Array(0..<count)
        for i in order.indices.reversed() { order.swapAt(i, generator.below(i + 1)) }
        var result: [TrainingDraw] = []
        for index in 0..<count {
            let u = Float(1 - (Double(order[index]) + generator.unit()) / Double(count))
            let level = max(1e-3, sizes.shift * u / (1 + (sizes.shift - 1) * u))
            result.append(TrainingDraw(level: level, sizes, isExact: isExact, from: &generator))
        }
        return result
    }
}

extension TrainingDraw {
    private init(
        level: Float, _ sizes: Configuration, isExact: Bool, from generator: inout Xoshiro256
    ) {
        self.level = level
        mask = isExact ? .continuation(sizes) : TokenMask(sizes, from: &generator)
        white = Matrix(rows: sizes.tokens, columns: sizes.components, normalFrom: &generator)
        let tellsAny = generator.unit() >= ConditionMeasure.dropAll
        tellsCondition = []
        for _ in 0..<ConditionMeasure.count {
            tellsCondition.append(generator.unit() >= ConditionMeasure.dropEach && tellsAny)
        }
        tellsStyle = generator.unit() < Self.tellStyle
        styleError = []
        for _ in 1..<sizes.networkSizes.style { styleError.append(Self.vagueness * generator.normal()) }
        let isBlurred = !isExact && generator.unit() < Self.blurShare
        blur = isBlurred ? Self.mostBlur * Float(generator.unit()) : 0
        blurWhite =
            isBlurred
            ? Matrix(rows: sizes.tokens, columns: sizes.components, normalFrom: &generator)
            : Matrix(rows: 0, columns: sizes.components)
    }
}

/// Turns windows into batches, and the network's output into a loss and its gradient.
struct BatchMaker: Sendable {
    let sizes: Configuration
    let statistics: ModelStatistics
    let objective: Objective
    private let whitening: Linear
    private let unwhitening: Linear
    private let basis: Matrix

    init(_ sizes: Configuration, _ statistics: ModelStatistics, weights: LossWeights = LossWeights()) {
        self.sizes = sizes
        self.statistics = statistics
        objective = Objective(
            sizes, mean: statistics.featureMean, scale: statistics.featureScale, weights: weights)
        let forward = statistics.whitenForward
        whitening = Linear(
            weight: forward,
            bias: (0..<forward.rows).map { row in
                Float(
                    -zip(forward[row: row], statistics.whitenMean).reduce(0.0) {
                        $0 + Double($1.0) * Double($1.1)
                    })
            })
        unwhitening = Linear(weight: statistics.whitenInverse, bias: statistics.whitenMean)
        basis = Spline.basis(frames: sizes.frames, points: sizes.points)
    }

    /// One window made ready.
    private struct Item: Sendable {
        var tokens: Matrix
        var hints: Matrix
        var noisy: Matrix
        var conditions: [Float]
        var style: [Float]
        var target: Objective.Target
    }

    /// Makes a batch of windows and as many draws.
    func batch(_ windows: [TrainingWindow], _ draws: [TrainingDraw]) -> TrainingBatch {
        precondition(windows.count == draws.count && !windows.isEmpty, "one draw a window")
        let items = concurrentMap(count: windows.count) { item(windows[$0], draws[$0]) }
        func stacked(_ part: (Item) -> Matrix) -> Matrix {
            let first = part(items[0])
            return Matrix(
                rows: items.count * first.rows, columns: first.columns,
                values: items.flatMap { part($0).values })
        }
        return TrainingBatch(
            input: NetworkInput(
                tokens: stacked(\.tokens), hints: stacked(\.hints), levels: draws.map(\.level),
                conditions: Matrix(
                    rows: items.count, columns: 2 * ConditionMeasure.count,
                    values: items.flatMap(\.conditions)),
                styles: Matrix(
                    rows: items.count, columns: sizes.networkSizes.style, values: items.flatMap(\.style))),
            noisy: stacked(\.noisy), targets: items.map(\.target))
    }

    private func item(_ window: TrainingWindow, _ draw: TrainingDraw) -> Item {
        let (mask, per) = (draw.mask, sizes.pointsPerToken)
        let target = standardised(window.points)
        let own = standardised(window.context)
        let components = components(target)
        let contextComponents = self.components(own)

        // The context is given by its own fit, not by the whole window's, which looks over the seam.
        var shown = target
        var given = components
        for token in 0..<sizes.contextTokens {
            given[row: token] = contextComponents[row: token]
            guard mask.isKnown[token], !mask.isAtEnd[token] else { continue }
            for point in token * per..<(token + 1) * per { shown[row: point] = own[row: point] }
        }
        if draw.blur > 0 {
            let error = colored(draw.blurWhite)
            for i in 0..<given.rows {
                for j in 0..<given.columns { given[i, j] += draw.blur * error[i, j] }
            }
        }

        let noise = colored(draw.white)
        var tokens = Matrix(rows: sizes.tokens, columns: sizes.components + 1)
        var noisy = Matrix(rows: sizes.tokens, columns: sizes.components)
        for token in 0..<sizes.tokens {
            for i in 0..<sizes.components {
                noisy[token, i] = (1 - draw.level) * components[token, i] + draw.level * noise[token, i]
                tokens[token, i] = mask.isKnown[token] ? given[token, i] : noisy[token, i]
            }
            tokens[token, sizes.components] = mask.isKnown[token] ? 1 : 0
        }

        let (places, contacts, values) = objective.movement(window.points.values.map(Double.init))
        let raw = ConditionMeasure.values(
            places: Array(places[Objective.beforeSeam...]),
            features: values[(sizes.contextPoints * Objective.columns)...],
            rate: sizes.frameRate / Double(sizes.framesPerPoint))
        let conditions = raw.indices.map { i -> Float in
            draw.tellsCondition[i]
                ? (Float(raw[i]) - statistics.conditionMean[i]) / statistics.conditionScale[i] : 0
        }
        return Item(
            tokens: tokens, hints: mask.hints(points: shown, pointsPerToken: per), noisy: noisy,
            conditions: conditions + draw.tellsCondition.map { $0 ? 1 : 0 },
            style: style(window, draw),
            target: Objective.Target(
                points: shown.values.map(Double.init),
                isKnown: (0..<sizes.points).map { mask.isKnown[$0 / per] }, places: places, contacts: contacts
            ))
    }

    /// What the network is told of a window's style, flag last.
    private func style(_ window: TrainingWindow, _ draw: TrainingDraw) -> [Float] {
        guard let style = statistics.style, draw.tellsStyle else {
            return Array(repeating: 0, count: sizes.networkSizes.style)
        }
        let values = StyleStatistics.of(basis.times(window.points), frameRate: sizes.frameRate)
        return zip(style.embedded(values), draw.styleError).map { $0 + $1 } + [1]
    }

    /// Clean components of windows, [B · T, D].
    func components(of windows: [TrainingWindow]) -> Matrix {
        let parts = windows.map { components(standardised($0.points)).values }
        return Matrix(
            rows: windows.count * sizes.tokens, columns: sizes.components, values: parts.flatMap { $0 })
    }

    /// The guess for the network's output F, both [B · T, D]: ẑ₀ = (1 − t)/q · z + t/√q · F with q = (1 − t)² + t².
    func guess(_ output: Matrix, _ batch: TrainingBatch) -> Matrix {
        let (tokens, components) = (sizes.tokens, sizes.components)
        let levels = batch.input.levels
        var guess = output
        for row in 0..<output.rows {
            let t = levels[row / tokens]
            let q = (1 - t) * (1 - t) + t * t
            let (pass, add) = ((1 - t) / q, t / q.squareRoot())
            for i in 0..<components { guess[row, i] = pass * batch.noisy[row, i] + add * output[row, i] }
        }
        return guess
    }

    /// The mean loss of a batch for the network's output F, [B · T, D], and its gradient with respect to it.
    func loss(_ output: Matrix, _ batch: TrainingBatch) -> (terms: LossTerms, gradient: Matrix) {
        let (tokens, components) = (sizes.tokens, sizes.components)
        let levels = batch.input.levels
        let points = unwhitening(guess(output, batch))
        let size = tokens * points.columns
        let results = concurrentMap(count: levels.count) { item in
            objective.evaluate(
                points.values[item * size..<(item + 1) * size].map(Double.init), batch.targets[item],
                level: Double(levels[item]))
        }
        var back = Matrix(
            rows: points.rows, columns: points.columns,
            values: results.flatMap { $0.gradient.map(Float.init) }
        ).times(statistics.whitenInverse)
        for row in 0..<back.rows {
            let t = levels[row / tokens]
            let add = t / ((1 - t) * (1 - t) + t * t).squareRoot() / Float(levels.count)
            for i in 0..<components { back[row, i] *= add }
        }
        let terms = results.reduce(LossTerms()) { $0 + $1.terms } / Double(levels.count)
        return (terms, back)
    }

    // MARK: -

    private func standardised(_ points: Matrix) -> Matrix {
        var result = points
        for row in 0..<points.rows {
            for i in 0..<points.columns {
                result[row, i] = (points[row, i] - statistics.featureMean[i]) / statistics.featureScale[i]
            }
        }
        return result
    }

    private func components(_ points: Matrix) -> Matrix {
        whitening(points.reshaped(rows: points.rows / sizes.pointsPerToken, columns: sizes.tokenSize))
    }

    /// White noise given movement's memory: ε[0] = w[0], ε[j] = ρ ε[j − 1] + √(1 − ρ²) w[j].
    private func colored(_ white: Matrix) -> Matrix {
        var noise = white
        for i in 0..<white.columns {
            let memory = statistics.noiseCorrelation[i]
            let fresh = (1 - memory * memory).squareRoot()
            for token in 1..<max(1, white.rows) {
                noise[token, i] = memory * noise[token - 1, i] + fresh * white[token, i]
            }
        }
        return noise
    }
}
