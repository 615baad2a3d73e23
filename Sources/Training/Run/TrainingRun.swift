public import Diagnostics
import Foundation
public import SequenceModel
import Tensor

/// What a run tells while it goes.
public struct TrainingReport: Sendable {
    /// Steps done.
    public var step: Int
    /// Steps of the whole run.
    public var steps: Int
    /// Mean loss of the steps since the last report; nil before the first.
    public var loss: Double?
    /// Loss on what is held out, if this was a step to look at it.
    public var validation: Double?
    /// Steps a second, since the process began.
    public var rate: Double
    /// Seconds left, if it goes on like this.
    public var secondsLeft: Double
}

/// The training of a network, from nothing or from a checkpoint, step by step.
///
/// What comes out follows from the corpus, the recipe and the start alone: the same on every run on one kind of
/// machine, and the same however often the process was killed and went on from its last state.
public struct TrainingRun {
    /// What to begin with.
    public enum Start: Sendable {
        /// A new network of these sizes.
        case anew(Configuration)
        /// A checkpoint's.
        case from(BaseCheckpoint)
    }

    let recipe: Recipe
    private let folder: RunFolder
    private let drawer: WindowDrawer
    private let maker: BatchMaker
    private let heldOut: HeldOutMeasure?
    private let origin: Parameters?
    private var pass: NetworkPass
    private var state: TrainingState

    /// How the loss went so far.
    public var curve: LossCurve { state.curve }
    /// Steps done.
    public var step: Int { state.step }
    /// Steps of the whole run.
    public var steps: Int { state.steps }
    /// Whether the run went on from a saved state.
    public let isResumed: Bool
    /// Seconds between two savings of the state.
    public var saveInterval = 60.0

    /// Begins a run, or goes on with the one that the folder holds.
    ///
    /// - Throws: ``Problem`` when there is nothing to learn from, or the folder holds a run of another kind (which says
    ///   what differs), a damaged one, or cannot be written.
    public init(
        _ corpus: Corpus, _ recipe: Recipe, start: Start, in folder: RunFolder
    ) throws(Problem) {
        self.recipe = recipe
        self.folder = folder
        let base: BaseCheckpoint? = if case .from(let checkpoint) = start { checkpoint } else { nil }
        let sizes =
            switch start {
            case .anew(let sizes): sizes
            case .from(let base): base.sizes
            }
        drawer = WindowDrawer(corpus.train, sizes)
        guard drawer.count > 0 else {
            throw Problem(
                "no movement is left to learn from", expected: "a file of 6 s or more that is not held out",
                found: "none", remedy: "add longer files, or hold out fewer with --hold-out 0")
        }
        let fingerprint = Self.fingerprint(corpus, recipe, start)
        isResumed = folder.hasState
        if isResumed {
            state = try TrainingState.read(folder.statePath)
            if let other = state.differences(from: fingerprint) {
                throw Problem(
                    "the training that was begun here is another one", at: .file(folder.path),
                    expected: other.expected, found: other.found,
                    remedy: "go on with the same words, choose another -o, or begin anew with --anew")
            }
        } else {
            let model =
                if let base {
                    try Model.adapting(base, drawer: drawer, survey: recipe.survey, seed: recipe.seed)
                } else {
                    try Model.new(sizes, drawer: drawer, survey: recipe.survey, seed: recipe.seed)
                }
            state = TrainingState(
                fingerprint: fingerprint, steps: 0, model: model, keepsBest: recipe.patience != nil)
        }
        maker = BatchMaker(state.model.sizes, state.model.statistics)
        pass = NetworkPass(state.model.parameters.layout, items: recipe.batch)
        heldOut = HeldOutMeasure(
            corpus.validation, maker, windows: recipe.survey, batch: recipe.batch, seed: recipe.seed)
        origin = recipe.anchoring > 0 ? base?.parameters : nil
        if !isResumed {
            if let steps = recipe.steps { state.steps = steps } else { state.steps = try settledSteps() }
            try state.write(to: folder.statePath)
        }
    }

    /// What makes a run the one that it is.
    private static func fingerprint(
        _ corpus: Corpus, _ recipe: Recipe, _ start: Start
    ) -> [String: String] {
        var result: [String: String] = [:]
        result["movement"] = String(corpus.digest.prefix(12))
        result["seed"] = "\(recipe.seed)"
        result["batch"] = "\(recipe.batch)"
        result["rate"] = "\(recipe.rate)"
        result["warm-up"] = "\(recipe.warmUp)"
        result["averaging"] = "\(recipe.averaging)"
        result["decay"] = "\(recipe.decay)"
        result["anchoring"] = "\(recipe.anchoring)"
        result["survey"] = "\(recipe.survey)"
        result["steps"] = recipe.steps.map { "\($0)" } ?? "of \(recipe.minutes) minutes"
        result["check-every"] = recipe.checkEvery.map { "\($0)" } ?? "as fits"
        result["patience"] = recipe.patience.map { "\($0)" } ?? "none"
        switch start {
        case .anew(let sizes):
            result["network"] = "\(sizes.width) × \(sizes.blocks), \(sizes.components) components"
        case .from(let base): result["network"] = "from \(base.digest.prefix(12))"
        }
        return result
    }

    /// As many steps as fit in the time that was asked for: a few are tried, and forgotten.
    private mutating func settledSteps() throws(Problem) -> Int {
        let untouched = state
        defer { state = untouched }
        _ = try advance()
        let clock = ContinuousClock()
        var problem: Problem?
        let tried = 3
        let stepTime = clock.measure {
            for _ in 0..<tried {
                do throws(Problem) { _ = try advance() } catch { problem = error }
            }
        }
        if let problem { throw problem }
        let lookTime = clock.measure { _ = heldOut?(state.average.parameters, pass: &pass) }
        let left = 60 * recipe.minutes - 40 * lookTime.seconds
        let perStep: Double = stepTime.seconds / Double(tried)
        return max(20, Int(left / perStep))
    }

    // MARK: -

    /// Trains to the end.
    ///
    /// - Parameter tell: Called after every step and look.
    /// - Throws: ``Problem`` when the state cannot be saved, or the loss is no number any more.
    public mutating func run(_ tell: (TrainingReport) -> Void) throws(Problem) {
        try run(untilStep: state.steps, tell)
    }

    /// Trains to a step, or to the end if that comes first.
    mutating func run(untilStep goal: Int, _ tell: (TrainingReport) -> Void = { _ in }) throws(Problem) {
        let clock = ContinuousClock()
        let (begin, first) = (clock.now, state.step)
        var saved = clock.now
        var recent = (sum: 0.0, count: 0)
        func report(_ state: TrainingState, validation: Double? = nil) {
            let done = Double(state.step - first)
            let rate = done > 0 ? done / (clock.now - begin).seconds : 0
            tell(
                TrainingReport(
                    step: state.step, steps: state.steps,
                    loss: recent.count > 0 ? recent.sum / Double(recent.count) : nil,
                    validation: validation, rate: rate,
                    secondsLeft: rate > 0 ? Double(state.steps - state.step) / rate : .infinity))
        }
        while true {
            let looked = clock.now
            if isTimeToLook {
                look()
                report(state, validation: state.curve.points.last?.validation)
                recent = (0, 0)
            }
            if state.step >= min(goal, state.steps) || isStale { break }
            let loss = try advance()
            state.elapsed += (clock.now - looked).seconds
            recent = (recent.sum + loss, recent.count + 1)
            report(state)
            if (clock.now - saved).seconds >= saveInterval {
                try state.write(to: folder.statePath)
                saved = clock.now
            }
        }
        try state.write(to: folder.statePath)
    }

    /// Whether the curve has no point yet for where the run stands, and should.
    private var isTimeToLook: Bool {
        guard state.curve.points.last?.step != state.step else { return false }
        return state.step % recipe.checkInterval(of: state.steps) == 0 || state.step >= state.steps
    }

    /// Whether the last looks brought nothing better.
    private var isStale: Bool {
        guard let patience = recipe.patience, let best = state.curve.best else { return false }
        return state.curve.points.count { $0.step > best.step } >= patience
    }

    /// Measures what is held out, and keeps the weights if they are the best so far.
    private mutating func look() {
        let before = state.curve.best?.validation ?? .infinity
        let terms = heldOut?(state.average.parameters, pass: &pass)
        let validation = terms?.total(maker.objective.weights)
        let since = state.curve.since
        state.curve.points.append(
            .init(
                step: state.step, training: since.steps > 0 ? since.sum / Double(since.steps) : nil,
                validation: validation))
        state.curve.since = (0, 0)
        guard recipe.patience != nil else { return }
        // With nothing held out the last weights are as good as any.
        if validation.map({ $0 < before }) ?? true { state.best = state.average.parameters }
    }

    /// One step of training; its loss.
    private mutating func advance() throws(Problem) -> Double {
        var generator = Xoshiro256(seed: recipe.seed, step: state.step, for: 3)
        let windows = drawer.varied(recipe.batch, from: &generator)
        let batch = maker.batch(
            windows, TrainingDraw.draws(recipe.batch, maker.sizes, from: &generator))
        let output = pass.forward(batch.input, state.model.parameters)
        let (terms, gradient) = maker.loss(output, batch)
        pass.backward(gradient, state.model.parameters)
        var slopes = pass.gradients
        if let origin { slopes.add(Float(recipe.anchoring), state.model.parameters, less: origin) }
        let rate = LearningRate(
            highest: Float(recipe.rate), warmUp: recipe.warmUp, steps: state.steps)(state.step)
        let length = state.optimiser.step(
            &state.model.parameters, slopes, rate: rate, decay: Float(recipe.decay))
        let loss = terms.total(maker.objective.weights)
        guard loss.isFinite, length.isFinite else {
            throw Problem(
                "the training has run away: its loss is no number any more", expected: "a finite loss",
                found: "loss \(loss) in step \(state.step + 1)",
                remedy: "begin anew with --anew and a lower --rate")
        }
        state.average.add(state.model.parameters, memory: Float(recipe.averaging))
        state.step += 1
        state.curve.since = (state.curve.since.sum + loss, state.curve.since.steps + 1)
        return loss
    }

    // MARK: - What came out

    /// The trained model: the mean weights, or the best where they are kept.
    var model: Model {
        var model = state.model
        model.parameters = state.best ?? state.average.parameters
        return model
    }

    /// Seconds that the steps took, over all processes.
    public var elapsed: Double { state.elapsed }

    /// Measures how strongly the trained network answers, for ``CheckpointWriter``.
    func response(_ corpus: Corpus) -> Matrix {
        ResponseTable.measure(
            model, maker, takes: corpus.validation, windows: recipe.survey, seed: recipe.seed)
    }
}

extension Parameters {
    /// Adds `scale` · (`a` − `b`).
    mutating func add(_ scale: Float, _ a: Parameters, less b: Parameters) {
        for i in values.indices { values[i] += scale * (a.values[i] - b.values[i]) }
    }
}

extension Duration {
    /// The duration in seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
