import Tensor
import Testing

@testable import SequenceModel

@Suite("Swift and PyTorch compute the same")
struct GoldenTests {
    let golden: Golden
    var sizes: Configuration { golden.checkpoint.configuration }

    init() throws { golden = try Golden() }

    @Test(arguments: ["context", "free"], ["0.85", "0.2"])
    func forwardPass(kind: String, level: String) throws {
        let name = "forward.\(kind).\(level)"
        let known = kind == "context" ? try golden.matrix("known").values : Array(repeating: 0, count: 12)
        let conditions = try golden.matrix("conditions.input")
        let components = try golden.matrix("\(name).input")
        let network = golden.checkpoint.network
        var workspace = network.workspace(items: 2)
        let output = network(
            Matrix(
                rows: 12, columns: 13,
                values: (0..<12).flatMap { components[row: $0] + [known[$0]] }),
            level: try #require(Float(level)),
            conditions: kind == "context" ? conditions : Matrix(rows: 2, columns: 8),
            styles: kind == "context" ? try golden.matrix("style.input") : Matrix(rows: 2, columns: 6),
            hints: kind == "context" ? try golden.matrix("hints") : nil, workspace: &workspace)
        #expect(relativeError(output, try golden.matrix("\(name).output")) < goldenTolerance)
        for row in 0..<workspace.attention.weights.rows {
            #expect(abs(workspace.attention.weights[row: row].reduce(0, +) - 1) < 1e-6)
        }
    }

    @Test(arguments: ["0.85", "0.2"])
    func skipPath(level: String) throws {
        let t = try #require(Float(level))
        let noisy = try golden.matrix("tokens").mixed(1 - t, try golden.matrix("noise"), t)
        let clean = Sampler.clean(noisy, try golden.matrix("forward.free.\(level).output"), level: t)
        #expect(relativeError(clean, try golden.matrix("forward.free.\(level).clean")) < goldenTolerance)
    }

    @Test(arguments: ["0.85", "0.2"])
    func noiseLevelAsNumbers(level: String) throws {
        let expected = try golden.matrix("sinusoid.\(level)").rows(0..<1)
        let found = Network.sinusoid(of: try #require(Float(level)), count: 256)
        // Angles go to 1000, where neighbouring `Float` numbers are 6e-5 apart.
        #expect(relativeError(Matrix(rows: 1, columns: 256, values: found), expected) < 2e-4)
    }

    @Test func noiseLevels() throws {
        let expected = try golden.file.floats("golden.levels.8", shape: [9])
        let sampler = Sampler(
            network: golden.checkpoint.network, steps: 8, contrast: .none,
            response: golden.checkpoint.response,
            shift: 1.5)
        #expect(zip(sampler.levels, expected).allSatisfy { abs($0 - $1) < 1e-6 })
        #expect(sampler.levels.count == 9 && sampler.levels.first == 1 && sampler.levels.last == 0)
    }

    @Test(arguments: ["plain", "guided"], [0, 1])
    func sampling(kind: String, window: Int) throws {
        let sampler = Sampler(
            network: golden.checkpoint.network, steps: 4,
            contrast: kind == "plain" ? .none : .everything(1.5),
            response: golden.checkpoint.response, shift: 1.5)
        var workspace = sampler.workspace()
        var trajectory: [Matrix] = []
        let result = sampler.sample(
            given: try golden.matrix("y", window: window), isKnown: try golden.isKnown(window: window),
            noise: try golden.matrix("noise", window: window),
            steering: Steering(
                conditions: Array(try golden.matrix("conditions.input")[row: window]),
                style: Array(try golden.matrix("style.input")[row: window]),
                hints: try golden.matrix("hints", window: window)), workspace: &workspace,
            step: { trajectory.append($0) })

        let expected = try golden.matrix("sample.\(kind).trajectory")
        #expect(trajectory.count == 4)
        for (step, guess) in trajectory.enumerated() {
            let start = (step * 2 + window) * sizes.tokens
            #expect(relativeError(guess, expected.rows(start..<start + sizes.tokens)) < goldenTolerance)
        }
        let end = try golden.matrix("sample.\(kind).result", window: window)
        #expect(relativeError(result, end) < goldenTolerance)
    }

    /// Held against itself a style changes nothing, however strongly; held against none, the more the stronger.
    @Test func aStyleIsHeldAgainstTheSameWithoutIt() throws {
        let (given, noise) = (try golden.matrix("y", window: 0), try golden.matrix("noise", window: 0))
        let known = try golden.isKnown(window: 0)
        let style = Array(try golden.matrix("style.input")[row: 0])
        func sampled(_ contrast: Sampler.Contrast, style: [Float]) throws -> Matrix {
            let sampler = Sampler(
                network: golden.checkpoint.network, steps: 1, contrast: contrast,
                response: golden.checkpoint.response, shift: 1.5)
            var workspace = sampler.workspace()
            return sampler.sample(
                given: given, isKnown: known, noise: noise,
                steering: Steering(
                    conditions: Array(try golden.matrix("conditions.input")[row: 0]), style: style,
                    hints: try golden.matrix("hints", window: 0)),
                workspace: &workspace)
        }
        let untold = [Float](repeating: 0, count: style.count)
        let (with, without) = (try sampled(.none, style: style), try sampled(.none, style: untold))
        #expect(relativeError(try sampled(.style(4), style: untold), without) < 1e-5)
        #expect(relativeError(try sampled(.style(1), style: style), with) < 1e-5)
        // One step is one guess, so the formula can be seen in it.
        #expect(relativeError(try sampled(.style(4), style: style), with.mixed(4, without, -3)) < 1e-4)
        #expect(relativeError(with, without) > 1e-3)
    }

    /// What is written to in every step stays where it is, so nothing is allocated for it.
    @Test func samplingWorksInTheRoomThatItHas() throws {
        let sampler = Sampler(
            network: golden.checkpoint.network, steps: 4, contrast: .everything(1.5),
            response: golden.checkpoint.response,
            shift: 1.5)
        var workspace = sampler.workspace()
        func places() -> [UnsafeRawPointer?] {
            [workspace.tokens, workspace.noisy, workspace.guess, workspace.network.output].map { matrix in
                matrix.values.withUnsafeBytes(\.baseAddress)
            } + [workspace.network.attention.weights.values.withUnsafeBytes(\.baseAddress)]
        }
        let before = places()
        for window in [0, 1] {
            _ = sampler.sample(
                given: try golden.matrix("y", window: window), isKnown: try golden.isKnown(window: window),
                noise: try golden.matrix("noise", window: window),
                steering: Steering(
                    conditions: Array(try golden.matrix("conditions.input")[row: window]),
                    style: Array(try golden.matrix("style.input")[row: window])),
                workspace: &workspace)
        }
        #expect(places() == before && Set(before).count == before.count)
    }

    @Test func halfPrecisionMakesNearlyTheSame() throws {
        let rounded = try Checkpoint(parsing: golden.bytes, path: Golden.path, precision: .half)
        let made = [golden.checkpoint.network, rounded.network].map { network in
            let sampler = Sampler(
                network: network, steps: 4, contrast: .none, response: golden.checkpoint.response, shift: 1.5)
            return { (y: Matrix, known: [Bool], noise: Matrix, steering: Steering) in
                var workspace = sampler.workspace()
                return sampler.sample(
                    given: y, isKnown: known, noise: noise, steering: steering, workspace: &workspace)
            }
        }
        let steering = Steering(
            conditions: Array(try golden.matrix("conditions.input")[row: 0]),
            style: Array(try golden.matrix("style.input")[row: 0]))
        let (y, known) = (try golden.matrix("y", window: 0), try golden.isKnown(window: 0))
        let noise = try golden.matrix("noise", window: 0)
        // A random network answers to everything; a trained one errs less.
        let error = relativeError(made[1](y, known, noise, steering), made[0](y, known, noise, steering))
        #expect(error < 0.03)
    }

    @Test(arguments: [0, 1])
    func noiseWithMemory(window: Int) throws {
        let noise = golden.checkpoint.noise.colored(try golden.matrix("noise.white", window: window))
        #expect(relativeError(noise, try golden.matrix("noise", window: window)) < 1e-6)
    }

    @Test func styleOfAWindow() throws {
        let frames = try golden.matrix("frames")
        let statistics = StyleStatistics.of(frames, frameRate: 30)
        let row = Matrix(rows: 1, columns: StyleStatistics.count, values: statistics)
        let expected = try golden.matrix("style.statistics").rows(0..<1)
        #expect(relativeError(row, expected) < goldenTolerance)
        let styles = try #require(golden.checkpoint.styles)
        let found = Matrix(
            rows: 1, columns: 5, values: styles.embedding(ofFeatures: frames, frameRate: 30))
        #expect(relativeError(found, try golden.matrix("style.embedding").rows(0..<1)) < goldenTolerance)
    }

    @Test func splineMatrices() throws {
        let file = golden.file
        let fit = Spline.fit(frames: sizes.frames, points: sizes.points)
        let basis = Spline.basis(frames: sizes.frames, points: sizes.points)
        let contextFit = Spline.fit(frames: sizes.contextFrames, points: sizes.contextPoints)
        #expect(relativeError(basis, try file.matrix("spline.basis", rows: 36, columns: 12)) < 1e-6)
        #expect(relativeError(fit, try file.matrix("spline.fit", rows: 12, columns: 36)) < 1e-6)
        #expect(relativeError(contextFit, try file.matrix("spline.contextFit", rows: 4, columns: 12)) < 1e-6)
    }

    @Test func controlPointsAndFrames() throws {
        let frames = try golden.matrix("frames")
        let standardized = golden.checkpoint.standardization.standardized(frames)
        let points = Spline.fit(frames: sizes.frames, points: sizes.points).times(standardized)
        #expect(relativeError(points, try golden.matrix("points")) < goldenTolerance)
        let context = golden.checkpoint.spline.contextFit.times(standardized.rows(0..<sizes.contextFrames))
        #expect(relativeError(context, try golden.matrix("contextPoints")) < goldenTolerance)
        let curve = golden.checkpoint.standardization.features(golden.checkpoint.spline.basis.times(points))
        #expect(relativeError(curve, try golden.matrix("splineFrames")) < goldenTolerance)
    }

    @Test func whitenedTokens() throws {
        let components = golden.checkpoint.whitening.components(ofPoints: try golden.matrix("points"))
        let tokens = try golden.matrix("tokens", window: 0)
        #expect(relativeError(components, tokens) < goldenTolerance)
        let points = golden.checkpoint.whitening.points(ofComponents: tokens)
        #expect(relativeError(points, try golden.matrix("tokens.unwhitened")) < goldenTolerance)
    }

    @Test func decodedFrames() throws {
        let drawn = golden.checkpoint.whitening.points(
            ofComponents: try golden.matrix("sample.guided.result", window: 0))
        let points = try golden.matrix("contextPoints").appending(
            drawn.rows(sizes.contextPoints..<sizes.points))
        let frames = golden.checkpoint.standardization.features(golden.checkpoint.spline.basis.times(points))
        #expect(relativeError(frames, try golden.matrix("sample.guided.frames")) < goldenTolerance)
    }
}
